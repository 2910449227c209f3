#include "domain/session.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <ostream>

#include "tests/domain/sessions.hpp"

namespace voiceid::session_tests {
namespace {

using namespace std::chrono_literals;

/// All that a start or an update sets.
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

TEST(NewSession, IsOngoing_WithTheDefaults) {
  const Session session = new_session();
  EXPECT_EQ(session.id(), kSessionId.view());
  EXPECT_EQ(session.name(), "call");
  EXPECT_EQ(session.created_at(), kNow);
  EXPECT_EQ(state_of(session), (State{StreamingStatus::kOngoing, {}, true, 90, true, 50, kWatchlistId, 10s, {}}));
}

TEST(NewSession, HasNoAudio_NoOutcome_NoEnrollment_NoEnd_NoResults) {
  const Session session = new_session();
  EXPECT_FALSE(session.audio().has_begun());
  EXPECT_FALSE(session.outcome());
  EXPECT_FALSE(session.enrollment());
  EXPECT_FALSE(session.ended_at());
  EXPECT_EQ(session.authentication(), nullptr);
  EXPECT_EQ(session.fraud_detection(), nullptr);
}

/// A change, and what it makes of a new session with a speaker.
struct Change {
  std::string name;
  SessionChanges changes;
  std::function<void(State&)> expected;

