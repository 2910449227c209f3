#include "handlers/speaker_control.hpp"

#include "tests/domain/voices.hpp"
#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class SpeakerControl : public DomainTest {
 protected:
  shapes::Speaker put(std::string_view speaker_id, const shapes::PutSpeakerRequest& request = {}) {
    return put_speaker(context_, domain_id_, speaker_id, request).value().speaker.value();
  }
  std::optional<Error> refusal(std::string_view speaker_id, const shapes::PutSpeakerRequest& request = {}) {
    return failure_of(put_speaker(context_, domain_id_, speaker_id, request));
  }
  shapes::Fraudster put_fraudster(const shapes::PutFraudsterRequest& request) {
    return handlers::put_fraudster(context_, domain_id_, request).value().fraudster.value();
  }
};

TEST_F(SpeakerControl, PutSpeaker_EnrollsByDefault_WithTheCustomersIdAsVoice) {
  const auto speaker = put("alice");
  EXPECT_EQ(speaker.customer_speaker_id, "alice");
  EXPECT_EQ(speaker.status, "ENROLLED");
  EXPECT_EQ(text_of(record_of(domain_id_).speakers.find_by_customer_id("alice")->voiceprint_at(context_.now)), "alice");
  EXPECT_THAT(events_.published(), IsEmpty());
}

TEST_F(SpeakerControl, PutSpeaker_ChangesTheState_AndNotTheIds) {
  const std::string generated_id(enrolled_speaker(domain_id_, "alice").generated_id());
  context_.now += 1h;
  for (const char* status : {"PENDING", "EXPIRED", "OPTED_OUT", "ENROLLED"}) {
    const auto speaker = put("alice", {.last_accessed_at = {}, .status = status, .voice = {}});
    EXPECT_EQ(speaker.status, status);
    EXPECT_EQ(speaker.generated_speaker_id, generated_id);
    const auto by_generated_id = put(generated_id, {.last_accessed_at = {}, .status = status, .voice = {}});
    EXPECT_EQ(by_generated_id.customer_speaker_id, "alice");
    EXPECT_EQ(by_generated_id.status, status);
  }
  EXPECT_EQ(record_of(domain_id_).speakers.size(), 1U);
}

TEST_F(SpeakerControl, PutSpeaker_TakesATimeOrADurationAsLastAccess) {
  EXPECT_EQ(put("alice", {.last_accessed_at = "-P2Y", .status = {}, .voice = {}}).last_accessed_at,
            at("2024-11-21T09:00:00Z"));
  EXPECT_EQ(put("alice", {.last_accessed_at = "2025-01-01T00:00:00Z", .status = {}, .voice = {}}).last_accessed_at,
            at("2025-01-01T00:00:00Z"));
}

TEST_F(SpeakerControl, PutSpeaker_RefusedChangesNothing) {
  EXPECT_THAT(refusal("alice", {.last_accessed_at = "-P4Y", .status = {}, .voice = {}}), is_validation_failure());
  EXPECT_THAT(refusal("alice", {.last_accessed_at = "then", .status = {}, .voice = {}}), is_validation_failure());
  EXPECT_THAT(refusal("alice", {.last_accessed_at = {}, .status = "PENDING", .voice = "bob"}), is_validation_failure());
  EXPECT_THAT(refusal(kUnknownGeneratedId), is_not_found(ResourceType::kSpeaker));
  EXPECT_EQ(record_of(domain_id_).speakers.size(), 0U);
}

TEST_F(SpeakerControl, PutSpeaker_CountsAgainstTheQuota) {
  settings_.quotas.set("speakers=1").value();
  put("alice");
  EXPECT_THAT(refusal("bob"), is_quota_failure());
  EXPECT_EQ(refusal("alice"), std::nullopt);
}

TEST_F(SpeakerControl, PutFraudster_MakesOneOfEachVoice_OnTheDefaultWatchlist) {
  const auto mallory = put_fraudster({.voice = "mallory", .watchlist_ids = {}});
  EXPECT_THAT(*mallory.watchlist_ids, ElementsAre(default_watchlist_id_));
  const std::string id(*mallory.generated_fraudster_id);
  EXPECT_EQ(put_fraudster({.voice = "mallory", .watchlist_ids = {}}).generated_fraudster_id, id);
  EXPECT_NE(put_fraudster({.voice = "eve", .watchlist_ids = {}}).generated_fraudster_id, id);
  EXPECT_EQ(record_of(domain_id_).fraudsters.size(), 2U);
  EXPECT_THAT(events_.published(), IsEmpty());
}

TEST_F(SpeakerControl, PutFraudster_PutsItOnTheseWatchlistsOnly) {
  const std::string known = make_watchlist(domain_id_, "known");
  const std::string other = make_watchlist(domain_id_, "other");
  EXPECT_THAT(*put_fraudster({"mallory", std::vector<std::string_view>{known, known}}).watchlist_ids,
              ElementsAre(known));
  EXPECT_THAT(*put_fraudster({"mallory", std::vector<std::string_view>{other, known}}).watchlist_ids,
              ElementsAre(known, other));
  EXPECT_THAT(*put_fraudster({"mallory", std::vector<std::string_view>{other}}).watchlist_ids, ElementsAre(other));
  EXPECT_THAT(*put_fraudster({"mallory", {}}).watchlist_ids, ElementsAre(other));
  EXPECT_EQ(record_of(domain_id_).watchlists.find(known)->fraudster_count, 0U);
}

TEST_F(SpeakerControl, PutFraudster_RefusedChangesNothing) {
  const auto refusal = [this](const shapes::PutFraudsterRequest& request) {
    return failure_of(handlers::put_fraudster(context_, domain_id_, request));
  };
  EXPECT_THAT(refusal({"mallory", std::vector<std::string_view>{default_watchlist_id_, kUnknownId}}),
              is_not_found(ResourceType::kWatchlist));
  settings_.quotas.set("fraudsters=0").value();
  EXPECT_THAT(refusal({"mallory", {}}), is_quota_failure());
  EXPECT_EQ(record_of(domain_id_).fraudsters.size(), 0U);
}

}  // namespace
}  // namespace voiceid::handlers
