#include "domain/speaker.hpp"

#include <gtest/gtest.h>

#include "tests/domain/times.hpp"

namespace voiceid {
namespace {

using namespace std::chrono_literals;

const TimePoint kCreated = at("2026-11-21T09:30:00Z");
const TimePoint kEnrolled = at("2026-11-21T10:45:30.500Z");
const TimePoint kExpired = at("2029-11-21T10:45:30.500Z");
const TimePoint kMuchLater = at("2046-11-21T09:30:00Z");

Speaker pending() { return {GeneratedId("id#AbCdEfGhIjKlMnOpQrStUv"), "alice", kCreated}; }

Speaker enrolled(TimePoint when = kEnrolled) {
  Speaker speaker = pending();
  speaker.enroll("voice of alice", when);
  return speaker;
}

Speaker opted_out() {
  Speaker speaker = enrolled();
  speaker.opt_out(kEnrolled + 1h);
  return speaker;
}

TEST(NewSpeaker, HasBothIds) {
  EXPECT_EQ(pending().generated_id(), "id#AbCdEfGhIjKlMnOpQrStUv");
  EXPECT_EQ(pending().customer_speaker_id(), "alice");
}

TEST(NewSpeaker, IsPending_WithoutVoiceprintAndAccess) {
  const Speaker speaker = pending();
  EXPECT_EQ(speaker.status_at(kCreated), SpeakerStatus::kPending);
  EXPECT_TRUE(speaker.voiceprint_at(kCreated).empty());
  EXPECT_FALSE(speaker.last_accessed_at());
  EXPECT_EQ(speaker.created_at(), kCreated);
  EXPECT_EQ(speaker.updated_at(), kCreated);
}

TEST(NewSpeaker, OptOut_IsOptedOut) {
  Speaker speaker = pending();
  speaker.opt_out(kCreated);
  EXPECT_EQ(speaker.status_at(kCreated), SpeakerStatus::kOptedOut);
  EXPECT_FALSE(speaker.last_accessed_at());
}

TEST(PendingSpeaker, VoiceprintMade_IsEnrolled) {
  const Speaker speaker = enrolled();
  EXPECT_EQ(speaker.status_at(kEnrolled), SpeakerStatus::kEnrolled);
  EXPECT_EQ(speaker.voiceprint_at(kEnrolled), "voice of alice");
  EXPECT_EQ(speaker.created_at(), kCreated);
  EXPECT_EQ(speaker.updated_at(), kEnrolled);
}

TEST(PendingSpeaker, OptOut_IsOptedOut) {
  Speaker speaker = pending();
  speaker.opt_out(kEnrolled);
  EXPECT_EQ(speaker.status_at(kEnrolled), SpeakerStatus::kOptedOut);
  EXPECT_EQ(speaker.updated_at(), kEnrolled);
}

TEST(PendingSpeaker, NeverExpires) { EXPECT_EQ(pending().status_at(kMuchLater), SpeakerStatus::kPending); }

TEST(EnrolledSpeaker, VoiceprintMade_StaysEnrolled_AndTheVoiceprintIsReplaced) {
  Speaker speaker = enrolled();
  speaker.enroll("new voice of alice", kEnrolled + 24h);
  EXPECT_EQ(speaker.status_at(kEnrolled + 24h), SpeakerStatus::kEnrolled);
  EXPECT_EQ(speaker.voiceprint_at(kEnrolled + 24h), "new voice of alice");
  EXPECT_EQ(speaker.updated_at(), kEnrolled + 24h);
  EXPECT_EQ(speaker.last_accessed_at(), at("2026-11-22T10:00:00Z"));
}

TEST(EnrolledSpeaker, OptOut_IsOptedOut_AndTheVoiceprintIsGone) {
  Speaker speaker = enrolled();
  speaker.opt_out(kEnrolled + 1h);
  EXPECT_EQ(speaker.status_at(kEnrolled + 1h), SpeakerStatus::kOptedOut);
  EXPECT_TRUE(speaker.voiceprint_at(kEnrolled + 1h).empty());
  EXPECT_EQ(speaker.updated_at(), kEnrolled + 1h);
}

TEST(EnrolledSpeaker, ThreeYearsWithoutAccess_IsExpiredFromThatMomentOn) {
  const Speaker speaker = enrolled();
  EXPECT_EQ(speaker.status_at(kExpired - kMillisecond), SpeakerStatus::kEnrolled);
  EXPECT_EQ(speaker.status_at(kExpired), SpeakerStatus::kExpired);
  EXPECT_EQ(speaker.status_at(kMuchLater), SpeakerStatus::kExpired);
}

TEST(EnrolledSpeaker, ThreeYearsWithoutAccess_LosesTheVoiceprint) {
  const Speaker speaker = enrolled();
  EXPECT_EQ(speaker.voiceprint_at(kExpired - kMillisecond), "voice of alice");
  EXPECT_TRUE(speaker.voiceprint_at(kExpired).empty());
}

TEST(EnrolledSpeaker, Expiry_TouchesNeitherUpdatedAtNorLastAccessedAt) {
  const Speaker speaker = enrolled();
  ASSERT_EQ(speaker.status_at(kExpired), SpeakerStatus::kExpired);
  EXPECT_EQ(speaker.updated_at(), kEnrolled);
  EXPECT_EQ(speaker.last_accessed_at(), at("2026-11-21T10:00:00Z"));
}

TEST(EnrolledSpeaker, LeapDay_ExpiresOnTheFirstOfMarchOfACommonYear) {
  const Speaker speaker = enrolled(at("2024-02-29T12:00:00Z"));
  EXPECT_EQ(speaker.status_at(at("2027-02-28T12:00:00Z")), SpeakerStatus::kEnrolled);
  EXPECT_EQ(speaker.status_at(at("2027-03-01T11:59:59.999Z")), SpeakerStatus::kEnrolled);
  EXPECT_EQ(speaker.status_at(at("2027-03-01T12:00:00Z")), SpeakerStatus::kExpired);
}

TEST(EnrolledSpeaker, ThreeYears_AreCalendarYears) {
  const Speaker speaker = enrolled(at("2023-03-01T00:00:00Z"));
  EXPECT_EQ(speaker.status_at(at("2026-02-28T23:59:59.999Z")), SpeakerStatus::kEnrolled) << "365 days were no year";
  EXPECT_EQ(speaker.status_at(at("2026-03-01T00:00:00Z")), SpeakerStatus::kExpired);
}

TEST(ExpiredSpeaker, VoiceprintMade_IsEnrolledForThreeYearsMore) {
  Speaker speaker = enrolled();
  speaker.enroll("new voice of alice", kExpired);
  EXPECT_EQ(speaker.status_at(kExpired), SpeakerStatus::kEnrolled);
  EXPECT_EQ(speaker.voiceprint_at(kExpired), "new voice of alice");
  EXPECT_EQ(speaker.status_at(at("2032-11-21T10:45:30.499Z")), SpeakerStatus::kEnrolled);
  EXPECT_EQ(speaker.status_at(at("2032-11-21T10:45:30.500Z")), SpeakerStatus::kExpired);
}

TEST(ExpiredSpeaker, OptOut_IsOptedOut) {
  Speaker speaker = enrolled();
  speaker.opt_out(kExpired);
  EXPECT_EQ(speaker.status_at(kExpired), SpeakerStatus::kOptedOut);
  EXPECT_EQ(speaker.updated_at(), kExpired);
  EXPECT_TRUE(speaker.voiceprint_at(kEnrolled).empty());
}

TEST(OptedOutSpeaker, OptOut_ChangesNothing_WhenRepeated) {
  Speaker speaker = opted_out();
  speaker.opt_out(kEnrolled + 48h);
  EXPECT_EQ(speaker.status_at(kEnrolled + 48h), SpeakerStatus::kOptedOut);
  EXPECT_EQ(speaker.updated_at(), kEnrolled + 1h);
  EXPECT_EQ(speaker.last_accessed_at(), opted_out().last_accessed_at());
}

TEST(OptedOutSpeaker, NeverExpires) {
  EXPECT_EQ(opted_out().status_at(kExpired), SpeakerStatus::kOptedOut);
  EXPECT_EQ(opted_out().status_at(kMuchLater), SpeakerStatus::kOptedOut);
}

TEST(Authentication, SetsLastAccessedAt_AndLeavesUpdatedAt) {
  Speaker speaker = enrolled();
  speaker.record_authentication(at("2027-05-01T23:59:59.999Z"));
  EXPECT_EQ(speaker.last_accessed_at(), at("2027-05-01T23:00:00Z"));
  EXPECT_EQ(speaker.updated_at(), kEnrolled);
}

TEST(Authentication, PutsOffExpiry_MeasuredFromTheExactTime) {
  Speaker speaker = enrolled();
  speaker.record_authentication(at("2027-05-01T23:59:59.999Z"));
  EXPECT_EQ(speaker.status_at(at("2030-05-01T23:00:00Z")), SpeakerStatus::kEnrolled);
  EXPECT_EQ(speaker.status_at(at("2030-05-01T23:59:59.998Z")), SpeakerStatus::kEnrolled);
  EXPECT_EQ(speaker.status_at(at("2030-05-01T23:59:59.999Z")), SpeakerStatus::kExpired);
}

struct CutTime {
  std::string name;
  std::string accessed;
  std::string shown;

  friend void PrintTo(const CutTime& row, std::ostream* out) { *out << row.accessed; }
};

class LastAccessedAt : public testing::TestWithParam<CutTime> {};

TEST_P(LastAccessedAt, IsCutDownToTheFullHour) {
  EXPECT_EQ(enrolled(at(GetParam().accessed)).last_accessed_at(), at(GetParam().shown));
}

INSTANTIATE_TEST_SUITE_P(Hours, LastAccessedAt,
                         testing::Values(CutTime{"FullHour", "2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z"},
                                         CutTime{"AMillisecondLater", "2026-11-21T10:00:00.001Z",
                                                 "2026-11-21T10:00:00Z"},
                                         CutTime{"HalfPast", "2026-11-21T10:30:00Z", "2026-11-21T10:00:00Z"},
                                         CutTime{"EndOfTheHour", "2026-11-21T10:59:59.999Z", "2026-11-21T10:00:00Z"},
                                         CutTime{"Midnight", "2026-12-31T23:59:59.999Z", "2026-12-31T23:00:00Z"},
                                         CutTime{"Epoch", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"}),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace voiceid
