#include <gmock/gmock.h>

#include <functional>
#include <string_view>
#include <vector>

#include "domain/session.hpp"
#include "tests/domain/sessions.hpp"

namespace voiceid::session_tests {
namespace {

using namespace std::chrono_literals;

class Evaluation : public testing::Test {
 protected:
  Evaluation() { session_.apply(speaker_change("alice"), kNow); }

  void evaluate(const ResourceId& id = kFirstResult) {
    session_.authenticate(id, session_.speaker_id() == "alice" ? &speaker_ : nullptr, kNow);
    session_.detect_fraud(id, fraudsters_);
  }

  Session session_ = new_session();
  Speaker speaker_ = enrolled_alice();
  const Fraudster mallory_{GeneratedId("id#MalloryMalloryMalloryM"), Voice("mallory"), kNow};
  std::vector<const Fraudster*> fraudsters_;
};

TEST_F(Evaluation, UsesAllThatTheSessionKnows) {
  fraudsters_ = {&mallory_};
  session_.apply(acceptance_threshold(12), kNow);
  session_.apply(risk_threshold(34), kNow);
  session_.apply(watchlist(kOtherWatchlistId), kNow);
  session_.apply(minimum_speech(5s), kNow);
  say(session_, "alice", 4s);
  say(session_, "mallory", 6s, kNow + 1s);
  evaluate();
  const AuthenticationResult& authentication = *session_.authentication();
  EXPECT_EQ(authentication.id, kFirstResult);
  EXPECT_EQ(authentication.decision, AuthenticationDecision::kAccept);
  EXPECT_EQ(authentication.acceptance_threshold, 12);
  EXPECT_EQ(authentication.customer_speaker_id, "alice");
  EXPECT_EQ(authentication.generated_speaker_id, kAliceId);
  EXPECT_EQ(authentication.aggregation, (AudioAggregation{kNow, kNow + 1s}));
  const FraudDetectionResult& fraud_detection = *session_.fraud_detection();
  EXPECT_EQ(fraud_detection.id, kFirstResult);
  EXPECT_EQ(fraud_detection.decision, FraudDetectionDecision::kHighRisk);
  EXPECT_EQ(fraud_detection.risk_threshold, 34);
  EXPECT_EQ(fraud_detection.watchlist_id, kOtherWatchlistId);
  EXPECT_EQ(fraud_detection.known_fraudster_risk->generated_fraudster_id, mallory_.id);
  EXPECT_EQ(fraud_detection.aggregation, (AudioAggregation{kNow, kNow + 1s}));
}

TEST_F(Evaluation, UsesTheScriptedOutcomeUntilItIsRemoved) {
  say(session_, "alice", 10s);
  session_.script(ScriptedOutcome{
      .authentication_score = 12, .known_fraudster_risk = KnownFraudsterRisk{34, kAliceId}, .voice_spoofing_risk = 56});
  evaluate();
  EXPECT_EQ(session_.authentication()->score, 12);
  EXPECT_EQ(session_.fraud_detection()->known_fraudster_risk->risk_score, 34);
  EXPECT_EQ(session_.fraud_detection()->known_fraudster_risk->generated_fraudster_id, kAliceId);
  EXPECT_EQ(session_.fraud_detection()->voice_spoofing_risk, 56);
  session_.script({});
  evaluate();
  EXPECT_EQ(session_.authentication()->decision, AuthenticationDecision::kAccept);
  EXPECT_EQ(session_.fraud_detection()->decision, FraudDetectionDecision::kLowRisk);
}

TEST_F(Evaluation, KeepsTheIdsOfASpeakerWhoIsGone) {
  {
    const Speaker gone = enrolled_alice();
    session_.authenticate(kFirstResult, &gone, kNow);
  }
  EXPECT_EQ(session_.authentication()->customer_speaker_id, "alice");
  EXPECT_EQ(session_.authentication()->generated_speaker_id, kAliceId);
}

/// What happens between two evaluations, and which results of the first are still kept then.
struct Between {
  std::string_view name;
  std::function<void(Session&)> happen;
  bool authentication_kept;
  bool fraud_detection_kept;
};

auto applied(const std::vector<SessionChanges>& steps) {
  return [steps](Session& session) {
    for (const SessionChanges& changes : steps) session.apply(changes, kNow);
  };
}

auto said(std::string_view voice, std::chrono::milliseconds speech) {
  return [=](Session& session) { say(session, voice, speech); };
}

void end_and_restart(Session& session) {
  session.end(kNow);
  session.restart(StreamingStatus::kOngoing, kNow);
}

void set_and_remove_outcome(Session& session) {
  session.script(ScriptedOutcome());
  session.script({});
}

class Cache : public Evaluation {
 protected:
  void expect_kept_after(const std::vector<Between>& rows) {
    const Session before = session_;
    for (const Between& row : rows) {
      SCOPED_TRACE(row.name);
      session_ = before;
      evaluate(kFirstResult);
      row.happen(session_);
      EXPECT_EQ(session_.authentication() != nullptr, row.authentication_kept);
      EXPECT_EQ(session_.fraud_detection() != nullptr, row.fraud_detection_kept);
      evaluate(kSecondResult);
      EXPECT_EQ(session_.authentication()->id, kSecondResult);
      EXPECT_EQ(session_.fraud_detection()->id, kSecondResult);
    }
    session_ = before;
  }
};

TEST_F(Cache, KeepsAResultUntilSomethingChangesThatItDependsOn) {
  const std::vector<Between> rows{
      {"nothing", [](Session&) {}, true, true},
      {"another acceptance threshold", applied({acceptance_threshold(91)}), false, true},
      {"the same acceptance threshold", applied({acceptance_threshold(90)}), true, true},
      {"acceptance threshold and back", applied({acceptance_threshold(91), acceptance_threshold(90)}), true, true},
      {"another risk threshold", applied({risk_threshold(51)}), true, false},
      {"the same risk threshold", applied({risk_threshold(50)}), true, true},
      {"risk threshold and back", applied({risk_threshold(51), risk_threshold(50)}), true, true},
      {"another watchlist", applied({watchlist(kOtherWatchlistId)}), true, false},
      {"the same watchlist", applied({watchlist(kWatchlistId)}), true, true},
      {"watchlist and back", applied({watchlist(kOtherWatchlistId), watchlist(kWatchlistId)}), true, true},
      {"another speaker", applied({speaker_change("bob")}), false, true},
      {"the other id of the speaker", applied({speaker_change(kAliceId.view())}), false, true},
      {"the same speaker", applied({speaker_change("alice")}), true, true},
      {"no speaker", applied({speaker_change({})}), false, true},
      {"no speaker and back", applied({speaker_change({}), speaker_change("alice")}), true, true},
      {"outcome set", [](Session& session) { session.script(ScriptedOutcome()); }, false, false},
      {"no outcome removed", [](Session& session) { session.script({}); }, true, true},
      {"outcome set and removed", set_and_remove_outcome, false, false},
      {"end of the stream", [](Session& session) { session.end(kNow); }, true, true},
      {"new stream", end_and_restart, false, false},
      {"pending", applied({streaming_status(StreamingStatus::kPendingConfiguration)}), true, true},
      {"lower minimum", applied({minimum_speech(5s)}), true, true},
      {"contact ARN", applied({contact_arn(kContactArn)}), true, true},
      {"both parts off and on", applied({parts_on(false, false), parts_on(true, true)}), true, true},
      {"enrollment requested", [](Session& session) { session.request_enrollment(kAliceId); }, true, true}};
  say(session_, "alice", 4s);
  expect_kept_after(rows);
  say(session_, "alice", 6s);
  expect_kept_after(rows);
}

TEST_F(Cache, TakesAudioIntoAccountUntilTheWindowIsFull) {
  say(session_, "alice", 4s);
  expect_kept_after({{"speech", said("alice", 1ms), false, false},
                     {"enough speech", said("alice", 6s), false, false},
                     {"silence", said("alice", 0ms), false, false}});
  say(session_, "alice", 6s);
  expect_kept_after({{"speech", said("bob", 1h), true, true}, {"silence", said("bob", 0ms), true, true}});
}

TEST_F(Cache, LooksAtTheWindowOfEachPart) {
  session_.apply(minimum_speech(5s), kNow);
  say(session_, "alice", 7s);
  const auto speech_under_a_higher_minimum = [](Session& session) {
    session.apply(minimum_speech(10s), kNow);
    say(session, "alice", 1s);
  };
  expect_kept_after({{"speech", said("alice", 1s), true, false},
                     {"enough speech", said("alice", 1h), true, false},
                     {"speech under a higher minimum", speech_under_a_higher_minimum, false, false}});
}

TEST_F(Evaluation, ThatLackedSpeechTakesAudioIntoAccountEvenUnderALowerMinimum) {
  say(session_, "alice", 7s);
  evaluate();
  ASSERT_EQ(session_.authentication()->decision, AuthenticationDecision::kNotEnoughSpeech);
  session_.apply(minimum_speech(5s), kNow);
  EXPECT_NE(session_.authentication(), nullptr) << "a result does not depend on the minimum itself";
  say(session_, "alice", 1s);
  EXPECT_EQ(session_.authentication(), nullptr);
}

TEST_F(Evaluation, ThatLackedASpeakerTakesAudioIntoAccountUntilTheWindowIsFull) {
  session_.apply(speaker_change({}), kNow);
  say(session_, "alice", 4s);
  evaluate();
  ASSERT_EQ(session_.authentication()->decision, AuthenticationDecision::kSpeakerIdNotProvided);
  say(session_, "alice", 6s);
  EXPECT_EQ(session_.authentication(), nullptr);
  evaluate();
  say(session_, "alice", 6s);
  EXPECT_NE(session_.authentication(), nullptr) << "the window is full";
}

TEST_F(Evaluation, KeepsOnlyTheLastResult) {
  say(session_, "alice", 10s);
  evaluate(kFirstResult);
  session_.apply(acceptance_threshold(80), kNow);
  session_.apply(risk_threshold(40), kNow);
  evaluate(kSecondResult);
  session_.apply(acceptance_threshold(90), kNow);
  session_.apply(risk_threshold(50), kNow);
  EXPECT_EQ(session_.authentication(), nullptr);
  EXPECT_EQ(session_.fraud_detection(), nullptr);
}

TEST_F(Evaluation, TreatsTheSameScriptedOutcomeAsNewActivity) {
  const ScriptedOutcome outcome{.authentication_score = 5, .known_fraudster_risk = {}, .voice_spoofing_risk = {}};
  session_.script(outcome);
  evaluate();
  session_.script(outcome);
  EXPECT_EQ(session_.authentication(), nullptr);
  EXPECT_EQ(session_.fraud_detection(), nullptr);
}

TEST_F(Evaluation, OfOnePartLeavesTheOtherAlone) {
  session_.authenticate(kFirstResult, &speaker_, kNow);
  EXPECT_EQ(session_.fraud_detection(), nullptr);
  session_.detect_fraud(kSecondResult, {});
  EXPECT_EQ(session_.authentication()->id, kFirstResult);
}

TEST_F(Evaluation, IsKeptWhateverHappensToTheSpeaker) {
  say(session_, "alice", 10s);
  evaluate();
  speaker_.opt_out(kNow);
  ASSERT_NE(session_.authentication(), nullptr);
  EXPECT_EQ(session_.authentication()->decision, AuthenticationDecision::kAccept);
}

TEST_F(Evaluation, IsKeptWhenAFraudsterIsRegistered) {
  say(session_, "mallory", 10s);
  evaluate();
  fraudsters_ = {&mallory_};
  ASSERT_NE(session_.fraud_detection(), nullptr);
  EXPECT_EQ(session_.fraud_detection()->decision, FraudDetectionDecision::kLowRisk);
  session_.apply(risk_threshold(51), kNow);
  evaluate();
  EXPECT_EQ(session_.fraud_detection()->decision, FraudDetectionDecision::kHighRisk) << "a new one sees the fraudster";
}

}  // namespace
}  // namespace voiceid::session_tests
