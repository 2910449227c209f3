#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;

/// Everything that a result says, as text.
std::string told(const shapes::AuthenticationResult& result) {
  return std::string(*result.authentication_result_id) + " " + std::string(*result.decision) + " " +
         testing::PrintToString(result.score) + " " + std::string(result.customer_speaker_id.value_or("-")) + " " +
         std::string(result.generated_speaker_id.value_or("-")) + " " +
         to_rfc3339(result.audio_aggregation_started_at.value_or(TimePoint())) + " " +
         to_rfc3339(result.audio_aggregation_ended_at.value_or(TimePoint()));
}
std::string told(const shapes::FraudDetectionResult& result) {
  std::string text = std::string(*result.fraud_detection_result_id) + " " + std::string(*result.decision);
  if (result.risk_details) {
    text += " " + std::to_string(result.risk_details->known_fraudster_risk.risk_score) + " " +
            std::to_string(result.risk_details->voice_spoofing_risk.risk_score);
  }
  return text + " " + to_rfc3339(result.audio_aggregation_started_at.value_or(TimePoint())) + " " +
         to_rfc3339(result.audio_aggregation_ended_at.value_or(TimePoint()));
}

/// Evaluates a session of an enrolled alice, and looks at it again after something happened.
class EvaluationCache : public SessionTest {
 protected:
  EvaluationCache() {
    enrolled("alice");
    start(with_speaker("alice"));
  }

  void evaluate_first() {
    authentication_ = told(authentication());
    fraud_detection_ = told(fraud_detection());
  }
  void expect_both_kept() {
    expect_authentication_kept();
    expect_fraud_detection_kept();
  }
  void expect_both_new() {
    expect_authentication_new();
    expect_fraud_detection_new();
  }
  void expect_authentication_kept() { EXPECT_EQ(told(authentication()), authentication_); }
  void expect_fraud_detection_kept() { EXPECT_EQ(told(fraud_detection()), fraud_detection_); }
  void expect_authentication_new() {
    EXPECT_NE(authentication_id(), authentication_.substr(0, kResourceIdLength));
    EXPECT_EQ(authentication_id(), authentication_id()) << "the new one is kept";
  }
  void expect_fraud_detection_new() {
    EXPECT_NE(fraud_detection_id(), fraud_detection_.substr(0, kResourceIdLength));
    EXPECT_EQ(fraud_detection_id(), fraud_detection_id()) << "the new one is kept";
  }

  std::string authentication_;
  std::string fraud_detection_;
};

/// An alice who was accepted.
class CacheOfAnAcceptance : public EvaluationCache {
 protected:
  CacheOfAnAcceptance() {
    say("alice", 10s);
    evaluate_first();
  }
};

TEST_F(CacheOfAnAcceptance, KeepsBothResults_WhenNothingHappens) { expect_both_kept(); }

TEST_F(CacheOfAnAcceptance, KeepsBothResults_WhenTimePasses) {
  pass(24h * 365 * 10);
  expect_both_kept();
}

TEST_F(CacheOfAnAcceptance, KeepsBothResults_WhenTheSpeakerOptsOut) {
  opt_out_speaker(context_, {domain_id_, "alice"}).value();
  expect_both_kept();
}

TEST_F(CacheOfAnAcceptance, KeepsBothResults_WhenTheSpeakerIsDeleted) {
  delete_speaker(context_, {domain_id_, "alice"}).value();
  expect_both_kept();
}

TEST_F(CacheOfAnAcceptance, KeepsBothResults_WhenTheSpeakerExpires) {
  pass(1096 * 24h);
  ASSERT_EQ(status_of_speaker("alice"), "EXPIRED");
  expect_both_kept();
}

TEST_F(CacheOfAnAcceptance, KeepsBothResults_WhenAnotherVoiceIsEnrolled) {
  find_speaker("alice")->enroll("bob", context_.now);
  expect_both_kept();
}

