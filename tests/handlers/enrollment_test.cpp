#include "tests/domain/voices.hpp"
#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;

/// Enrollment in a session of alice, who is PENDING unless a test says otherwise.
class EnrollmentBySession : public SessionTest {
 protected:
  EnrollmentBySession() { start(with_speaker("alice")); }

  std::string status(std::string_view session = kCall) {
    return std::string(described(session).enrollment_request_details.value().status);
  }
  std::string message() { return std::string(described().enrollment_request_details->message.value_or("")); }
  std::string voiceprint() { return text_of(find_speaker("alice")->voiceprint_at(context_.now)); }

  /// Enrolls alice with a caller of that voice, up to the end of the enrollment.
  void enroll_with(std::string_view voice, int spoofing_risk = 0) {
    enroll();
    say(voice, 30s, spoofing_risk);
    pass(1s);
  }

  /// Starts another session with that speaker, in which somebody speaks.
  void start_another(std::string_view name, std::string_view speaker_id, const AudioPiece& piece) {
    start(with_speaker(speaker_id), name);
    add_audio(context_, address(name), piece).value();
  }

  void expect_failed() {
    EXPECT_EQ(status(), "FAILED");
    EXPECT_PRED1(is_sentence, message());
  }
};

TEST_F(EnrollmentBySession, OfADeletedSpeaker_OverTheQuotaOfSpeakers_IsRefused_AndMakesNobody) {
  delete_speaker(context_, {domain_id_, "alice"}).value();
  settings_.quotas.set("speakers=1").value();
  enrolled("bob");
  EXPECT_THAT(failure_of(try_enroll()), is_quota_failure());
  EXPECT_FALSE(described().enrollment_request_details);
  EXPECT_EQ(find_speaker("alice"), nullptr);
}

TEST_F(EnrollmentBySession, MakesADeletedSpeakerAnew_PendingAtFirst) {
  delete_speaker(context_, {domain_id_, "alice"}).value();
  pass(1min);
  const shapes::Session session = enroll();
  EXPECT_EQ(session.enrollment_request_details->status, "NOT_ENOUGH_SPEECH");
  EXPECT_FALSE(session.enrollment_request_details->message);
  EXPECT_EQ(session.customer_speaker_id, "alice");
  EXPECT_EQ(session.generated_speaker_id, find_speaker("alice")->generated_id());
  EXPECT_EQ(status_of_speaker("alice"), "PENDING");
  EXPECT_EQ(find_speaker("alice")->created_at(), start_ + 1min);
  EXPECT_FALSE(last_access_of("alice"));
}

TEST_F(EnrollmentBySession, OfADeletedSpeakerWithoutACustomerId_IsNotFound) {
  update(with_speaker(find_speaker("alice")->generated_id()));
  delete_speaker(context_, {domain_id_, "alice"}).value();
  EXPECT_THAT(failure_of(try_enroll()), is_not_found(ResourceType::kSpeaker));
}

TEST_F(EnrollmentBySession, UsesASpeakerWhoExists_ByEitherId_EvenAtTheQuota) {
  settings_.quotas.set("speakers=1").value();
  const std::string generated_id(find_speaker("alice")->generated_id());
  enroll_with("alice");
  EXPECT_EQ(described().generated_speaker_id, generated_id);
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
  start_another("other", generated_id, {"new alice", 30s, 0});
  enroll_by_session(context_, address("other")).value();
  pass(1s);
  EXPECT_EQ(voiceprint(), "new alice");
  EXPECT_EQ(record_of(domain_id_).speakers.size(), 1U);
}

