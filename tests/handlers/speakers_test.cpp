#include "tests/domain/voices.hpp"
#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class Speakers : public DomainTest {
 protected:
  shapes::Speaker described(std::string_view speaker_id) {
    return describe_speaker(context_, {domain_id_, speaker_id}).value().speaker.value();
  }
  shapes::Speaker opt_out(std::string_view speaker_id) {
    return opt_out_speaker(context_, {domain_id_, speaker_id}).value().speaker.value();
  }
  std::optional<Error> remove(std::string_view speaker_id) {
    return failure_of(delete_speaker(context_, {domain_id_, speaker_id}));
  }
  std::vector<std::pair<std::string, std::string>> listed() {
    std::vector<std::pair<std::string, std::string>> speakers;
    const auto response = list_speakers(context_, {domain_id_, {}, {}}).value();
    for (const auto& summary : *response.speaker_summaries) {
      speakers.emplace_back(*summary.customer_speaker_id, *summary.status);
    }
    return speakers;
  }
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

TEST_F(Speakers, EveryOperation_TakesEitherId) {
  const std::string generated_id(enrolled_speaker(domain_id_, "alice").generated_id());
  EXPECT_EQ(described(generated_id).customer_speaker_id, "alice");
  EXPECT_EQ(opt_out(generated_id).customer_speaker_id, "alice");
  EXPECT_EQ(described("alice").status, "OPTED_OUT");
  EXPECT_EQ(remove(generated_id), std::nullopt);
  for (const std::string_view id : {std::string_view("alice"), std::string_view(generated_id)}) {
    EXPECT_THAT(failure_of(describe_speaker(context_, {domain_id_, id})), is_not_found(ResourceType::kSpeaker));
    EXPECT_THAT(remove(id), is_not_found(ResourceType::kSpeaker));
  }
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
  EXPECT_THAT(listed(), ElementsAre(Pair("alice", "ENROLLED")));
  pass(kMillisecond);
  EXPECT_EQ(described("alice").status, "EXPIRED");
  EXPECT_THAT(listed(), ElementsAre(Pair("alice", "EXPIRED")));
  EXPECT_EQ(described("alice").updated_at, start_);
  EXPECT_EQ(opt_out("alice").status, "OPTED_OUT");
  EXPECT_EQ(remove("alice"), std::nullopt);
}

TEST_F(Speakers, OptOutSpeaker_MakesAnUnknownCustomer) {
  const auto speaker = opt_out("alice");
  EXPECT_EQ(speaker.status, "OPTED_OUT");
  EXPECT_EQ(speaker.customer_speaker_id, "alice");
  EXPECT_TRUE(speaker.generated_speaker_id->starts_with("id#"));
  EXPECT_EQ(speaker.generated_speaker_id->size(), 25U);
  EXPECT_EQ(speaker.created_at, start_);
  EXPECT_EQ(speaker.updated_at, start_);
  EXPECT_FALSE(speaker.last_accessed_at);
  pass(1h);
  EXPECT_EQ(opt_out("alice").updated_at, start_) << "a repeated one changes nothing";
  EXPECT_EQ(opt_out("alice").generated_speaker_id, speaker.generated_speaker_id);
}

TEST_F(Speakers, OptOutSpeaker_OfAnUnknownGeneratedId_IsNotFound_AndMakesNobody) {
  EXPECT_THAT(failure_of(opt_out_speaker(context_, {domain_id_, kUnknownGeneratedId})),
              is_not_found(ResourceType::kSpeaker));
  EXPECT_THAT(listed(), IsEmpty());
}

TEST_F(Speakers, OptOutSpeaker_RemovesTheVoiceprint_UntilTheSpeakerIsDeleted) {
  Speaker& speaker = enrolled_speaker(domain_id_, "alice");
  pass(1h);
  EXPECT_EQ(opt_out("alice").status, "OPTED_OUT");
  EXPECT_EQ(described("alice").updated_at, start_ + 1h);
  EXPECT_EQ(described("alice").created_at, start_);
  EXPECT_TRUE(text_of(speaker.voiceprint_at(context_.now)).empty());
  EXPECT_EQ(remove("alice"), std::nullopt);
  enrolled_speaker(domain_id_, "alice");
  EXPECT_EQ(described("alice").status, "ENROLLED");
}

TEST_F(Speakers, ListSpeakers_IsInOrderOfCreation_WithTheStatusOfEach) {
  EXPECT_THAT(listed(), IsEmpty());
  enrolled_speaker(domain_id_, "carol");
  pending_speaker(domain_id_, "alice");
  opt_out("bob");
  EXPECT_THAT(listed(), ElementsAre(Pair("carol", "ENROLLED"), Pair("alice", "PENDING"), Pair("bob", "OPTED_OUT")));
}

TEST_F(Speakers, OptOutSpeaker_OverTheQuota_IsRefused_ForNewSpeakersOnly) {
  settings_.quotas.set("speakers=1").value();
  enrolled_speaker(domain_id_, "alice");
  EXPECT_THAT(failure_of(opt_out_speaker(context_, {domain_id_, "bob"})), is_quota_failure());
  EXPECT_EQ(listed().size(), 1U);
  EXPECT_EQ(opt_out("alice").status, "OPTED_OUT");
  EXPECT_EQ(failure_of(opt_out_speaker(context_, {make_domain("chats"), "bob"})), std::nullopt);
  remove("alice");
  EXPECT_EQ(opt_out("bob").status, "OPTED_OUT");
}

}  // namespace
}  // namespace voiceid::handlers
