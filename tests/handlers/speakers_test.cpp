#include <algorithm>

#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

// From the fixture's start, with a leap year in between.
constexpr std::chrono::milliseconds kThreeYears = 1096 * 24h;

class Speakers : public HandlerTest {
 protected:
  shapes::Speaker described(std::string_view speaker_id) {
    return describe_speaker(context_, {domain_id_, speaker_id}).value().speaker.value();
  }
  shapes::Speaker opt_out(std::string_view speaker_id) {
    return opt_out_speaker(context_, {domain_id_, speaker_id}).value().speaker.value();
  }
  std::vector<std::pair<std::string, std::string>> listed() {
    std::vector<std::pair<std::string, std::string>> speakers;
    const auto response = list_speakers(context_, {domain_id_, {}, {}}).value();
    for (const auto& summary : *response.speaker_summaries) {
      speakers.emplace_back(*summary.customer_speaker_id, *summary.status);
    }
    return speakers;
  }

  const std::string domain_id_ = make_domain();
};

TEST_F(Speakers, DescribeSpeaker_ShowsAnEnrolledSpeaker) {
  const std::string generated_id(enrolled_speaker(domain_id_, "alice").generated_id());
  const auto speaker = described("alice");
  EXPECT_EQ(speaker.customer_speaker_id, "alice");
  EXPECT_EQ(speaker.generated_speaker_id, generated_id);
  EXPECT_EQ(speaker.domain_id, domain_id_);
  EXPECT_EQ(speaker.status, "ENROLLED");
  EXPECT_EQ(speaker.created_at, start_);
  EXPECT_EQ(speaker.updated_at, start_);
  EXPECT_EQ(speaker.last_accessed_at, at("2026-11-21T09:00:00Z"));
}

TEST_F(Speakers, DescribeSpeaker_LeavesOutLastAccessedAt_BeforeTheFirstAccess) {
  pending_speaker(domain_id_, "alice");
  EXPECT_EQ(described("alice").status, "PENDING");
  EXPECT_FALSE(described("alice").last_accessed_at);
}

TEST_F(Speakers, EveryOperation_TakesEitherId) {
  const std::string generated_id(enrolled_speaker(domain_id_, "alice").generated_id());
  EXPECT_EQ(described(generated_id).customer_speaker_id, "alice");
  EXPECT_EQ(opt_out(generated_id).customer_speaker_id, "alice");
  EXPECT_EQ(described("alice").status, "OPTED_OUT");
  EXPECT_EQ(failure_of(delete_speaker(context_, {domain_id_, generated_id})), std::nullopt);
  EXPECT_THAT(listed(), IsEmpty());
}

TEST_F(Speakers, UnknownIds_AreNotFound) {
  enrolled_speaker(domain_id_, "alice");
  for (const std::string_view id : {std::string_view("bob"), kUnknownGeneratedId}) {
    EXPECT_THAT(failure_of(describe_speaker(context_, {domain_id_, id})), is_not_found(ResourceType::kSpeaker));
    EXPECT_THAT(failure_of(delete_speaker(context_, {domain_id_, id})), is_not_found(ResourceType::kSpeaker));
  }
  EXPECT_EQ(listed().size(), 1U);
}

TEST_F(Speakers, CustomerSpeakerId_IsUniqueInItsDomainAlone) {
  const std::string other_domain = make_domain("chats");
  opt_out("alice");
  EXPECT_THAT(failure_of(describe_speaker(context_, {other_domain, "alice"})), is_not_found(ResourceType::kSpeaker));
  const auto other = opt_out_speaker(context_, {other_domain, "alice"}).value().speaker.value();
  EXPECT_NE(other.generated_speaker_id, described("alice").generated_speaker_id);
}

TEST_F(Speakers, EnrolledSpeaker_IsExpiredAfterThreeYears_InEveryOperationThatShowsIt) {
  enrolled_speaker(domain_id_, "alice");
  pass(kThreeYears - kMillisecond);
  EXPECT_EQ(described("alice").status, "ENROLLED");
  EXPECT_THAT(listed(), ElementsAre(testing::Pair("alice", "ENROLLED")));
  pass(kMillisecond);
  EXPECT_EQ(described("alice").status, "EXPIRED");
  EXPECT_THAT(listed(), ElementsAre(testing::Pair("alice", "EXPIRED")));
  EXPECT_EQ(described("alice").updated_at, start_);
}

TEST_F(Speakers, OptOutSpeaker_OfAnExpiredSpeaker_IsOptedOut) {
  enrolled_speaker(domain_id_, "alice");
  pass(kThreeYears);
  EXPECT_EQ(opt_out("alice").status, "OPTED_OUT");
  EXPECT_EQ(described("alice").updated_at, context_.now);
}

TEST_F(Speakers, DeleteSpeaker_OfAnExpiredSpeaker_RemovesIt) {
  enrolled_speaker(domain_id_, "alice");
  pass(kThreeYears);
  EXPECT_EQ(failure_of(delete_speaker(context_, {domain_id_, "alice"})), std::nullopt);
  EXPECT_THAT(listed(), IsEmpty());
}

