#include "domain/voice.hpp"
#include "tests/domain/voices.hpp"
#include "tests/handlers/job_fixture.hpp"
#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class EvaluateSession : public SessionTest {
 protected:
  shapes::KnownFraudsterRisk known_risk() { return fraud_detection().risk_details->known_fraudster_risk; }
};

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

TEST_F(EvaluateSession, ShowsAScoreWithIdsAndTimes) {
  const std::string generated_id(enrolled("alice").generated_id());
  start(with_speaker("alice"));
  say("alice", 4s);
  pass(1s);
  say("alice", 6s);
  const auto result = authentication();
  EXPECT_EQ(result.decision, "ACCEPT");
  EXPECT_EQ(result.authentication_result_id->size(), 22U);
  EXPECT_EQ(result.configuration->acceptance_threshold, 90);
  EXPECT_EQ(result.score, similarity("alice", "alice"));
  EXPECT_EQ(result.customer_speaker_id, "alice");
  EXPECT_EQ(result.generated_speaker_id, generated_id);
  EXPECT_EQ(result.audio_aggregation_started_at, start_);
  EXPECT_EQ(result.audio_aggregation_ended_at, start_ + 1s);
}

TEST_F(EvaluateSession, LooksUpTheSpeaker_ByEitherId) {
  const std::string alice(enrolled("alice").generated_id());
  pending_speaker(domain_id_, "bob");
  opt_out_speaker(context_, {domain_id_, "carol"}).value();
  struct Row {
    std::string_view speaker_id;
    std::string_view decision;
    std::string_view customer_id;
  };
  start();
  say("alice", 10s);
  for (const Row& row :
       {Row{"alice", "ACCEPT", "alice"}, Row{alice, "ACCEPT", "alice"}, Row{"bob", "SPEAKER_NOT_ENROLLED", "bob"},
        Row{"carol", "SPEAKER_OPTED_OUT", "carol"}, Row{"dave", "SPEAKER_NOT_ENROLLED", "dave"}}) {
    update(with_speaker(row.speaker_id));
    EXPECT_EQ(authentication().decision, row.decision) << row.speaker_id;
    EXPECT_EQ(authentication().customer_speaker_id, row.customer_id) << row.speaker_id;
    EXPECT_EQ(authentication().generated_speaker_id, find_speaker(row.customer_id)->generated_id()) << row.speaker_id;
  }
}

TEST_F(EvaluateSession, OfADeletedSpeaker_ShowsTheCustomerIdIfTheSessionHasIt) {
  const std::string alice(enrolled("alice").generated_id());
  start(with_speaker("alice"));
  start(with_speaker(alice), "other");
  delete_speaker(context_, {domain_id_, "alice"}).value();
  EXPECT_EQ(authentication().decision, "SPEAKER_NOT_ENROLLED");
  EXPECT_EQ(authentication().customer_speaker_id, "alice");
  EXPECT_FALSE(authentication().generated_speaker_id);
  const auto other = evaluate("other").authentication_result.value();
  EXPECT_EQ(other.decision, "SPEAKER_NOT_ENROLLED");
  EXPECT_FALSE(other.customer_speaker_id);
  EXPECT_FALSE(other.generated_speaker_id);
}

TEST_F(EvaluateSession, CountsANewAcceptAsAnAccess) {
  enrolled("alice");
  start(with_speaker("alice"));
  say("alice", 10s);
  pass(2h);
  EXPECT_EQ(authentication().decision, "ACCEPT");
  EXPECT_EQ(last_access_of("alice"), at("2026-11-21T11:00:00Z"));
  pass(2h);
  EXPECT_EQ(authentication().decision, "ACCEPT");
  EXPECT_EQ(last_access_of("alice"), at("2026-11-21T11:00:00Z")) << "a kept result is no access";
  update(with_acceptance_threshold(80));
  authentication();
  EXPECT_EQ(last_access_of("alice"), at("2026-11-21T13:00:00Z"));
}

TEST_F(EvaluateSession, LeavesOutRisks_WithoutEnoughSpeech) {
  start();
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

TEST_F(EvaluateSession, ShowsAHighRisk_WithItsReasonsAndTheFraudster) {
  const std::string mallory = add_fraudster("mallory");
  start();
  say("mallory", 10s, 51);
  EXPECT_EQ(fraud_detection().decision, "HIGH_RISK");
  EXPECT_THAT(*fraud_detection().reasons, ElementsAre("KNOWN_FRAUDSTER", "VOICE_SPOOFING"));
  EXPECT_EQ(known_risk().risk_score, similarity("mallory", "mallory"));
  EXPECT_EQ(known_risk().generated_fraudster_id, mallory);
  script(scripted_fraudster(51, kUnknownGeneratedId));
  EXPECT_EQ(known_risk().risk_score, 51);
  EXPECT_EQ(known_risk().generated_fraudster_id, kUnknownGeneratedId);
}

TEST_F(EvaluateSession, ComparesTheCaller_WithTheFraudstersOfTheSessionsWatchlist) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  const std::string mallory = add_fraudster("mallory");
  const std::string eve = add_fraudster(label_like("mallory", 20), watchlist_id);
  start();
  say("mallory", 10s);
  EXPECT_EQ(known_risk().generated_fraudster_id, mallory);
  update(with_fraud_detection(12, watchlist_id));
  EXPECT_EQ(known_risk().generated_fraudster_id, eve);
  EXPECT_EQ(fraud_detection().configuration->watchlist_id, watchlist_id);
  EXPECT_EQ(fraud_detection().configuration->risk_threshold, 12);
  associate_fraudster(context_, {domain_id_, mallory, watchlist_id}).value();
  update(with_fraud_detection(51));
  EXPECT_EQ(known_risk().generated_fraudster_id, mallory) << "now on that watchlist too";
}

