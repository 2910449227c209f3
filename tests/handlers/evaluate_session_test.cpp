#include "domain/voice.hpp"
#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

// From the fixture's start, with a leap year in between.
constexpr std::chrono::milliseconds kThreeYears = 1096 * 24h;

class EvaluateSession : public SessionTest {};

TEST_F(EvaluateSession, FindsTheSession_ByNameAndById) {
  const std::string id(start().session_id);
  for (const std::string_view session : {std::string_view(id), kCall}) {
    const auto response = evaluate(session);
    EXPECT_EQ(response.domain_id, domain_id_);
    EXPECT_EQ(response.session_id, id);
    EXPECT_EQ(response.session_name, "call");
    EXPECT_EQ(response.streaming_status, "ONGOING");
  }
}

TEST_F(EvaluateSession, LeavesOutResults_WhileTheConfigurationIsPending) {
  enrolled("alice");
  start(with_speaker("alice"));
  say("alice", 10s);
  update(with_status("PENDING_CONFIGURATION"));
  const auto response = evaluate();
  EXPECT_EQ(response.domain_id, domain_id_);
  EXPECT_EQ(response.session_id, described().session_id);
  EXPECT_EQ(response.session_name, "call");
  EXPECT_EQ(response.streaming_status, "PENDING_CONFIGURATION");
  EXPECT_FALSE(response.authentication_result);
  EXPECT_FALSE(response.fraud_detection_result);
  EXPECT_EQ(last_access_of("alice"), at("2026-11-21T09:00:00Z"));
}

TEST_F(EvaluateSession, LeavesOutTheResultOfAPartThatIsOff) {
  start(without_authentication());
  EXPECT_FALSE(evaluate().authentication_result);
  EXPECT_TRUE(evaluate().fraud_detection_result);
  start(without_fraud_detection(), "other");
  EXPECT_TRUE(evaluate("other").authentication_result);
  EXPECT_FALSE(evaluate("other").fraud_detection_result);
}

TEST_F(EvaluateSession, AnswersResults_OnceTheStreamEnded) {
  start();
  say("alice", 10s);
  end();
  EXPECT_EQ(evaluate().streaming_status, "ENDED");
  EXPECT_EQ(authentication().decision, "SPEAKER_ID_NOT_PROVIDED");
  EXPECT_EQ(fraud_detection().decision, "LOW_RISK");
}

class SessionAuthentication : public SessionTest {};

TEST_F(SessionAuthentication, WithoutASpeaker_IsSpeakerIdNotProvided) {
  start();
  say("alice", 10s);
  const auto result = authentication();
  EXPECT_EQ(result.decision, "SPEAKER_ID_NOT_PROVIDED");
  EXPECT_EQ(result.configuration->acceptance_threshold, 90);
  EXPECT_EQ(result.authentication_result_id->size(), 22U);
  EXPECT_FALSE(result.customer_speaker_id);
  EXPECT_FALSE(result.generated_speaker_id);
  EXPECT_FALSE(result.score);
  EXPECT_FALSE(result.audio_aggregation_started_at);
  EXPECT_FALSE(result.audio_aggregation_ended_at);
}

TEST_F(SessionAuthentication, OfAnUnknownCustomer_IsSpeakerNotEnrolled_WithItsCustomerId) {
  start(with_speaker("alice"));
  say("alice", 10s);
  EXPECT_EQ(authentication().decision, "SPEAKER_NOT_ENROLLED");
  EXPECT_EQ(authentication().customer_speaker_id, "alice");
  EXPECT_FALSE(authentication().generated_speaker_id);
}

TEST_F(SessionAuthentication, OfAnUnknownGeneratedId_IsSpeakerNotEnrolled_WithoutIds) {
  start(with_speaker(kUnknownGeneratedId));
  say("alice", 10s);
  EXPECT_EQ(authentication().decision, "SPEAKER_NOT_ENROLLED");
  EXPECT_FALSE(authentication().customer_speaker_id);
  EXPECT_FALSE(authentication().generated_speaker_id);
}

TEST_F(SessionAuthentication, OfAPendingSpeaker_IsSpeakerNotEnrolled) {
  pending_speaker(domain_id_, "alice");
  start(with_speaker("alice"));
  say("alice", 10s);
  EXPECT_EQ(authentication().decision, "SPEAKER_NOT_ENROLLED");
  EXPECT_TRUE(authentication().generated_speaker_id);
}

TEST_F(SessionAuthentication, OfAnOptedOutSpeaker_IsSpeakerOptedOut) {
  opt_out_speaker(context_, {domain_id_, "alice"}).value();
  start(with_speaker("alice"));
  say("alice", 10s);
  EXPECT_EQ(authentication().decision, "SPEAKER_OPTED_OUT");
  EXPECT_FALSE(authentication().score);
}