TEST_F(Speakers, OptOutSpeaker_CreatesAnUnknownCustomer) {
  const auto speaker = opt_out("alice");
  EXPECT_EQ(speaker.status, "OPTED_OUT");
  EXPECT_EQ(speaker.customer_speaker_id, "alice");
  EXPECT_TRUE(speaker.generated_speaker_id->starts_with("id#"));
  EXPECT_EQ(speaker.generated_speaker_id->size(), 25U);
  EXPECT_EQ(speaker.created_at, start_);
  EXPECT_EQ(speaker.updated_at, start_);
  EXPECT_FALSE(speaker.last_accessed_at);
  EXPECT_EQ(described("alice").generated_speaker_id, speaker.generated_speaker_id);
}

TEST_F(Speakers, OptOutSpeaker_UnknownGeneratedId_IsNotFound_AndCreatesNothing) {
  EXPECT_THAT(failure_of(opt_out_speaker(context_, {domain_id_, kUnknownGeneratedId})),
              is_not_found(ResourceType::kSpeaker));
  EXPECT_THAT(listed(), IsEmpty());
}

class OptOut : public Speakers, public testing::WithParamInterface<std::string> {};

TEST_P(OptOut, RemovesTheVoiceprint) {
  Speaker& speaker = pending_speaker(domain_id_, "alice");
  if (GetParam() == "ENROLLED") speaker.enroll("voice", context_.now);
  ASSERT_EQ(described("alice").status, GetParam());
  pass(1h);
  EXPECT_EQ(opt_out("alice").status, "OPTED_OUT");
  EXPECT_EQ(described("alice").updated_at, start_ + 1h);
  EXPECT_EQ(described("alice").created_at, start_);
  EXPECT_TRUE(speaker.voiceprint_at(context_.now).empty());
}

INSTANTIATE_TEST_SUITE_P(From, OptOut, testing::Values("PENDING", "ENROLLED"),
                         [](const auto& row) { return row.param; });

TEST_F(Speakers, OptOutSpeaker_ChangesNothing_WhenRepeated) {
  opt_out("alice");
  const std::string generated_id(*described("alice").generated_speaker_id);
  pass(1h);
  const auto repeated = opt_out("alice");
  EXPECT_EQ(repeated.status, "OPTED_OUT");
  EXPECT_EQ(repeated.generated_speaker_id, generated_id);
  EXPECT_EQ(repeated.updated_at, start_);
  EXPECT_EQ(listed().size(), 1U);
}

TEST_F(Speakers, DeleteSpeaker_RemovesItAtOnce_ByBothIds) {
  const std::string generated_id(enrolled_speaker(domain_id_, "alice").generated_id());
  EXPECT_EQ(failure_of(delete_speaker(context_, {domain_id_, "alice"})), std::nullopt);
  for (const std::string_view id : {std::string_view("alice"), std::string_view(generated_id)}) {
    EXPECT_THAT(failure_of(describe_speaker(context_, {domain_id_, id})), is_not_found(ResourceType::kSpeaker));
    EXPECT_THAT(failure_of(delete_speaker(context_, {domain_id_, id})), is_not_found(ResourceType::kSpeaker));
  }
}

TEST_F(Speakers, DeleteSpeaker_LiftsTheOptOut) {
  const std::string generated_id(*opt_out("alice").generated_speaker_id);
  delete_speaker(context_, {domain_id_, "alice"}).value();
  EXPECT_NE(enrolled_speaker(domain_id_, "alice").generated_id(), generated_id);
  EXPECT_EQ(described("alice").status, "ENROLLED");
}

TEST_F(Speakers, ListSpeakers_IsInOrderOfCreation_WithTheStatusOfEach) {
  enrolled_speaker(domain_id_, "carol");
  pending_speaker(domain_id_, "alice");
  opt_out("bob");
  EXPECT_THAT(listed(), ElementsAre(testing::Pair("carol", "ENROLLED"), testing::Pair("alice", "PENDING"),
                                    testing::Pair("bob", "OPTED_OUT")));
}

TEST_F(Speakers, ListSpeakers_WithoutSpeakers_AnswersAnEmptyList) {
  const auto response = list_speakers(context_, {domain_id_, {}, {}}).value();
  ASSERT_TRUE(response.speaker_summaries);
  EXPECT_TRUE(response.speaker_summaries->empty());
  EXPECT_FALSE(response.next_token);
}

TEST_F(Speakers, OptOutSpeaker_OverTheQuota_IsRefused_AndCreatesNothing) {
  settings_.quotas.set("speakers=1").value();
  opt_out("alice");
  EXPECT_THAT(failure_of(opt_out_speaker(context_, {domain_id_, "bob"})), is_quota_failure());
  EXPECT_EQ(listed().size(), 1U);
}

TEST_F(Speakers, OptOutSpeaker_AtTheQuota_WorksForAnExistingSpeaker) {
  settings_.quotas.set("speakers=1").value();
  enrolled_speaker(domain_id_, "alice");
  EXPECT_EQ(opt_out("alice").status, "OPTED_OUT");
}

TEST_F(Speakers, SpeakersQuota_CountsPerDomain_AndNotDeletedOnes) {
  settings_.quotas.set("speakers=1").value();
  opt_out("alice");
  EXPECT_EQ(failure_of(opt_out_speaker(context_, {make_domain("chats"), "bob"})), std::nullopt);
  delete_speaker(context_, {domain_id_, "alice"}).value();
  EXPECT_EQ(opt_out("bob").status, "OPTED_OUT");
}

}  // namespace
}  // namespace voiceid::handlers