/// A session of alice whose watchlist does not exist.
class MissingWatchlist : public EvaluateSession {
 protected:
  MissingWatchlist() {
    enrolled("alice");
    start(with_speaker("alice"));
    say("alice", 10s);
  }
  std::optional<Error> failure() { return failure_of(evaluate_session(context_, {domain_id_, kCall})); }
};

TEST_F(MissingWatchlist, IsNotFound_AndNobodyIsAuthenticated) {
  pass(2h);
  for (const std::string& id : {std::string(kUnknownId), make_watchlist(make_domain("chats"))}) {
    update(with_fraud_detection({}, id));
    EXPECT_THAT(failure(), is_not_found(ResourceType::kWatchlist)) << id;
  }
  EXPECT_EQ(last_access_of("alice"), at("2026-11-21T09:00:00Z"));
}

TEST_F(MissingWatchlist, IsNotFound_EvenIfItsResultWasKept) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  update(with_fraud_detection({}, watchlist_id));
  evaluate();
  delete_watchlist(context_, {domain_id_, watchlist_id}).value();
  EXPECT_THAT(failure(), is_not_found(ResourceType::kWatchlist));
}

TEST_F(MissingWatchlist, DoesNotMatter_WhereFraudDetectionHasNoResult) {
  update(with_fraud_detection({}, kUnknownId));
  update(with_status("PENDING_CONFIGURATION"));
  EXPECT_EQ(failure(), std::nullopt);
  update(with_status("ONGOING"));
  update(without_fraud_detection());
  EXPECT_EQ(authentication().decision, "ACCEPT");
}

TEST_F(EvaluateSession, KnowsNoFraudsterOfAnotherDomain) {
  registered_fraudster(make_domain("chats"), "mallory");
  start();
  say("mallory", 10s);
  EXPECT_EQ(known_risk().risk_score, 0);
}

TEST_F(EvaluateSession, KnowsAFraudsterThatAJobRegistered) {
  const auto job = RegistrationKind::start(context_, start_of_registration_job(domain_id_)).value();
  const JobKey key{JobKind::kFraudsterRegistration, ResourceId(domain_id_), ResourceId(*job.job_id)};
  ASSERT_TRUE(begin_job(context_, key, 1));
  const RequestOutcome outcome = carry_out(context_, key, {"r-1", "", HeardVoice{.voice = Voice("mallory")}}).value();
  start();
  say("mallory", 10s);
  EXPECT_EQ(fraud_detection().decision, "HIGH_RISK");
  EXPECT_EQ(known_risk().generated_fraudster_id, outcome.generated_id);
}

/// A session of alice, who was accepted.
class KeptResults : public EvaluateSession {
 protected:
  KeptResults() {
    enrolled("alice");
    start(with_speaker("alice"));
    say("alice", 10s);
    authentication_id_ = authentication_id();
    fraud_detection_id_ = fraud_detection_id();
  }

  void expect_kept() {
    EXPECT_EQ(authentication_id(), authentication_id_);
    EXPECT_EQ(authentication().decision, "ACCEPT");
    EXPECT_EQ(authentication().customer_speaker_id, "alice");
    EXPECT_EQ(fraud_detection_id(), fraud_detection_id_);
    EXPECT_EQ(fraud_detection().decision, "LOW_RISK");
  }

  std::string authentication_id_;
  std::string fraud_detection_id_;
};

TEST_F(KeptResults, OutlastWhatBecomesOfTheSpeaker) {
  find_speaker("alice")->enroll(Voice("bob"), context_.now);
  expect_kept();
  pass(kThreeYears);
  ASSERT_EQ(status_of_speaker("alice"), "EXPIRED");
  expect_kept();
  opt_out_speaker(context_, {domain_id_, "alice"}).value();
  expect_kept();
  delete_speaker(context_, {domain_id_, "alice"}).value();
  expect_kept();
}

TEST_F(KeptResults, GiveWayToNewOnes_ThatSeeWhatBecameOfTheSpeaker) {
  opt_out_speaker(context_, {domain_id_, "alice"}).value();
  update(with_acceptance_threshold(1));
  EXPECT_EQ(authentication().decision, "SPEAKER_OPTED_OUT");
}

TEST_F(KeptResults, OutlastFraudstersThatComeAndGo) {
  const std::string mallory = add_fraudster("alice");
  expect_kept();
  update(with_fraud_detection(51));
  const std::string high = fraud_detection_id();
  EXPECT_EQ(fraud_detection().decision, "HIGH_RISK");
  delete_fraudster(context_, {domain_id_, mallory}).value();
  EXPECT_EQ(fraud_detection_id(), high);
  EXPECT_EQ(known_risk().generated_fraudster_id, mallory) << "although it no longer exists";
}

TEST_F(KeptResults, AreThoseOfOneSession) {
  start(with_speaker("alice"), "other");
  EXPECT_NE(evaluate("other").authentication_result->authentication_result_id, authentication_id());
  expect_kept();
}

}  // namespace
}  // namespace voiceid::handlers
