#include <gmock/gmock.h>

#include <functional>
#include <ostream>

#include "domain/session.hpp"
#include "tests/domain/sessions.hpp"

namespace voiceid::session_tests {
namespace {

using namespace std::chrono_literals;

class Evaluation : public testing::Test {
 protected:
  Evaluation() { session_.apply(speaker_change("alice")); }

  void evaluate(const ResourceId& id = kFirstResult) {
    session_.authenticate(id, session_.speaker_id() == "alice" ? &speaker_ : nullptr, kNow);
    session_.detect_fraud(id, fraudsters_);
  }

  Session session_ = new_session();
  Speaker speaker_ = enrolled_alice();
  std::vector<const Fraudster*> fraudsters_;
};

TEST_F(Evaluation, TakesInAllThatTheSessionKnows) {
  const Fraudster mallory{GeneratedId("id#MalloryMalloryMalloryM"), "mallory", kNow};
  fraudsters_ = {&mallory};
  session_.apply(acceptance_threshold(12));
  session_.apply(risk_threshold(34));
  session_.apply(watchlist(kOtherWatchlistId));
  session_.apply(minimum_speech(5s));
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
  EXPECT_EQ(fraud_detection.known_fraudster_risk->generated_fraudster_id, mallory.id);
  EXPECT_EQ(fraud_detection.aggregation, (AudioAggregation{kNow, kNow + 1s}));
}

TEST_F(Evaluation, TakesInTheScriptedOutcome) {
  say(session_, "alice", 10s);
  session_.script(ScriptedOutcome{
      .authentication_score = 12, .known_fraudster_risk = KnownFraudsterRisk{34, kAliceId}, .voice_spoofing_risk = 56});
  evaluate();
  EXPECT_EQ(session_.authentication()->score, 12);
  EXPECT_EQ(session_.fraud_detection()->known_fraudster_risk->risk_score, 34);
  EXPECT_EQ(session_.fraud_detection()->known_fraudster_risk->generated_fraudster_id, kAliceId);
  EXPECT_EQ(session_.fraud_detection()->voice_spoofing_risk, 56);
}

TEST_F(Evaluation, AfterAScriptedOutcomeWasTakenAway_SimulatesAgain) {
  say(session_, "alice", 10s);
  session_.script(ScriptedOutcome{.authentication_score = 0, .known_fraudster_risk = {}, .voice_spoofing_risk = 100});
  session_.script({});
  evaluate();
  EXPECT_EQ(session_.authentication()->decision, AuthenticationDecision::kAccept);
  EXPECT_EQ(session_.fraud_detection()->decision, FraudDetectionDecision::kLowRisk);
}

TEST_F(Evaluation, KeepsTheIdsAsTheyWere_WhenTheSpeakerIsGone) {
  {
    const Speaker gone = enrolled_alice();
    session_.authenticate(kFirstResult, &gone, kNow);
  }
  EXPECT_EQ(session_.authentication()->customer_speaker_id, "alice");
  EXPECT_EQ(session_.authentication()->generated_speaker_id, kAliceId);
}

/// What happens between two evaluations, and which results still hold then.
struct Happening {
  std::string name;
  std::function<void(Session&)> happen;
  bool authentication_holds;
  bool fraud_detection_holds;