TEST_F(EnrollmentBySession, At30Seconds_IsInProgressForASecond_ThenCompleted) {
  enroll();
  say("alice", 29'999ms);
  pass(24h);
  EXPECT_EQ(status(), "NOT_ENOUGH_SPEECH");
  EXPECT_EQ(say("alice", 1ms).enrollment_request_details->status, "IN_PROGRESS");
  pass(999ms);
  EXPECT_EQ(status(), "IN_PROGRESS");
  EXPECT_EQ(status_of_speaker("alice"), "PENDING");
  pass(1ms);
  EXPECT_EQ(status(), "COMPLETED");
  EXPECT_EQ(message(), "");
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
}

TEST_F(EnrollmentBySession, GivesTheSpeakerTheMainVoiceOfTheFirstThirtySeconds_AtItsEnd) {
  enrolled("alice");
  settings_.enrollment_time = 3600s;
  enroll();
  pass(1min);
  say("alice", 8s);
  say("bob", 16s);
  say("alice", 1h);
  EXPECT_EQ(voiceprint(), "alice");
  pass(24h * 100);
  EXPECT_EQ(voiceprint(), "bob");
  EXPECT_EQ(find_speaker("alice")->created_at(), start_);
  EXPECT_EQ(find_speaker("alice")->updated_at(), start_ + 1min + 1h);
  EXPECT_EQ(last_access_of("alice"), at("2026-11-21T10:00:00Z"));
}

TEST_F(EnrollmentBySession, OfASpeakerWhoOptsOutMeanwhile_Fails) {
  enroll();
  say("alice", 30s);
  opt_out_speaker(context_, {domain_id_, "alice"}).value();
  pass(1s);
  expect_failed();
  EXPECT_EQ(status_of_speaker("alice"), "OPTED_OUT") << "the opt-out is remembered";
}

TEST_F(EnrollmentBySession, OfASpeakerWhoIsDeletedMeanwhile_Fails) {
  enroll();
  say("alice", 30s);
  delete_speaker(context_, {domain_id_, "alice"}).value();
  pass(1s);
  expect_failed();
  EXPECT_EQ(find_speaker("alice"), nullptr);
}

/// Enrollments during which fraud detection finds a high risk.
class EnrollmentUnderRisk : public EnrollmentBySession {};

TEST_F(EnrollmentUnderRisk, Fails_AndLeavesAPendingSpeakerPending) {
  enroll_with("alice", 51);
  expect_failed();
  EXPECT_EQ(status_of_speaker("alice"), "PENDING");
  EXPECT_EQ(described().generated_speaker_id, find_speaker("alice")->generated_id());
}

TEST_F(EnrollmentUnderRisk, Fails_WithoutTheWatchlist_UnlessFraudDetectionIsOff) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  update(with_fraud_detection({}, watchlist_id));
  delete_watchlist(context_, {domain_id_, watchlist_id}).value();
  enroll_with("alice");
  expect_failed();
  EXPECT_EQ(status_of_speaker("alice"), "PENDING");
  update(without_fraud_detection());
  enroll();
  pass(1s);
  EXPECT_EQ(status(), "COMPLETED");
}

TEST_F(EnrollmentUnderRisk, Fails_AndLeavesAnEnrolledSpeakerUnchanged) {
  enrolled("alice");
  pass(2h);
  enroll_with("new alice", 51);
  expect_failed();
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
  EXPECT_EQ(voiceprint(), "alice");
  EXPECT_EQ(find_speaker("alice")->updated_at(), start_);
  EXPECT_EQ(last_access_of("alice"), at("2026-11-21T09:00:00Z"));
}

TEST_F(EnrollmentUnderRisk, Fails_ByAKnownFraudsterOfTheSessionsWatchlist) {
  add_fraudster("alice");
  update(with_fraud_detection({}, make_watchlist(domain_id_)));
  enroll_with("alice");
  EXPECT_EQ(status(), "COMPLETED") << "a fraudster of another watchlist does not count";
  start_another("other", "bob", {"alice", 30s, 0});
  enroll_by_session(context_, address("other")).value();
  pass(1s);
  EXPECT_EQ(status("other"), "FAILED");
  EXPECT_EQ(status_of_speaker("bob"), "PENDING");
}

TEST_F(EnrollmentUnderRisk, GoesByTheRiskAtItsEnd_UnlessAResultIsKept) {
  enroll();
  say("alice", 30s);
  add_fraudster("alice");
  pass(1s);
  expect_failed();
  start_another("other", "bob", {"eve", 30s, 0});
  EXPECT_EQ(evaluate("other").fraud_detection_result->decision, "LOW_RISK");
  add_fraudster("eve");
  enroll_by_session(context_, address("other")).value();
  pass(1s);
  EXPECT_EQ(status("other"), "COMPLETED");
}

TEST_F(EnrollmentUnderRisk, GoesByTheStreamThatTheSessionHasAtItsEnd) {
  enroll();
  say("alice", 30s);
  end();
  start();
  say("alice", 10s, 51);
  pass(1s);
  expect_failed();
}

TEST_F(EnrollmentUnderRisk, HasTheResultThatEvaluateSessionAnswers) {
  enroll();
  say("alice", 30s, 51);
  const std::string id = fraud_detection_id();
  pass(1s);
  EXPECT_EQ(fraud_detection_id(), id);
}

}  // namespace
}  // namespace voiceid::handlers