TEST_F(SessionAuthentication, OfAnExpiredSpeaker_IsSpeakerExpired_FromThatMomentOn) {
  enrolled("alice");
  start(with_speaker("alice"));
  pass(kThreeYears - kMillisecond);
  EXPECT_EQ(authentication().decision, "NOT_ENOUGH_SPEECH");
  pass(kMillisecond);
  say("alice", 1s);
  EXPECT_EQ(authentication().decision, "SPEAKER_EXPIRED");
}

TEST_F(SessionAuthentication, BelowTheMinimum_IsNotEnoughSpeech_WithoutTimes) {
  enrolled("alice");
  start(with_speaker("alice"));
  EXPECT_EQ(authentication().decision, "NOT_ENOUGH_SPEECH");
  say("alice", 9999ms);
  const auto result = authentication();
  EXPECT_EQ(result.decision, "NOT_ENOUGH_SPEECH");
  EXPECT_FALSE(result.score);
  EXPECT_FALSE(result.audio_aggregation_started_at);
  EXPECT_FALSE(result.audio_aggregation_ended_at);
}

TEST_F(SessionAuthentication, OfTheEnrolledVoice_IsAccept_WithScoreIdsAndTimes) {
  const std::string generated_id(enrolled("alice").generated_id());
  start(with_speaker("alice"));
  say("alice", 4s);
  pass(1s);
  say("alice", 6s);
  pass(1s);
  say("bob", 60s);
  const auto result = authentication();
  EXPECT_EQ(result.decision, "ACCEPT");
  EXPECT_EQ(result.score, similarity("alice", "alice"));
  EXPECT_EQ(result.customer_speaker_id, "alice");
  EXPECT_EQ(result.generated_speaker_id, generated_id);
  EXPECT_EQ(result.audio_aggregation_started_at, start_);
  EXPECT_EQ(result.audio_aggregation_ended_at, start_ + 1s);
}

TEST_F(SessionAuthentication, OfAnotherVoice_IsReject_WithScoreAndTimes) {
  enrolled("alice");
  start(with_speaker("alice"));
  say("bob", 10s);
  const auto result = authentication();
  EXPECT_EQ(result.decision, "REJECT");
  EXPECT_EQ(result.score, similarity("alice", "bob"));
  EXPECT_EQ(result.audio_aggregation_started_at, start_);
  EXPECT_EQ(result.audio_aggregation_ended_at, start_);
}

TEST_F(SessionAuthentication, ByTheGeneratedId_AnswersBothIds) {
  const std::string generated_id(enrolled("alice").generated_id());
  start(with_speaker(generated_id));
  say("alice", 10s);
  EXPECT_EQ(authentication().decision, "ACCEPT");
  EXPECT_EQ(authentication().customer_speaker_id, "alice");
  EXPECT_EQ(authentication().generated_speaker_id, generated_id);
}

TEST_F(SessionAuthentication, UsesTheSessionsThresholdAndMinimum) {
  enrolled("alice");
  shapes::UpdateSessionRequest settings = with_speaker("alice");
  settings.authentication_configuration = {shapes::AuthenticationSettings{similarity("alice", "bob")}};
  settings.streaming_configuration = shapes::StreamingConfiguration{5};
  start(settings);
  say("bob", 5s);
  EXPECT_EQ(authentication().decision, "ACCEPT") << "a score at the threshold is accepted";
  update(with_acceptance_threshold(similarity("alice", "bob") + 1));
  EXPECT_EQ(authentication().decision, "REJECT");
  EXPECT_EQ(authentication().configuration->acceptance_threshold, similarity("alice", "bob") + 1);
}

TEST_F(SessionAuthentication, ScriptedScore_Wins) {
  enrolled("alice");
  start(with_speaker("alice"));
  say("alice", 10s);
  script(scripted_score(89));
  EXPECT_EQ(authentication().decision, "REJECT");
  EXPECT_EQ(authentication().score, 89);
  script({});
  EXPECT_EQ(authentication().decision, "ACCEPT");
}

TEST_F(SessionAuthentication, Accept_SetsLastAccessedAt_WhenItIsComputed) {
  enrolled("alice");
  start(with_speaker("alice"));
  say("alice", 10s);
  pass(2h);
  EXPECT_EQ(authentication().decision, "ACCEPT");
  EXPECT_EQ(last_access_of("alice"), at("2026-11-21T11:00:00Z"));
  pass(2h);
  EXPECT_EQ(authentication().decision, "ACCEPT");
  EXPECT_EQ(last_access_of("alice"), at("2026-11-21T11:00:00Z")) << "the kept result is no access";
  update(with_acceptance_threshold(80));
  authentication();
  EXPECT_EQ(last_access_of("alice"), at("2026-11-21T13:00:00Z"));
}

