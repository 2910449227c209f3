#pragma once

#include <gtest/gtest.h>

#include "domain/session.hpp"
#include "tests/domain/matchers.hpp"
#include "tests/domain/times.hpp"

/// What the tests of sessions have in common: one session, its speaker, and each change by itself.
namespace voiceid::session_tests {

inline const TimePoint kNow = at("2026-11-21T09:30:00Z");
inline const GeneratedId kSessionId("id#SessionSessionSessionS");
inline const GeneratedId kAliceId("id#AliceAliceAliceAliceAl");
inline const ResourceId kWatchlistId("WatchlistWatchlistWatc");
inline const ResourceId kOtherWatchlistId("OtherOtherOtherOtherOt");
inline const ResourceId kFirstResult("FirstFirstFirstFirstFi");
inline const ResourceId kSecondResult("SecondSecondSecondSeco");
inline constexpr std::string_view kContactArn = "arn:aws:connect:us-east-1:000000000000:instance/i/contact/c";

inline Session new_session() { return {kSessionId, "call", kWatchlistId, kNow}; }

inline Speaker pending_alice() { return {kAliceId, "alice", kNow}; }

inline Speaker enrolled_alice() {
  Speaker speaker = pending_alice();
  speaker.enroll(Voice("alice"), kNow);
  return speaker;
}

inline SessionChanges speaker_change(std::optional<std::string_view> speaker_id) {
  SessionChanges changes;
  changes.speaker_id = speaker_id;
  return changes;
}
inline SessionChanges acceptance_threshold(int threshold) {
  SessionChanges changes;
  changes.acceptance_threshold = threshold;
  return changes;
}
inline SessionChanges risk_threshold(int threshold) {
  SessionChanges changes;
  changes.risk_threshold = threshold;
  return changes;
}
inline SessionChanges watchlist(const ResourceId& id) {
  SessionChanges changes;
  changes.watchlist_id = id;
  return changes;
}
inline SessionChanges minimum_speech(std::chrono::seconds seconds) {
  SessionChanges changes;
  changes.minimum_speech = seconds;
  return changes;
}
inline SessionChanges streaming_status(StreamingStatus status) {
  SessionChanges changes;
  changes.streaming_status = status;
  return changes;
}
inline SessionChanges contact_arn(std::string_view arn) {
  SessionChanges changes;
  changes.contact_arn = arn;
  return changes;
}
inline SessionChanges parts_on(bool authentication, bool fraud_detection) {
  SessionChanges changes;
  changes.authentication_on = authentication;
  changes.fraud_detection_on = fraud_detection;
  return changes;
}

inline void say(Session& session, std::string_view voice, std::chrono::milliseconds speech, TimePoint when = kNow) {
  ASSERT_EQ(failure_of(session.add_audio({voice, speech, 0}, when)), std::nullopt);
}

}  // namespace voiceid::session_tests
