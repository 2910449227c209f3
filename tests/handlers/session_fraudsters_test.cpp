#include "tests/domain/voices.hpp"
#include "tests/handlers/job_fixture.hpp"
#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

/// Sessions where there are fraudsters on the watchlists.
class SessionFraudsters : public SessionTest {
 protected:
  std::string add(std::string_view voice, std::optional<std::string_view> watchlist_id = {}) {
    return std::string(registered_fraudster(domain_id_, voice, watchlist_id).id.view());
  }

  // A session in which somebody of that voice speaks.
  void call_of(std::string_view voice, const shapes::UpdateSessionRequest& settings = {}) {
    start(settings);
    say(voice, 30s);
  }

  shapes::KnownFraudsterRisk known_risk() { return fraud_detection().risk_details->known_fraudster_risk; }
};

TEST_F(SessionFraudsters, KnownVoice_IsHighRisk_WithTheFraudstersId) {
  const std::string mallory = add("mallory");
  call_of("mallory");
  EXPECT_EQ(fraud_detection().decision, "HIGH_RISK");
  EXPECT_THAT(*fraud_detection().reasons, ElementsAre("KNOWN_FRAUDSTER"));
  EXPECT_EQ(known_risk().risk_score, similarity("mallory", "mallory"));
  EXPECT_EQ(known_risk().generated_fraudster_id, mallory);
}

TEST_F(SessionFraudsters, Stranger_IsLowRisk_AndTheClosestFraudsterIsNamed) {
  add(label_like("alice", 12));
  const std::string closest = add(label_like("alice", 40));
  add(label_like("alice", 13));
  call_of("alice");
  EXPECT_EQ(fraud_detection().decision, "LOW_RISK");
  EXPECT_EQ(known_risk().risk_score, 40);
  EXPECT_EQ(known_risk().generated_fraudster_id, closest);
}

TEST_F(SessionFraudsters, WithoutAnyRisk_NobodyIsNamed) {
  add(label_like("alice", 0));
  call_of("alice");
  EXPECT_EQ(known_risk().risk_score, 0);
  EXPECT_FALSE(known_risk().generated_fraudster_id);
}

TEST_F(SessionFraudsters, RiskAboveTheThreshold_IsHigh_NotAtIt) {
  add(label_like("alice", 30));
  call_of("alice", with_fraud_detection(30));
  EXPECT_EQ(fraud_detection().decision, "LOW_RISK");
  update(with_fraud_detection(29));
  EXPECT_EQ(fraud_detection().decision, "HIGH_RISK");
}

TEST_F(SessionFraudsters, OfTwoWithTheVoice_TheFirstIsNamed) {
  const std::string first = add("mallory");
  add("mallory");
  call_of("mallory");
  EXPECT_EQ(known_risk().generated_fraudster_id, first);
}

TEST_F(SessionFraudsters, AreThoseOfTheSessionsWatchlist) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  const std::string mallory = add("mallory");
  const std::string eve = add(label_like("mallory", 20), watchlist_id);
  call_of("mallory");
  EXPECT_EQ(known_risk().generated_fraudster_id, mallory);
  update(with_fraud_detection({}, watchlist_id));
  EXPECT_EQ(fraud_detection().decision, "LOW_RISK");
  EXPECT_EQ(known_risk().generated_fraudster_id, eve);
  associate_fraudster(context_, {domain_id_, mallory, watchlist_id}).value();
  update(with_fraud_detection(51));
  EXPECT_EQ(known_risk().generated_fraudster_id, mallory) << "once it was put on that watchlist, too";
}

TEST_F(SessionFraudsters, OfAnotherDomain_DoNotCount) {
  registered_fraudster(make_domain("chats"), "mallory");
  call_of("mallory");
  EXPECT_EQ(fraud_detection().decision, "LOW_RISK");
  EXPECT_EQ(known_risk().risk_score, 0);
}

TEST_F(SessionFraudsters, ScriptedRisk_Wins) {
  add("mallory");
  call_of("mallory");
  script(scripted_fraudster(7, kUnknownGeneratedId));
  EXPECT_EQ(fraud_detection().decision, "LOW_RISK");
  EXPECT_EQ(known_risk().risk_score, 7);
  EXPECT_EQ(known_risk().generated_fraudster_id, kUnknownGeneratedId);
}

TEST_F(SessionFraudsters, DoNotChangeAKeptResult_WhenTheyComeAndGo) {
  call_of("mallory");
  const std::string low = fraud_detection_id();
  const std::string mallory = add("mallory");
  EXPECT_EQ(fraud_detection_id(), low);
  EXPECT_EQ(fraud_detection().decision, "LOW_RISK");
  update(with_fraud_detection(51));
  const std::string high = fraud_detection_id();
  EXPECT_EQ(fraud_detection().decision, "HIGH_RISK");
  delete_fraudster(context_, {domain_id_, mallory}).value();
  EXPECT_EQ(fraud_detection_id(), high);
  EXPECT_EQ(fraud_detection().decision, "HIGH_RISK");
  EXPECT_EQ(known_risk().generated_fraudster_id, mallory) << "though it is no more";
}

TEST_F(SessionFraudsters, OfARegistrationJob_AreFound_AndLeaveAKeptResult) {
  call_of("mallory");
  const std::string kept = fraud_detection_id();
  const auto job = RegistrationKind::start(context_, start_of_registration_job(domain_id_)).value();
  const JobKey key{JobKind::kFraudsterRegistration, ResourceId(domain_id_), ResourceId(*job.job_id)};
  ASSERT_TRUE(begin_job(context_, key, 1));
  const RequestOutcome outcome = carry_out(context_, key, {"r-1", "", "mallory"}).value();
  EXPECT_EQ(fraud_detection_id(), kept);
  start({}, "next");
  add_audio(context_, address("next"), {"mallory", 10s, 0}).value();
  const auto result = evaluate("next").fraud_detection_result.value();
  EXPECT_EQ(result.decision, "HIGH_RISK");
  EXPECT_EQ(result.risk_details->known_fraudster_risk.generated_fraudster_id, outcome.generated_id);
}

TEST_F(SessionFraudsters, KnownVoice_FailsAnEnrollmentBySession) {
  add("mallory");
  call_of("mallory", with_speaker("alice"));
  enroll();
  pass(1s);
  EXPECT_EQ(described().enrollment_request_details->status, "FAILED");
  EXPECT_EQ(find_speaker("alice"), nullptr);
}

TEST_F(SessionFraudsters, KnownVoiceOfAnotherWatchlist_IsEnrolledBySession) {
  add("mallory", make_watchlist(domain_id_));
  call_of("mallory", with_speaker("alice"));
  enroll();
  pass(1s);
  EXPECT_EQ(described().enrollment_request_details->status, "COMPLETED");
}

TEST_F(SessionFraudsters, RegisteredBeforeTheEnrollmentIsComplete_FailIt_UnlessAResultIsKept) {
  call_of("mallory", with_speaker("alice"));
  enroll();
  add("mallory");
  pass(1s);
  EXPECT_EQ(described().enrollment_request_details->status, "FAILED");
  start(with_speaker("bob"), "next");
  add_audio(context_, address("next"), {"eve", 30s, 0}).value();
  EXPECT_EQ(evaluate("next").fraud_detection_result->decision, "LOW_RISK");
  add("eve");
  enroll_by_session(context_, address("next")).value();
  pass(1s);
  EXPECT_EQ(described("next").enrollment_request_details->status, "COMPLETED");
}

}  // namespace
}  // namespace voiceid::handlers
