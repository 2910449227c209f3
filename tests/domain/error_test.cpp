#include "domain/error.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <tuple>
#include <utility>

#include "domain/result.hpp"
#include "tests/domain/matchers.hpp"

namespace voiceid {
namespace {

TEST(Errors, HaveTheNamespaceNameAndStatusOfTheModel) {
  using Row = std::tuple<Error, std::string_view, int>;
  for (const auto& [error, name, status] :
       {Row{conflict("The token was used."), "ConflictException", 409},
        Row{internal_error(), "InternalServerException", 500},
        Row{resource_not_found(ResourceType::kDomain), "ResourceNotFoundException", 404},
        Row{quota_exceeded("It is full."), "ServiceQuotaExceededException", 402},
        Row{throttled("ListSpeakers"), "ThrottlingException", 429},
        Row{validation_failed("It is wrong."), "ValidationException", 400},
        Row{Error{.type = &kAccessDeniedException, .message = "No."}, "AccessDeniedException", 403}}) {
    EXPECT_EQ(error.type->wire_namespace, "com.amazonaws.voiceid");
    EXPECT_EQ(error.type->name, name);
    EXPECT_EQ(error.type->http_status, status) << name;
    EXPECT_PRED1(is_sentence, error.message);
  }
}

TEST(ResourceNotFound, CarriesItsResourceTypeAndNamesIt) {
  using Row = std::pair<std::string_view, std::string_view>;
  for (const auto& [type, called] : {Row{"BATCH_JOB", "job"}, Row{"COMPLIANCE_CONSENT", "compliance consent"},
                                     Row{"DOMAIN", "domain"}, Row{"FRAUDSTER", "fraudster"}, Row{"SESSION", "session"},
                                     Row{"SPEAKER", "speaker"}, Row{"WATCHLIST", "watchlist"}}) {
    const Error error = resource_not_found(*value_of<ResourceType>(type));
    EXPECT_EQ(name_of(error.resource_type.value()), type);
    EXPECT_EQ(error.message, "The requested " + std::string(called) + " does not exist.");
    EXPECT_EQ(error.summary, "The requested " + std::string(called) + " does not exist");
    EXPECT_FALSE(error.conflict_type);
  }
}

TEST(Conflict, HasTheMessageThatTheModelGivesItsType) {
  using Row = std::pair<std::string_view, std::string_view>;
  for (const auto& [type, message] :
       {Row{"DOMAIN_NOT_ACTIVE", "The domain is not active."},
        Row{"CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT",
            "You cannot change the speaker ID after an enrollment has been requested."},
        Row{"ENROLLMENT_ALREADY_EXISTS", "There is already an enrollment for this session."},
        Row{"SPEAKER_NOT_SET", "You must set the speaker ID before requesting an enrollment."},
        Row{"SPEAKER_OPTED_OUT", "You cannot request an enrollment for an opted out speaker."},
        Row{"CONCURRENT_CHANGES",
            "The request could not be processed as the resource was modified by another request during execution."}}) {
    EXPECT_EQ(conflict(*value_of<ConflictType>(type)).message, message);
  }
}

TEST(Conflict, CarriesItsTypeAndASentenceForEach) {
  for (const std::string_view type : kEnumNames<ConflictType>) {
    const Error error = conflict(*value_of<ConflictType>(type));
    EXPECT_EQ(name_of(error.conflict_type.value()), type);
    EXPECT_PRED1(is_sentence, error.message) << type;
    EXPECT_FALSE(error.resource_type);
  }
}

TEST(Errors, Explained_BeginWithTheirSummary) {
  EXPECT_EQ(explained(validation_failed("It is wrong.")), "It is wrong.");
  EXPECT_EQ(explained(refused("The file is invalid.", "It has 3 bytes", "4 are needed")),
            "The file is invalid. It has 3 bytes; 4 are needed.");
  EXPECT_EQ(explained(internal_error("No answer.")), "Internal Server Error. No answer.");
}

TEST(Errors, KeepTheFirstSummary) {
  EXPECT_EQ(summarized("Second.", summarized("First.", validation_failed("It is wrong."))).summary, "First.");
}

TEST(Errors, ThrottledNamesTheOperation) {
  EXPECT_EQ(throttled("TagResource").message, "Rate exceeded for TagResource.");
}

TEST(Results, AskingAFailureForItsValueIsABug) {
  const Result<int> failure = validation_failed("It is wrong.");
  EXPECT_THROW(static_cast<void>(failure.value()), std::logic_error);
}

}  // namespace
}  // namespace voiceid
