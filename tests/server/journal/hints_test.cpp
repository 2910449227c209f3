#include "server/journal/hints.hpp"

#include "handlers/operations.hpp"
#include "tests/handlers/fixture.hpp"

namespace voiceid::journal {
namespace {

using handlers::kAccount;
using handlers::kOtherAccount;
using handlers::kRegion;
using testing::HasSubstr;

class HintsTest : public handlers::HandlerTest {
 protected:
  // The hint on the error of a request, which came from the account.
  template <class Request>
  std::string hint_on(const Error& error, const Request& request, std::string_view account = kAccount) {
    http::CallNotes notes;
    notes.account = account;
    notes.region = kRegion;
    const Named named = named_in(error, shapes::kShapeOf<Request>, &request, request.domain_id);
    note_hint_on(error, named, context_, notes);
    return notes.hint;
  }

  static shapes::DescribeSpeakerRequest speaker(std::string_view domain_id, std::string_view speaker_id) {
    shapes::DescribeSpeakerRequest request;
    request.domain_id = domain_id;
    request.speaker_id = speaker_id;
    return request;
  }
};

TEST_F(HintsTest, ADomainOfAnotherAccountIsNamedWithItsOwner) {
  const std::string domain = make_domain();
  const Error error = resource_not_found(ResourceType::kDomain);
  EXPECT_EQ(hint_on(error, speaker(domain, "alice"), kOtherAccount),
            "Domain " + domain +
                " is in account 000000000000, region us-east-1; this call came from account "
                "111111111111, region us-east-1. The access key sets the account, the client's region the region.");
  EXPECT_EQ(hint_on(error, speaker(handlers::kUnknownId, "alice")), "");
}

TEST_F(HintsTest, AResourceOfAnotherDomainIsFoundThere) {
  const std::string domain = make_domain();
  const std::string other = make_domain("others");
  const std::string generated(enrolled_speaker(other, "alice").generated_id());
  const Error error = resource_not_found(ResourceType::kSpeaker);
  const std::string expected = "Domain " + other +
                               " (account 000000000000, region us-east-1) has a speaker of this "
                               "id; this call named domain " +
                               domain + ".";
  EXPECT_EQ(hint_on(error, speaker(domain, "alice")), expected);
  EXPECT_EQ(hint_on(error, speaker(domain, generated)), expected);
  EXPECT_EQ(hint_on(error, speaker(domain, "bob")), "");
}

TEST_F(HintsTest, EachKindOfResourceIsLookedFor) {
  const std::string domain = make_domain();
  const std::string other = make_domain("others");
  const std::string watchlist = make_watchlist(other);
  shapes::DescribeWatchlistRequest request;
  request.domain_id = domain;
  request.watchlist_id = watchlist;
  EXPECT_THAT(hint_on(resource_not_found(ResourceType::kWatchlist), request), HasSubstr("has a watchlist of this id"));
}

TEST_F(HintsTest, AnInactiveDomainComesWithItsRemedy) {
  const std::string domain = make_domain();
  const Error error = conflict(ConflictType::kDomainNotActive);
  store_.set_domain_status(record_of(domain), DomainStatus::kSuspended);
  EXPECT_EQ(hint_on(error, speaker(domain, "alice")), "Domain " + domain + " is SUSPENDED; PUT /_voiceid/domains/" +
                                                          domain +
                                                          R"(/status with {"Status": "ACTIVE"} makes it active.)");
  store_.soft_delete_domain(record_of(domain), context_.now);
  const std::string hint = hint_on(error, speaker(domain, "alice"));
  EXPECT_THAT(hint, HasSubstr("was deleted at " + to_rfc3339(context_.now)));
  EXPECT_THAT(hint, HasSubstr("POST /_voiceid/domains/" + domain + "/restore brings it back."));
}

TEST_F(HintsTest, OtherErrorsHaveNone) {
  EXPECT_EQ(hint_on(validation_failed("No."), speaker(make_domain(), "alice")), "");
}

TEST_F(HintsTest, AnExpiredSpeakerUnderAClockFarAheadIsAHint) {
  shapes::EvaluateSessionResponse evaluated;
  const auto hint = [&evaluated](std::chrono::days ahead) {
    http::CallNotes notes;
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    note_hint_on_expiry(evaluated, now + ahead, notes);
    return notes.hint;
  };
  constexpr std::chrono::days kFourYears{1461};
  EXPECT_EQ(hint(kFourYears), "");
  evaluated.authentication_result.emplace().decision = name_of(AuthenticationDecision::kSpeakerExpired);
  EXPECT_THAT(hint(kFourYears), HasSubstr("more than a year ahead of this machine's; see GET /_voiceid/clock."));
  EXPECT_EQ(hint(std::chrono::days(1)), "");
}

TEST(NoteHint, KeepsTheFirst) {
  http::CallNotes notes;
  note_hint(notes, "a", "first");
  note_hint(notes, "b", "second");
  EXPECT_EQ(notes.hint, "first");
  EXPECT_EQ(notes.hint_kind, "a");
}

}  // namespace
}  // namespace voiceid::journal