TEST_F(CacheOfAnAcceptance, KeepsBothResults_WhenAudioComesBeyondTheMinimum) {
  say("bob", 1h, 100);
  expect_both_kept();
}

TEST_F(CacheOfAnAcceptance, KeepsBothResults_WhenTheStreamEnds) {
  end();
  expect_both_kept();
}

TEST_F(CacheOfAnAcceptance, KeepsBothResults_WhenSettingsAreSetToWhatTheyAre) {
  update(with_speaker("alice"));
  update(with_acceptance_threshold(90));
  update(with_fraud_detection(50, default_watchlist_id_));
  expect_both_kept();
}

TEST_F(CacheOfAnAcceptance, KeepsBothResults_WhenSettingsAreChangedAndChangedBack) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  update(with_speaker("bob"));
  update(with_speaker("alice"));
  update(without_speaker());
  update(with_speaker("alice"));
  update(with_acceptance_threshold(1));
  update(with_acceptance_threshold(90));
  update(with_fraud_detection(1, watchlist_id));
  update(with_fraud_detection(50, default_watchlist_id_));
  expect_both_kept();
}

TEST_F(CacheOfAnAcceptance, KeepsBothResults_WhenPartsAreSwitchedOffAndOn) {
  update(without_authentication());
  update(without_fraud_detection());
  EXPECT_FALSE(evaluate().authentication_result);
  EXPECT_FALSE(evaluate().fraud_detection_result);
  update(with_acceptance_threshold(90));
  update(with_fraud_detection({}));
  expect_both_kept();
}

TEST_F(CacheOfAnAcceptance, KeepsBothResults_WhileTheConfigurationIsPending) {
  update(with_status("PENDING_CONFIGURATION"));
  EXPECT_FALSE(evaluate().authentication_result);
  update(with_status("ONGOING"));
  expect_both_kept();
}

TEST_F(CacheOfAnAcceptance, KeepsBothResults_WhenTheMinimumChanges) {
  update(with_minimum_speech(5));
  expect_both_kept();
}

TEST_F(CacheOfAnAcceptance, KeepsBothResults_WhenAnEnrollmentIsAskedFor) {
  enroll();
  expect_both_kept();
}

TEST_F(CacheOfAnAcceptance, KeepsBothResults_WhenAnOutcomeThatIsNotThereIsTakenAway) {
  script({});
  expect_both_kept();
}

TEST_F(CacheOfAnAcceptance, AnotherAcceptanceThreshold_MakesANewAuthentication_OverTheSameAudio) {
  pass(1min);
  update(with_acceptance_threshold(100));
  expect_authentication_new();
  expect_fraud_detection_kept();
  EXPECT_EQ(authentication().decision, "REJECT");
  EXPECT_EQ(authentication().audio_aggregation_started_at, start_);
  EXPECT_EQ(authentication().audio_aggregation_ended_at, start_);
}

TEST_F(CacheOfAnAcceptance, AnotherSpeaker_MakesANewAuthentication) {
  update(with_speaker("bob"));
  expect_authentication_new();
  expect_fraud_detection_kept();
  EXPECT_EQ(authentication().decision, "SPEAKER_NOT_ENROLLED");
}

TEST_F(CacheOfAnAcceptance, TheSpeakersOtherId_MakesANewAuthentication) {
  update(with_speaker(std::string(find_speaker("alice")->generated_id())));
  expect_authentication_new();
  expect_fraud_detection_kept();
  EXPECT_EQ(authentication().decision, "ACCEPT");
}

TEST_F(CacheOfAnAcceptance, TheSpeakerTakenAway_MakesANewAuthentication) {
  update(without_speaker());
  expect_authentication_new();
  expect_fraud_detection_kept();
}

TEST_F(CacheOfAnAcceptance, ANewAuthentication_SeesWhatBecameOfTheSpeaker) {
  opt_out_speaker(context_, {domain_id_, "alice"}).value();
  update(with_acceptance_threshold(1));
  EXPECT_EQ(authentication().decision, "SPEAKER_OPTED_OUT");
}

