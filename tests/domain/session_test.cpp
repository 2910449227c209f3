#include "domain/session.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <utility>
#include <vector>

#include "tests/base/heap.hpp"
#include "tests/domain/sessions.hpp"
#include "tests/domain/spoken.hpp"

namespace voiceid::session_tests {
namespace {

using namespace std::chrono_literals;

/// Everything that a start or an update sets.
struct State {
  StreamingStatus status;
  std::optional<std::string> speaker_id;
  bool authentication_on;
  int acceptance_threshold;
  bool fraud_detection_on;
  int risk_threshold;
  ResourceId watchlist_id;
  std::chrono::seconds minimum_speech;
  std::optional<std::string> contact_arn;

  friend bool operator==(const State&, const State&) = default;
};

State state_of(const Session& session) {
  return {session.status(),
          session.speaker_id(),
          session.authentication_on(),
          session.acceptance_threshold(),
          session.fraud_detection_on(),
          session.risk_threshold(),
          session.watchlist_id(),
          session.minimum_speech(),
          session.contact_arn()};
}

TEST(NewSession, IsOngoingWithTheDefaults) {
  const Session session = new_session();
  EXPECT_EQ(session.id(), kSessionId.view());
  EXPECT_EQ(session.name(), "call");
  EXPECT_EQ(session.created_at(), kNow);
  EXPECT_EQ(state_of(session), (State{StreamingStatus::kOngoing, {}, true, 90, true, 50, kWatchlistId, 10s, {}}));
}

TEST(NewSession, HasNothingElse) {
  const Session session = new_session();
  EXPECT_FALSE(session.audio().has_begun());
  EXPECT_FALSE(session.outcome());
  EXPECT_FALSE(session.enrollment());
  EXPECT_FALSE(session.ended_at());
  EXPECT_EQ(session.authentication(), nullptr);
  EXPECT_EQ(session.fraud_detection(), nullptr);
}

TEST(SessionChange, ChangesWhatItNamesAndNothingElse) {
  using Expected = std::function<void(State&)>;
  const std::vector<std::pair<SessionChanges, Expected>> rows{
      {{}, [](State&) {}},
      {speaker_change("bob"), [](State& state) { state.speaker_id = "bob"; }},
      {speaker_change({}), [](State& state) { state.speaker_id.reset(); }},
      {acceptance_threshold(0), [](State& state) { state.acceptance_threshold = 0; }},
      {risk_threshold(100), [](State& state) { state.risk_threshold = 100; }},
      {watchlist(kOtherWatchlistId), [](State& state) { state.watchlist_id = kOtherWatchlistId; }},
      {minimum_speech(5s), [](State& state) { state.minimum_speech = 5s; }},
      {streaming_status(StreamingStatus::kPendingConfiguration),
       [](State& state) { state.status = StreamingStatus::kPendingConfiguration; }},
      {contact_arn(kContactArn), [](State& state) { state.contact_arn = kContactArn; }},
      {parts_on(false, true), [](State& state) { state.authentication_on = false; }},
      {parts_on(true, false), [](State& state) { state.fraud_detection_on = false; }}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& [changes, expect] = rows[i];
    Session session = new_session();
    session.apply(speaker_change("alice"), kNow);
    State expected = state_of(session);
    expect(expected);
    EXPECT_EQ(failure_of(session.check(changes)), std::nullopt) << "row " << i;
    session.apply(changes, kNow);
    EXPECT_EQ(state_of(session), expected) << "row " << i;
  }
}

TEST(SessionParts, KeepTheirSettingsWhileSwitchedOff) {
  Session session = new_session();
  session.apply(acceptance_threshold(70), kNow);
  session.apply(risk_threshold(30), kNow);
  const State before = state_of(session);
  session.apply(parts_on(false, false), kNow);
  session.apply(parts_on(true, true), kNow);
  EXPECT_EQ(state_of(session), before);
}

TEST(Stream, EndsOnceFromOngoingAndFromPendingConfiguration) {
  for (const StreamingStatus status : {StreamingStatus::kOngoing, StreamingStatus::kPendingConfiguration}) {
    Session session = new_session();
    session.apply(streaming_status(status), kNow);
    session.end(kNow + 1min);
    session.end(kNow + 2min);
    EXPECT_EQ(session.status(), StreamingStatus::kEnded);
    EXPECT_EQ(session.ended_at(), kNow + 1min);
  }
}

TEST(Stream, TakesAudioUntilItEnds) {
  Session session = new_session();
  EXPECT_EQ(failure_of(session.check_ongoing()), std::nullopt);
  session.apply(streaming_status(StreamingStatus::kPendingConfiguration), kNow);
  EXPECT_EQ(failure_of(session.check_ongoing()), std::nullopt);
  session.end(kNow);
  EXPECT_THAT(failure_of(session.check_ongoing()), is_untyped_conflict());
  session.restart(StreamingStatus::kOngoing, kNow);
  EXPECT_EQ(failure_of(session.check_ongoing()), std::nullopt);
}

TEST(Stream, HasItsOwnNumber) {
  Session session = new_session();
  const std::uint64_t first = session.stream();
  session.end(kNow);
  EXPECT_EQ(session.stream(), first);
  session.restart(StreamingStatus::kOngoing, kNow);
  EXPECT_NE(session.stream(), first);
}

// The audio of a stream is aggregated from the moment on at which it is ONGOING.
TEST(Aggregation, StartsWhenTheStreamIsFirstOngoing) {
  EXPECT_EQ(new_session().audio().started_at(), kNow);
  Session session(kSessionId, "call", kWatchlistId, kNow, StreamingStatus::kPendingConfiguration);
  say(session, "alice", 5s);
  EXPECT_FALSE(session.audio().started_at());
  session.apply(streaming_status(StreamingStatus::kOngoing), kNow + 1min);
  session.apply(streaming_status(StreamingStatus::kPendingConfiguration), kNow + 2min);
  session.apply(streaming_status(StreamingStatus::kOngoing), kNow + 3min);
  EXPECT_EQ(session.audio().started_at(), kNow + 1min);
  session.end(kNow + 4min);
  EXPECT_EQ(session.audio().started_at(), kNow + 1min);
  session.restart(StreamingStatus::kPendingConfiguration, kNow + 5min);
  EXPECT_FALSE(session.audio().started_at());
}

TEST(Aggregation, StartsAtTheEndOfAStreamThatWasNeverOngoing) {
  Session session(kSessionId, "call", kWatchlistId, kNow, StreamingStatus::kPendingConfiguration);
  session.end(kNow + 1min);
  EXPECT_EQ(session.audio().started_at(), kNow + 1min);
}

TEST(EndedStream, TakesNoAudio) {
  Session session = new_session();
  say(session, "alice", 5s);
  session.end(kNow);
  EXPECT_THAT(failure_of(session.add_audio({"alice", 5s, 0}, kNow)), is_untyped_conflict());
  EXPECT_EQ(session.audio().net_speech(), 5s);
}

// It is remembered for a day.
TEST(EndedStream, KeepsOfUnlabelledAudioTheVoiceAlone) {
  const std::vector<std::int16_t> samples = spoken(1, std::size_t{12} * kSampleRate);
  const std::size_t before = allocated();
  Session session = new_session();
  SpeechDetector detector;
  ASSERT_TRUE(session.hear(samples, 0, detector, kNow));
  const Voice voice = session.audio().voice(kEnrollmentSpeech);
  session.end(kNow);
  EXPECT_EQ(session.audio().voice(kEnrollmentSpeech), voice);
  EXPECT_TRUE(voice.is_acoustic());
  EXPECT_LE(allocated(), before + 8000);
}

TEST(EndedStream, RefusesAStreamingStatus) {
  Session session = new_session();
  session.end(kNow);
  for (const StreamingStatus status : {StreamingStatus::kOngoing, StreamingStatus::kPendingConfiguration}) {
    EXPECT_THAT(failure_of(session.check(streaming_status(status))), is_untyped_conflict());
  }
}

TEST(EndedStream, TakesEveryOtherChangeAndAScriptedOutcome) {
  Session session = new_session();
  session.end(kNow);
  for (const SessionChanges& changes :
       {speaker_change("alice"), acceptance_threshold(1), risk_threshold(1), watchlist(kOtherWatchlistId),
        minimum_speech(5s), contact_arn(kContactArn), parts_on(false, false)}) {
    EXPECT_EQ(failure_of(session.check(changes)), std::nullopt);
  }
  session.script(ScriptedOutcome{.authentication_score = 1, .known_fraudster_risk = {}, .voice_spoofing_risk = {}});
  EXPECT_EQ(session.outcome()->authentication_score, 1);
}

TEST(NewStream, IsRefusedUntilTheCurrentOneHasEnded) {
  Session session = new_session();
  EXPECT_THAT(failure_of(session.check_restart()), is_conflict(ConflictType::kAnotherActiveStream));
  session.apply(streaming_status(StreamingStatus::kPendingConfiguration), kNow);
  EXPECT_THAT(failure_of(session.check_restart()), is_conflict(ConflictType::kAnotherActiveStream));
  session.end(kNow);
  EXPECT_EQ(failure_of(session.check_restart()), std::nullopt);
}

TEST(NewStream, HasItsOwnStatusAndNeitherAudioNorOutcomeNorEnd) {
  Session session = new_session();
  say(session, "alice", 5s);
  session.script(ScriptedOutcome());
  session.end(kNow);
  session.restart(StreamingStatus::kPendingConfiguration, kNow);
  EXPECT_EQ(session.status(), StreamingStatus::kPendingConfiguration);
  EXPECT_FALSE(session.audio().has_begun());
  EXPECT_EQ(session.audio().net_speech(), 0s);
  EXPECT_FALSE(session.outcome());
  EXPECT_FALSE(session.ended_at());
}

TEST(NewStream, KeepsIdsAndSettings) {
  Session session = new_session();
  session.apply(speaker_change("alice"), kNow);
  session.apply(acceptance_threshold(1), kNow);
  session.apply(risk_threshold(2), kNow);
  session.apply(watchlist(kOtherWatchlistId), kNow);
  session.apply(minimum_speech(5s), kNow);
  session.apply(contact_arn(kContactArn), kNow);
  session.apply(parts_on(false, false), kNow);
  const State before = state_of(session);
  session.end(kNow + 1h);
  session.restart(StreamingStatus::kOngoing, kNow);
  EXPECT_EQ(state_of(session), before);
  EXPECT_EQ(session.id(), kSessionId.view());
  EXPECT_EQ(session.name(), "call");
  EXPECT_EQ(session.created_at(), kNow);
}

TEST(Session, IsForgotten24HoursAfterItsEnd) { EXPECT_EQ(forgotten_from(kNow), kNow + 24h); }

}  // namespace
}  // namespace voiceid::session_tests