TEST_F(SessionAuthentication, OtherDecisions_LeaveLastAccessedAt) {
  enrolled("alice");
  start(with_speaker("alice"));
  pass(2h);
  EXPECT_EQ(authentication().decision, "NOT_ENOUGH_SPEECH");
  say("bob", 10s);
  EXPECT_EQ(authentication().decision, "REJECT");
  EXPECT_EQ(last_access_of("alice"), at("2026-11-21T09:00:00Z"));
}

TEST_F(SessionAuthentication, Accept_PutsOffExpiry) {
  enrolled("alice");
  start(with_speaker("alice"));
  say("alice", 10s);
  pass(1h);
  authentication();
  pass(kThreeYears - kMillisecond);
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
  pass(kMillisecond);
  EXPECT_EQ(status_of_speaker("alice"), "EXPIRED");
}

class SessionFraudDetection : public SessionTest {};

TEST_F(SessionFraudDetection, Below10Seconds_IsNotEnoughSpeech_WithoutDetails) {
  start(with_minimum_speech(5));
  say("alice", 9999ms, 100);
  const auto result = fraud_detection();
  EXPECT_EQ(result.decision, "NOT_ENOUGH_SPEECH");
  EXPECT_EQ(result.fraud_detection_result_id->size(), 22U);
  EXPECT_EQ(result.configuration->risk_threshold, 50);
  EXPECT_EQ(result.configuration->watchlist_id, default_watchlist_id_);
  EXPECT_FALSE(result.risk_details);
  EXPECT_FALSE(result.reasons);
  EXPECT_FALSE(result.audio_aggregation_started_at);
  EXPECT_FALSE(result.audio_aggregation_ended_at);
}

TEST_F(SessionFraudDetection, OfAStranger_IsLowRisk_WithBothRisks_WithoutReasons) {
  start();
  say("alice", 4s);
  pass(1s);
  say("alice", 6s);
  const auto result = fraud_detection();
  EXPECT_EQ(result.decision, "LOW_RISK");
  EXPECT_FALSE(result.reasons);
  EXPECT_EQ(result.risk_details->known_fraudster_risk.risk_score, 0);
  EXPECT_FALSE(result.risk_details->known_fraudster_risk.generated_fraudster_id);
  EXPECT_EQ(result.risk_details->voice_spoofing_risk.risk_score, 0);
  EXPECT_EQ(result.audio_aggregation_started_at, start_);
  EXPECT_EQ(result.audio_aggregation_ended_at, start_ + 1s);
}

TEST_F(SessionFraudDetection, OfSpoofedSpeech_IsHighRisk_AboveTheThreshold) {
  start();
  say("alice", 10s, 50);
  EXPECT_EQ(fraud_detection().decision, "LOW_RISK");
  update(with_fraud_detection(49));
  EXPECT_EQ(fraud_detection().decision, "HIGH_RISK");
  EXPECT_THAT(*fraud_detection().reasons, ElementsAre("VOICE_SPOOFING"));
  EXPECT_EQ(fraud_detection().risk_details->voice_spoofing_risk.risk_score, 50);
  EXPECT_EQ(fraud_detection().audio_aggregation_ended_at, start_);
}

TEST_F(SessionFraudDetection, ScriptedFraudster_IsHighRisk_WithItsId) {
  start();
  say("alice", 10s);
  script(scripted_fraudster(51, kUnknownGeneratedId));
  EXPECT_THAT(*fraud_detection().reasons, ElementsAre("KNOWN_FRAUDSTER"));
  EXPECT_EQ(fraud_detection().risk_details->known_fraudster_risk.risk_score, 51);
  EXPECT_EQ(fraud_detection().risk_details->known_fraudster_risk.generated_fraudster_id, kUnknownGeneratedId);
}

TEST_F(SessionFraudDetection, BothScripted_HaveBothReasonsInOrder) {
  start();
  say("alice", 10s);
  shapes::Outcome outcome = scripted_spoofing(100);
  outcome.known_fraudster_risk = {{}, 51};
  script(outcome);
  EXPECT_THAT(*fraud_detection().reasons, ElementsAre("KNOWN_FRAUDSTER", "VOICE_SPOOFING"));
  EXPECT_FALSE(fraud_detection().risk_details->known_fraudster_risk.generated_fraudster_id);
}

TEST_F(SessionFraudDetection, ScriptedRiskOfZero_NamesNoFraudster) {
  start();
  say("alice", 10s);
  script(scripted_fraudster(0, kUnknownGeneratedId));
  EXPECT_EQ(fraud_detection().decision, "LOW_RISK");
  EXPECT_FALSE(fraud_detection().risk_details->known_fraudster_risk.generated_fraudster_id);
}

TEST_F(SessionFraudDetection, ShowsTheSessionsWatchlist) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  start(with_fraud_detection(12, watchlist_id));
  EXPECT_EQ(fraud_detection().configuration->watchlist_id, watchlist_id);
  EXPECT_EQ(fraud_detection().configuration->risk_threshold, 12);
}

}  // namespace
}  // namespace voiceid::handlers
