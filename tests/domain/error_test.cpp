#include "domain/error.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "domain/result.hpp"
#include "tests/domain/matchers.hpp"

namespace voiceid {
namespace {

struct ModelledError {
  std::string name;
  Error error;
  int http_status;

  friend void PrintTo(const ModelledError& row, std::ostream* out) { *out << row.name; }
};

class ModelledErrors : public testing::TestWithParam<ModelledError> {};

TEST_P(ModelledErrors, HaveTheNamespaceNameAndStatusOfTheModel) {
  const ErrorType& type = *GetParam().error.type;
  EXPECT_EQ(type.wire_namespace, "com.amazonaws.voiceid");
  EXPECT_EQ(type.name, GetParam().name);
  EXPECT_EQ(type.http_status, GetParam().http_status);
}

TEST_P(ModelledErrors, HaveAMessageOfOneSentence) { EXPECT_PRED1(is_sentence, GetParam().error.message); }

INSTANTIATE_TEST_SUITE_P(
    Factories, ModelledErrors,
    testing::Values(ModelledError{"ConflictException", conflict("The token was used."), 409},
                    ModelledError{"InternalServerException", internal_error(), 500},
                    ModelledError{"ResourceNotFoundException", resource_not_found(ResourceType::kDomain), 404},
                    ModelledError{"ServiceQuotaExceededException", quota_exceeded("It is full."), 402},
                    ModelledError{"ThrottlingException", throttled("ListSpeakers"), 429},
                    ModelledError{"ValidationException", validation_failed("It is wrong."), 400}),
    [](const auto& row) { return row.param.name; });

TEST(Errors, AccessDenied_IsTheSeventhOfTheModel) {
  EXPECT_EQ(kAccessDeniedException.name, "AccessDeniedException");
  EXPECT_EQ(kAccessDeniedException.http_status, 403);
}

struct MissingResource {
  ResourceType type;
  std::string_view wire_name;
  std::string_view message;

  friend void PrintTo(const MissingResource& row, std::ostream* out) { *out << row.wire_name; }
};

class ResourceNotFound : public testing::TestWithParam<MissingResource> {};

TEST_P(ResourceNotFound, AlwaysCarriesItsResourceTypeAndNamesIt) {
  const Error error = resource_not_found(GetParam().type);
  ASSERT_TRUE(error.resource_type);
  EXPECT_EQ(name_of(*error.resource_type), GetParam().wire_name);
  EXPECT_EQ(error.message, GetParam().message);
  EXPECT_FALSE(error.conflict_type);
}

INSTANTIATE_TEST_SUITE_P(
    EveryType, ResourceNotFound,
    testing::Values(MissingResource{ResourceType::kBatchJob, "BATCH_JOB", "The specified job was not found."},
                    MissingResource{ResourceType::kComplianceConsent, "COMPLIANCE_CONSENT",
                                    "The specified compliance consent was not found."},
                    MissingResource{ResourceType::kDomain, "DOMAIN", "The specified domain was not found."},
                    MissingResource{ResourceType::kFraudster, "FRAUDSTER", "The specified fraudster was not found."},
                    MissingResource{ResourceType::kSession, "SESSION", "The specified session was not found."},
                    MissingResource{ResourceType::kSpeaker, "SPEAKER", "The specified speaker was not found."},
                    MissingResource{ResourceType::kWatchlist, "WATCHLIST", "The specified watchlist was not found."}),
    [](const auto& row) { return std::string(row.param.wire_name); });

TEST(Errors, Conflict_CarriesTheTypeThatFits) {
  const Error error = conflict(ConflictType::kDomainNotActive, "The domain is not active.");
  EXPECT_EQ(error.conflict_type, ConflictType::kDomainNotActive);
  EXPECT_EQ(error.message, "The domain is not active.");
  EXPECT_FALSE(error.resource_type);
}

TEST(Errors, Throttled_NamesTheOperation) {
  EXPECT_EQ(throttled("TagResource").message, "Rate exceeded for TagResource.");
}

TEST(Results, AskingAFailureForItsValue_IsABug) {
  const Result<int> failure = validation_failed("It is wrong.");
  EXPECT_THROW(static_cast<void>(failure.value()), std::logic_error);
}

}  // namespace
}  // namespace voiceid
