#include "domain/speaker.hpp"

#include <gtest/gtest.h>

#include <array>

#include "tests/domain/times.hpp"
#include "tests/domain/voices.hpp"

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
  speaker.enroll(Voice("voice of alice"), when);
  return speaker;
}

TEST(NewSpeaker, IsPendingWithoutVoiceprintAndAccess) {
  const Speaker speaker = pending();
  EXPECT_EQ(speaker.generated_id(), "id#AbCdEfGhIjKlMnOpQrStUv");
  EXPECT_EQ(speaker.customer_speaker_id(), "alice");
  EXPECT_EQ(speaker.status_at(kCreated), SpeakerStatus::kPending);
  EXPECT_TRUE(text_of(speaker.voiceprint_at(kCreated)).empty());
  EXPECT_FALSE(speaker.last_accessed_at());
  EXPECT_EQ(speaker.created_at(), kCreated);
  EXPECT_EQ(speaker.updated_at(), kCreated);
  EXPECT_EQ(speaker.status_at(kMuchLater), SpeakerStatus::kPending) << "it never expires";
}

TEST(Enroll, ReplacesTheVoiceprint) {
  Speaker speaker = enrolled();
  EXPECT_EQ(speaker.status_at(kEnrolled), SpeakerStatus::kEnrolled);
  EXPECT_EQ(text_of(speaker.voiceprint_at(kEnrolled)), "voice of alice");
  EXPECT_EQ(speaker.created_at(), kCreated);
  EXPECT_EQ(speaker.updated_at(), kEnrolled);
  speaker.enroll(Voice("new voice of alice"), kEnrolled + 24h);
  EXPECT_EQ(speaker.status_at(kEnrolled + 24h), SpeakerStatus::kEnrolled);
  EXPECT_EQ(text_of(speaker.voiceprint_at(kEnrolled + 24h)), "new voice of alice");
  EXPECT_EQ(speaker.updated_at(), kEnrolled + 24h);
  EXPECT_EQ(speaker.last_accessed_at(), at("2026-11-22T10:00:00Z"));
}

TEST(OptOut, RemovesTheVoiceprintOfASpeakerInAnyState) {
  const TimePoint now = kExpired;
  std::array speakers{pending(), enrolled(), enrolled(kExpired - 1h)};
  for (Speaker& speaker : speakers) {
    const auto last_accessed_at = speaker.last_accessed_at();
    speaker.opt_out(now);
    EXPECT_EQ(speaker.status_at(now), SpeakerStatus::kOptedOut);
    EXPECT_TRUE(text_of(speaker.voiceprint_at(now)).empty());
    EXPECT_TRUE(text_of(speaker.voiceprint_at(kEnrolled)).empty());
    EXPECT_EQ(speaker.updated_at(), now);
    EXPECT_EQ(speaker.last_accessed_at(), last_accessed_at);
    speaker.opt_out(now + 48h);
    EXPECT_EQ(speaker.updated_at(), now) << "repeating it changes nothing";
    EXPECT_EQ(speaker.status_at(kMuchLater), SpeakerStatus::kOptedOut) << "it never expires";
  }
}

struct Expiry {
  std::string_view accessed;
  std::string_view expires;
};

TEST(Expiry, IsThreeCalendarYearsAfterTheExactAccess) {
  for (const auto& [accessed, expires] :
       {Expiry{"2026-11-21T10:45:30.500Z", "2029-11-21T10:45:30.500Z"},
        Expiry{"2024-02-29T12:00:00Z", "2027-03-01T12:00:00Z"}, Expiry{"2023-03-01T00:00:00Z", "2026-03-01T00:00:00Z"},
        Expiry{"2023-05-01T23:59:59.999Z", "2026-05-01T23:59:59.999Z"}}) {
    const Speaker speaker = enrolled(at(accessed));
    EXPECT_EQ(speaker.status_at(at(expires) - kMillisecond), SpeakerStatus::kEnrolled) << accessed;
    EXPECT_EQ(speaker.status_at(at(expires)), SpeakerStatus::kExpired) << accessed;
    EXPECT_EQ(speaker.status_at(kMuchLater), SpeakerStatus::kExpired) << accessed;
    EXPECT_EQ(text_of(speaker.voiceprint_at(at(expires) - kMillisecond)), "voice of alice");
    EXPECT_TRUE(text_of(speaker.voiceprint_at(at(expires))).empty());
    EXPECT_EQ(speaker.updated_at(), at(accessed)) << "expiry is no update";
    EXPECT_TRUE(speaker.last_accessed_at());
  }
}

TEST(Expiry, StartsAgainWithAnEnrollment) {
  Speaker speaker = enrolled();
  speaker.enroll(Voice("new voice of alice"), kExpired);
  EXPECT_EQ(speaker.status_at(kExpired), SpeakerStatus::kEnrolled);
  EXPECT_EQ(text_of(speaker.voiceprint_at(kExpired)), "new voice of alice");
  EXPECT_EQ(speaker.status_at(at("2032-11-21T10:45:30.499Z")), SpeakerStatus::kEnrolled);
  EXPECT_EQ(speaker.status_at(at("2032-11-21T10:45:30.500Z")), SpeakerStatus::kExpired);
}

TEST(Authentication, PutsOffExpiryFromItsExactTimeAndIsNoUpdate) {
  Speaker speaker = enrolled();
  speaker.record_authentication(at("2027-05-01T23:59:59.999Z"));
  EXPECT_EQ(speaker.last_accessed_at(), at("2027-05-01T23:00:00Z"));
  EXPECT_EQ(speaker.updated_at(), kEnrolled);
  EXPECT_EQ(speaker.status_at(at("2030-05-01T23:59:59.998Z")), SpeakerStatus::kEnrolled);
  EXPECT_EQ(speaker.status_at(at("2030-05-01T23:59:59.999Z")), SpeakerStatus::kExpired);
}

TEST(LastAccessedAt, IsRoundedDownToTheHour) {
  for (const char* accessed : {"2026-11-21T10:00:00Z", "2026-11-21T10:00:00.001Z", "2026-11-21T10:59:59.999Z"}) {
    EXPECT_EQ(enrolled(at(accessed)).last_accessed_at(), at("2026-11-21T10:00:00Z")) << accessed;
  }
  EXPECT_EQ(enrolled(at("2026-12-31T23:59:59.999Z")).last_accessed_at(), at("2026-12-31T23:00:00Z"));
  EXPECT_EQ(enrolled(TimePoint()).last_accessed_at(), TimePoint());
}

}  // namespace
}  // namespace voiceid
