#include "domain/speaker_state.hpp"

#include <gmock/gmock.h>

#include "tests/domain/matchers.hpp"
#include "tests/domain/times.hpp"
#include "tests/domain/voices.hpp"

namespace voiceid {
namespace {

using enum SpeakerStatus;

const TimePoint kNow = at("2026-11-21T09:30:00.123Z");
const TimePoint kThreeYearsAgo = at("2023-11-21T09:30:00.123Z");
const TimePoint kYesterday = at("2026-11-20T09:30:00.123Z");
const GeneratedId kId("id#AbCdEfGhIjKlMnOpQrStUv");

Speaker made(const SpeakerState& state, TimePoint created_at = kNow) {
  return speaker_in(state, kId, "alice", created_at, kNow);
}

TEST(SpeakerState, IsTheOneAskedFor) {
  struct Case {
    SpeakerState state;
    std::string_view voiceprint;
    std::optional<TimePoint> last_accessed_at;
  };
  const TimePoint this_hour = at("2026-11-21T09:00:00Z");
  for (const Case& each :
       {Case{{}, "alice", this_hour}, Case{{kEnrolled, Voice("bob"), kYesterday}, "bob", at("2026-11-20T09:00:00Z")},
        Case{{kPending}, "", {}}, Case{{kExpired}, "", at("2023-11-21T09:00:00Z")},
        Case{{kExpired, Voice("bob"), at("2000-01-01T00:00:00Z")}, "", at("2000-01-01T00:00:00Z")},
        Case{{kOptedOut}, "", {}}, Case{{kOptedOut, {}, kYesterday}, "", at("2026-11-20T09:00:00Z")}}) {
    ASSERT_TRUE(check(each.state, kNow));
    const Speaker speaker = made(each.state);
    EXPECT_EQ(speaker.status_at(kNow), each.state.status);
    EXPECT_EQ(text_of(speaker.voiceprint_at(kNow)), each.voiceprint);
    EXPECT_EQ(speaker.last_accessed_at(), each.last_accessed_at);
    EXPECT_EQ(speaker.customer_speaker_id(), "alice");
    EXPECT_EQ(speaker.generated_id(), kId.view());
  }
}

TEST(SpeakerState, IsExpiredOnALeapDayToo) {
  const TimePoint leap_day = at("2028-02-29T09:30:00Z");
  ASSERT_TRUE(check({kExpired}, leap_day));
  EXPECT_EQ(speaker_in({kExpired}, kId, "alice", leap_day, leap_day).status_at(leap_day), kExpired);
}

TEST(SpeakerState, IsNotOlderThanTheSpeaker) {
  EXPECT_EQ(made({}, kYesterday).created_at(), kYesterday);
  EXPECT_EQ(made({kEnrolled, {}, kYesterday}).created_at(), kYesterday);
  EXPECT_EQ(made({kExpired}, kYesterday).created_at(), kThreeYearsAgo);
  EXPECT_EQ(made({kOptedOut, {}, kYesterday}).updated_at(), kNow);
}

TEST(SpeakerState, IsRefused_IfNoCallsLeadToIt) {
  constexpr std::string_view kMustBeExpired = "After three years without access an ENROLLED speaker is EXPIRED.";
  constexpr std::string_view kMustBeOld = "An EXPIRED speaker had its last access at least three years ago.";
  constexpr std::string_view kMustBePast = "LastAccessedAt is after the present time of the emulator's clock.";
  for (const auto& [state, message] : std::vector<std::pair<SpeakerState, std::string_view>>{
           {{kPending, Voice("alice")}, "A speaker who is PENDING has no Voice."},
           {{kOptedOut, Voice("alice")}, "A speaker who is OPTED_OUT has no Voice."},
           {{kPending, {}, kYesterday}, "A speaker who is PENDING has no LastAccessedAt: there was no enrollment yet."},
           {{kEnrolled, {}, kThreeYearsAgo}, kMustBeExpired},
           {{kExpired, {}, kThreeYearsAgo + kMillisecond}, kMustBeOld},
           {{kEnrolled, {}, kNow + kMillisecond}, kMustBePast},
           {{kOptedOut, {}, kNow + kMillisecond}, kMustBePast}}) {
    const auto checked = check(state, kNow);
    ASSERT_FALSE(checked) << message;
    EXPECT_EQ(checked.error().message, message);
  }
}

TEST(SpeakerState, IsRefused_IfItsLastAccessWouldBeBefore1970) {
  EXPECT_TRUE(check({kExpired}, at("1973-01-01T00:00:00Z")));
  const auto checked = check({kExpired}, at("1972-12-31T23:59:59Z"));
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().message, "The last access would be before 1970: set the emulator's clock forward.");
}

}  // namespace
}  // namespace voiceid