TEST_F(CacheOfAnAcceptance, AnotherRiskThreshold_MakesANewFraudDetection) {
  update(with_fraud_detection(51));
  expect_authentication_kept();
  expect_fraud_detection_new();
}

TEST_F(CacheOfAnAcceptance, AnotherWatchlist_MakesANewFraudDetection) {
  update(with_fraud_detection({}, make_watchlist(domain_id_)));
  expect_authentication_kept();
  expect_fraud_detection_new();
}

TEST_F(CacheOfAnAcceptance, AScriptedOutcome_MakesBothNew_EvenIfItScriptsOnePartOnly) {
  script(scripted_spoofing(1));
  expect_both_new();
}

TEST_F(CacheOfAnAcceptance, AScriptedOutcomeSetAgain_MakesBothNew) {
  script(scripted_score(99));
  evaluate_first();
  script(scripted_score(99));
  expect_both_new();
}

TEST_F(CacheOfAnAcceptance, AScriptedOutcomeTakenAway_MakesBothNew) {
  script(scripted_score(99));
  evaluate_first();
  script({});
  expect_both_new();
}

TEST_F(CacheOfAnAcceptance, ANewStream_MakesBothNew) {
  end();
  start();
  expect_both_new();
  EXPECT_EQ(authentication().decision, "NOT_ENOUGH_SPEECH");
  EXPECT_EQ(fraud_detection().decision, "NOT_ENOUGH_SPEECH");
}

TEST_F(CacheOfAnAcceptance, AChangeSeenByAnEvaluation_AndItsWayBack_MakeTwoNewResults) {
  update(with_acceptance_threshold(80));
  expect_authentication_new();
  evaluate_first();
  update(with_acceptance_threshold(90));
  expect_authentication_new();
  expect_fraud_detection_kept();
}

class CacheWithoutEnoughAudio : public EvaluationCache {
 protected:
  CacheWithoutEnoughAudio() {
    say("alice", 4s);
    evaluate_first();
  }
};

TEST_F(CacheWithoutEnoughAudio, KeepsBothResults_WhenNothingHappens) {
  pass(1h);
  expect_both_kept();
}

TEST_F(CacheWithoutEnoughAudio, Audio_MakesBothNew_EnoughOrNot) {
  say("alice", 1s);
  expect_both_new();
  EXPECT_EQ(authentication().decision, "NOT_ENOUGH_SPEECH");
  evaluate_first();
  say("alice", 5s);
  expect_both_new();
  EXPECT_EQ(authentication().decision, "ACCEPT");
  EXPECT_EQ(fraud_detection().decision, "LOW_RISK");
}

TEST_F(CacheWithoutEnoughAudio, Audio_LeavesTheAuthentication_WhereItsWindowIsClosed) {
  update(with_minimum_speech(5));
  say("alice", 3s);
  evaluate_first();
  say("alice", 1s);
  expect_authentication_kept();
  expect_fraud_detection_new();
}

TEST_F(CacheWithoutEnoughAudio, AudioBeforeTheSpeakerIsKnown_IsTakenIn) {
  update(without_speaker());
  evaluate_first();
  say("alice", 4s);
  expect_both_new();
  update(with_speaker("alice"));
  say("alice", 2s);
  EXPECT_EQ(authentication().decision, "ACCEPT");
}

TEST_F(CacheWithoutEnoughAudio, ALoweredMinimum_ShowsWithTheNextAudio) {
  say("alice", 3s);
  evaluate_first();
  update(with_minimum_speech(5));
  expect_authentication_kept();
  say("alice", 1s);
  expect_authentication_new();
  EXPECT_EQ(authentication().decision, "ACCEPT");
}

TEST_F(CacheWithoutEnoughAudio, OfOneSession_IsNotThatOfAnother) {
  start(with_speaker("alice"), "other");
  EXPECT_NE(evaluate("other").authentication_result->authentication_result_id, authentication_id());
  expect_both_kept();
}

}  // namespace
}  // namespace voiceid::handlers