  friend void PrintTo(const Happening& row, std::ostream* out) { *out << row.name; }
};

class Cache : public Evaluation, public testing::WithParamInterface<Happening> {
 protected:
  void expect_as_told() {
    const auto& [name, happen, authentication_holds, fraud_detection_holds] = GetParam();
    evaluate(kFirstResult);
    happen(session_);
    ASSERT_EQ(session_.authentication() != nullptr, authentication_holds);
    ASSERT_EQ(session_.fraud_detection() != nullptr, fraud_detection_holds);
    if (authentication_holds) {
      EXPECT_EQ(session_.authentication()->id, kFirstResult);
    }
    if (fraud_detection_holds) {
      EXPECT_EQ(session_.fraud_detection()->id, kFirstResult);
    }
    evaluate(kSecondResult);
    EXPECT_EQ(session_.authentication()->id, kSecondResult);
    EXPECT_EQ(session_.fraud_detection()->id, kSecondResult);
  }
};

/// Beyond the minimum of authentication and of fraud detection.
class CacheWithEnoughSpeech : public Cache {
 protected:
  CacheWithEnoughSpeech() { say(session_, "alice", 10s); }
};

TEST_P(CacheWithEnoughSpeech, HoldsOrNot) { expect_as_told(); }

const auto kNoMatterHowMuchSpeech = testing::Values(
    Happening{"Nothing", [](Session&) {}, true, true},
    Happening{"AnotherAcceptanceThreshold", [](Session& session) { session.apply(acceptance_threshold(91)); }, false,
              true},
    Happening{"TheSameAcceptanceThreshold", [](Session& session) { session.apply(acceptance_threshold(90)); }, true,
              true},
    Happening{"TheAcceptanceThresholdAndBack",
              [](Session& session) {
                session.apply(acceptance_threshold(91));
                session.apply(acceptance_threshold(90));
              },
              true, true},
    Happening{"AnotherRiskThreshold", [](Session& session) { session.apply(risk_threshold(51)); }, true, false},
    Happening{"TheSameRiskThreshold", [](Session& session) { session.apply(risk_threshold(50)); }, true, true},
    Happening{"TheRiskThresholdAndBack",
              [](Session& session) {
                session.apply(risk_threshold(51));
                session.apply(risk_threshold(50));
              },
              true, true},
    Happening{"AnotherWatchlist", [](Session& session) { session.apply(watchlist(kOtherWatchlistId)); }, true, false},
    Happening{"TheSameWatchlist", [](Session& session) { session.apply(watchlist(kWatchlistId)); }, true, true},
    Happening{"TheWatchlistAndBack",
              [](Session& session) {
                session.apply(watchlist(kOtherWatchlistId));
                session.apply(watchlist(kWatchlistId));
              },
              true, true},
    Happening{"AnotherSpeaker", [](Session& session) { session.apply(speaker_change("bob")); }, false, true},
    Happening{"TheOtherIdOfTheSpeaker", [](Session& session) { session.apply(speaker_change(kAliceId.view())); }, false,
              true},
    Happening{"TheSameSpeaker", [](Session& session) { session.apply(speaker_change("alice")); }, true, true},
    Happening{"TheSpeakerTakenAway", [](Session& session) { session.apply(speaker_change({})); }, false, true},
    Happening{"TheSpeakerTakenAwayAndBack",
              [](Session& session) {
                session.apply(speaker_change({}));
                session.apply(speaker_change("alice"));
              },
              true, true},
    Happening{"AnOutcomeSet", [](Session& session) { session.script(ScriptedOutcome()); }, false, false},
    Happening{"NoOutcomeTakenAway", [](Session& session) { session.script({}); }, true, true},
    Happening{"AnOutcomeSetAndTakenAway",
              [](Session& session) {
                session.script(ScriptedOutcome());
                session.script({});
              },
              false, false},
    Happening{"TheEndOfTheStream", [](Session& session) { session.end(kNow); }, true, true},
    Happening{"ANewStream",
              [](Session& session) {
                session.end(kNow);
                session.restart();
              },
              false, false},
    Happening{"PendingConfiguration",
              [](Session& session) { session.apply(streaming_status(StreamingStatus::kPendingConfiguration)); }, true,
              true},
    Happening{"ALowerMinimum", [](Session& session) { session.apply(minimum_speech(5s)); }, true, true},
    Happening{"AContactArn", [](Session& session) { session.apply(contact_arn(kContactArn)); }, true, true},
    Happening{"BothPartsOffAndOn",
              [](Session& session) {
                session.apply(parts_on(false, false));
                session.apply(parts_on(true, true));
              },
              true, true},
    Happening{"AnEnrollmentAskedFor", [](Session& session) { session.request_enrollment(kAliceId, false); }, true,
              true});

INSTANTIATE_TEST_SUITE_P(After, CacheWithEnoughSpeech, kNoMatterHowMuchSpeech,
                         [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    AfterMore, CacheWithEnoughSpeech,
    testing::Values(Happening{"Speech", [](Session& session) { say(session, "bob", 1h); }, true, true},
                    Happening{"Silence", [](Session& session) { say(session, "bob", 0ms); }, true, true}),
    [](const auto& row) { return row.param.name; });

/// Below every minimum.
class CacheWithoutEnoughSpeech : public Cache {
 protected:
  CacheWithoutEnoughSpeech() { say(session_, "alice", 4s); }
};

TEST_P(CacheWithoutEnoughSpeech, HoldsOrNot) { expect_as_told(); }

INSTANTIATE_TEST_SUITE_P(After, CacheWithoutEnoughSpeech, kNoMatterHowMuchSpeech,
                         [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    AfterMore, CacheWithoutEnoughSpeech,
    testing::Values(Happening{"Speech", [](Session& session) { say(session, "alice", 1ms); }, false, false},
                    Happening{"SpeechThatIsEnough", [](Session& session) { say(session, "alice", 6s); }, false, false},
                    Happening{"Silence", [](Session& session) { say(session, "alice", 0ms); }, false, false}),
    [](const auto& row) { return row.param.name; });

/// Beyond the minimum of authentication, below that of fraud detection.
class CacheWithEnoughSpeechToAuthenticate : public Cache {
 protected:
  CacheWithEnoughSpeechToAuthenticate() {
    session_.apply(minimum_speech(5s));
    say(session_, "alice", 7s);
  }
};

TEST_P(CacheWithEnoughSpeechToAuthenticate, HoldsOrNot) { expect_as_told(); }

INSTANTIATE_TEST_SUITE_P(
    AfterMore, CacheWithEnoughSpeechToAuthenticate,
    testing::Values(Happening{"Speech", [](Session& session) { say(session, "alice", 1s); }, true, false},
                    Happening{"SpeechThatIsEnough", [](Session& session) { say(session, "alice", 1h); }, true, false},
                    // The window that it closed is open again then.
                    Happening{"SpeechUnderAHigherMinimum",
                              [](Session& session) {
                                session.apply(minimum_speech(10s));
                                say(session, "alice", 1s);
                              },
                              false, false}),
    [](const auto& row) { return row.param.name; });

TEST_F(Evaluation, ThatHadNotEnoughSpeech_TakesInAudio_EvenBeyondAMinimumThatWasLoweredMeanwhile) {
  say(session_, "alice", 7s);
  evaluate();
  ASSERT_EQ(session_.authentication()->decision, AuthenticationDecision::kNotEnoughSpeech);
  session_.apply(minimum_speech(5s));
  EXPECT_NE(session_.authentication(), nullptr) << "the minimum itself is no key";
  say(session_, "alice", 1s);
  EXPECT_EQ(session_.authentication(), nullptr);
}

TEST_F(Evaluation, ThatLackedASpeaker_TakesInAudio_WhileTheWindowIsOpen) {
  session_.apply(speaker_change({}));
  say(session_, "alice", 4s);
  evaluate();
  ASSERT_EQ(session_.authentication()->decision, AuthenticationDecision::kSpeakerIdNotProvided);
  say(session_, "alice", 6s);
  EXPECT_EQ(session_.authentication(), nullptr);
  evaluate();
  say(session_, "alice", 6s);
  EXPECT_NE(session_.authentication(), nullptr) << "the window is closed";
}

TEST_F(Evaluation, AudioWithoutAnEvaluationInBetween_IsTakenInAtOnce) {
  for (int i = 0; i < 10; ++i) say(session_, "alice", 1s);
  evaluate();
  EXPECT_EQ(session_.authentication()->decision, AuthenticationDecision::kAccept);
  EXPECT_EQ(session_.fraud_detection()->decision, FraudDetectionDecision::kLowRisk);
}

TEST_F(Evaluation, OnlyTheLastResultIsKept) {
  say(session_, "alice", 10s);
  evaluate(kFirstResult);
  session_.apply(acceptance_threshold(80));
  session_.apply(risk_threshold(40));
  evaluate(kSecondResult);
  session_.apply(acceptance_threshold(90));
  session_.apply(risk_threshold(50));
  EXPECT_EQ(session_.authentication(), nullptr);
  EXPECT_EQ(session_.fraud_detection(), nullptr);
}

TEST_F(Evaluation, ReplacingAScriptedOutcomeByTheSame_IsNewActivity) {
  const ScriptedOutcome outcome{.authentication_score = 5, .known_fraudster_risk = {}, .voice_spoofing_risk = {}};
  session_.script(outcome);
  evaluate();
  session_.script(outcome);
  EXPECT_EQ(session_.authentication(), nullptr);
  EXPECT_EQ(session_.fraud_detection(), nullptr);
}

TEST_F(Evaluation, OfOnePart_LeavesTheOtherAlone) {
  session_.authenticate(kFirstResult, &speaker_, kNow);
  EXPECT_EQ(session_.fraud_detection(), nullptr);
  session_.detect_fraud(kSecondResult, {});
  EXPECT_EQ(session_.authentication()->id, kFirstResult);
}

TEST_F(Evaluation, HoldsWhateverHappensToTheSpeaker) {
  say(session_, "alice", 10s);
  evaluate();
  speaker_.opt_out(kNow);
  ASSERT_NE(session_.authentication(), nullptr);
  EXPECT_EQ(session_.authentication()->decision, AuthenticationDecision::kAccept);
}

TEST_F(Evaluation, HoldsWhenAFraudsterIsRegistered) {
  const Fraudster mallory{GeneratedId("id#MalloryMalloryMalloryM"), "mallory", kNow};
  say(session_, "mallory", 10s);
  evaluate();
  fraudsters_ = {&mallory};
  ASSERT_NE(session_.fraud_detection(), nullptr);
  EXPECT_EQ(session_.fraud_detection()->decision, FraudDetectionDecision::kLowRisk);
  session_.apply(risk_threshold(51));
  evaluate();
  EXPECT_EQ(session_.fraud_detection()->decision, FraudDetectionDecision::kHighRisk) << "a new one sees the fraudster";
}

}  // namespace
}  // namespace voiceid::session_tests