  friend void PrintTo(const Change& row, std::ostream* out) { *out << row.name; }
};

class SessionChange : public testing::TestWithParam<Change> {};

TEST_P(SessionChange, ChangesWhatItNames_AndNothingElse) {
  Session session = new_session();
  session.apply(speaker_change("alice"));
  State expected = state_of(session);
  GetParam().expected(expected);
  EXPECT_EQ(failure_of(session.check(GetParam().changes)), std::nullopt);
  session.apply(GetParam().changes);
  EXPECT_EQ(state_of(session), expected);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, SessionChange,
    testing::Values(
        Change{"Nothing", {}, [](State&) {}},
        Change{"Speaker", speaker_change("bob"), [](State& state) { state.speaker_id = "bob"; }},
        Change{"SpeakerTakenAway", speaker_change({}), [](State& state) { state.speaker_id.reset(); }},
        Change{"AcceptanceThreshold", acceptance_threshold(0), [](State& state) { state.acceptance_threshold = 0; }},
        Change{"RiskThreshold", risk_threshold(100), [](State& state) { state.risk_threshold = 100; }},
        Change{"Watchlist", watchlist(kOtherWatchlistId), [](State& state) { state.watchlist_id = kOtherWatchlistId; }},
        Change{"MinimumSpeech", minimum_speech(5s), [](State& state) { state.minimum_speech = 5s; }},
        Change{"Pending", streaming_status(StreamingStatus::kPendingConfiguration),
               [](State& state) { state.status = StreamingStatus::kPendingConfiguration; }},
        Change{"ContactArn", contact_arn(kContactArn), [](State& state) { state.contact_arn = kContactArn; }},
        Change{"AuthenticationOff", parts_on(false, true), [](State& state) { state.authentication_on = false; }},
        Change{"FraudDetectionOff", parts_on(true, false), [](State& state) { state.fraud_detection_on = false; }}),
    [](const auto& row) { return row.param.name; });

TEST(SessionParts, KeepTheirSettings_WhileSwitchedOff) {
  Session session = new_session();
  session.apply(acceptance_threshold(70));
  session.apply(risk_threshold(30));
  const State before = state_of(session);
  session.apply(parts_on(false, false));
  session.apply(parts_on(true, true));
  EXPECT_EQ(state_of(session), before);
}

TEST(Stream, Ends_AtTheTimeOfTheCall) {
  Session session = new_session();
  session.end(kNow + 1min);
  EXPECT_EQ(session.status(), StreamingStatus::kEnded);
  EXPECT_EQ(session.ended_at(), kNow + 1min);
}

TEST(Stream, EndedTwice_KeepsItsFirstEnd) {
  Session session = new_session();
  session.end(kNow + 1min);
  session.end(kNow + 2min);
  EXPECT_EQ(session.ended_at(), kNow + 1min);
}

TEST(Stream, Ends_FromPendingConfigurationToo) {
  Session session = new_session();
  session.apply(streaming_status(StreamingStatus::kPendingConfiguration));
  session.end(kNow);
  EXPECT_EQ(session.status(), StreamingStatus::kEnded);
}

TEST(Stream, IsOngoing_UntilItEnds) {
  Session session = new_session();
  EXPECT_EQ(failure_of(session.check_ongoing()), std::nullopt);
  session.apply(streaming_status(StreamingStatus::kPendingConfiguration));
  EXPECT_EQ(failure_of(session.check_ongoing()), std::nullopt);
  session.end(kNow);
  EXPECT_THAT(failure_of(session.check_ongoing()), is_untyped_conflict());
  session.restart();
  EXPECT_EQ(failure_of(session.check_ongoing()), std::nullopt);
}

TEST(Stream, HasANumberOfItsOwn) {
  Session session = new_session();
  const std::uint64_t first = session.stream();
  session.end(kNow);
  EXPECT_EQ(session.stream(), first);
  session.restart();
  EXPECT_NE(session.stream(), first);
}

TEST(EndedStream, TakesNoAudio) {
  Session session = new_session();
  say(session, "alice", 5s);
  session.end(kNow);
  EXPECT_THAT(failure_of(session.add_audio({"alice", 5s, 0}, kNow)), is_untyped_conflict());
  EXPECT_EQ(session.audio().net_speech(), 5s);
}

TEST(EndedStream, RefusesAStreamingStatus) {
  Session session = new_session();
  session.end(kNow);
  for (const StreamingStatus status : {StreamingStatus::kOngoing, StreamingStatus::kPendingConfiguration}) {
    EXPECT_THAT(failure_of(session.check(streaming_status(status))), is_untyped_conflict());
  }
}

TEST(EndedStream, TakesEveryOtherChange) {
  Session session = new_session();
  session.end(kNow);
  for (const SessionChanges& changes :
       {speaker_change("alice"), acceptance_threshold(1), risk_threshold(1), watchlist(kOtherWatchlistId),
        minimum_speech(5s), contact_arn(kContactArn), parts_on(false, false)}) {
    EXPECT_EQ(failure_of(session.check(changes)), std::nullopt);
  }
}

TEST(EndedStream, TakesAScriptedOutcome) {
  Session session = new_session();
  session.end(kNow);
  session.script(ScriptedOutcome{.authentication_score = 1, .known_fraudster_risk = {}, .voice_spoofing_risk = {}});
  EXPECT_EQ(session.outcome()->authentication_score, 1);
}

TEST(NewStream, IsRefused_WhileThePresentOneHasNotEnded) {
  Session session = new_session();
  EXPECT_THAT(failure_of(session.check_restart()), is_conflict(ConflictType::kAnotherActiveStream));
  session.apply(streaming_status(StreamingStatus::kPendingConfiguration));
  EXPECT_THAT(failure_of(session.check_restart()), is_conflict(ConflictType::kAnotherActiveStream));
  session.end(kNow);
  EXPECT_EQ(failure_of(session.check_restart()), std::nullopt);
}

TEST(NewStream, IsOngoing_WithoutAudio_OutcomeAndEnd) {
  Session session = new_session();
  session.apply(streaming_status(StreamingStatus::kPendingConfiguration));
  say(session, "alice", 5s);
  session.script(ScriptedOutcome());
  session.end(kNow);
  session.restart();
  EXPECT_EQ(session.status(), StreamingStatus::kOngoing);
  EXPECT_FALSE(session.audio().has_begun());
  EXPECT_EQ(session.audio().net_speech(), 0s);
  EXPECT_FALSE(session.outcome());
  EXPECT_FALSE(session.ended_at());
}

TEST(NewStream, KeepsIdsAndSettings) {
  Session session = new_session();
  session.apply(speaker_change("alice"));
  session.apply(acceptance_threshold(1));
  session.apply(risk_threshold(2));
  session.apply(watchlist(kOtherWatchlistId));
  session.apply(minimum_speech(5s));
  session.apply(contact_arn(kContactArn));
  session.apply(parts_on(false, false));
  const State before = state_of(session);
  session.end(kNow + 1h);
  session.restart();
  EXPECT_EQ(state_of(session), before);
  EXPECT_EQ(session.id(), kSessionId.view());
  EXPECT_EQ(session.name(), "call");
  EXPECT_EQ(session.created_at(), kNow);
}

TEST(Session, IsForgotten24HoursAfterItsEnd) { EXPECT_EQ(forgotten_from(kNow), kNow + 24h); }

}  // namespace
}  // namespace voiceid::session_tests
