#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;

/// Enrollment in a session of alice's, who is unknown unless a test says otherwise.
class EnrollmentBySession : public SessionTest {
 protected:
  EnrollmentBySession() { start(with_speaker("alice")); }

  std::string status() { return std::string(described().enrollment_request_details.value().status); }
  std::string message() { return std::string(described().enrollment_request_details->message.value_or("")); }
  std::string voiceprint() { return std::string(find_speaker("alice")->voiceprint_at(context_.now)); }

  void expect_failed() {
    EXPECT_EQ(status(), "FAILED");
    EXPECT_PRED1(is_sentence, message());
  }
};

TEST_F(EnrollmentBySession, WithoutASpeaker_IsRefused) {
  update(without_speaker());
  EXPECT_THAT(failure_of(try_enroll()), is_conflict(ConflictType::kSpeakerNotSet));
  EXPECT_FALSE(described().enrollment_request_details);
}

TEST_F(EnrollmentBySession, OfAnOptedOutSpeaker_IsRefused) {
  opt_out_speaker(context_, {domain_id_, "alice"}).value();
  EXPECT_THAT(failure_of(try_enroll()), is_conflict(ConflictType::kSpeakerOptedOut));
  EXPECT_FALSE(described().enrollment_request_details);
  EXPECT_EQ(status_of_speaker("alice"), "OPTED_OUT");
}

TEST_F(EnrollmentBySession, OfAnUnknownGeneratedId_IsNotFound_AndAsksForNothing) {
  update(with_speaker(kUnknownGeneratedId));
  EXPECT_THAT(failure_of(try_enroll()), is_not_found(ResourceType::kSpeaker));
  EXPECT_FALSE(described().enrollment_request_details);
  EXPECT_EQ(failure_of(try_update(with_speaker("alice"))), std::nullopt) << "so the speaker may still change";
}

TEST_F(EnrollmentBySession, OverTheQuotaOfSpeakers_IsRefused_AndMakesNobody) {
  settings_.quotas.set("speakers=1").value();
  enrolled("bob");
  EXPECT_THAT(failure_of(try_enroll()), is_quota_failure());
  EXPECT_FALSE(described().enrollment_request_details);
  EXPECT_EQ(find_speaker("alice"), nullptr);
}

TEST_F(EnrollmentBySession, AtTheQuotaOfSpeakers_WorksForOneWhoExists) {
  settings_.quotas.set("speakers=1").value();
  enrolled("alice");
  EXPECT_EQ(failure_of(try_enroll()), std::nullopt);
}

TEST_F(EnrollmentBySession, IsRefused_WhereOneWasAskedForThatDidNotFail) {
  const auto expect_refused = [this](std::string_view present) {
    ASSERT_EQ(status(), present);
    EXPECT_THAT(failure_of(try_enroll()), is_conflict(ConflictType::kEnrollmentAlreadyExists)) << present;
    EXPECT_EQ(status(), present);
  };
  enroll();
  expect_refused("NOT_ENOUGH_SPEECH");
  say("alice", 30s);
  expect_refused("IN_PROGRESS");
  pass(1s);
  expect_refused("COMPLETED");
  end();
  start();
  expect_refused("COMPLETED");
}

TEST_F(EnrollmentBySession, MakesTheSpeaker_PendingAtFirst) {
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

TEST_F(EnrollmentBySession, UsesASpeakerWhoExists) {
  const std::string generated_id(pending_speaker(domain_id_, "alice").generated_id());
  enroll();
  EXPECT_EQ(record_of(domain_id_).speakers.size(), 1U);
  EXPECT_EQ(described().generated_speaker_id, generated_id);
}

TEST_F(EnrollmentBySession, TakesTheGeneratedIdOfASpeakerWhoExists) {
  const std::string generated_id(pending_speaker(domain_id_, "alice").generated_id());
  update(with_speaker(generated_id));
  enroll();
  say("alice", 30s);
  pass(1s);
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
}

TEST_F(EnrollmentBySession, Below30Seconds_WaitsForSpeech) {
  enroll();
  say("alice", 29'999ms);
  pass(24h);
  EXPECT_EQ(status(), "NOT_ENOUGH_SPEECH");
  EXPECT_EQ(status_of_speaker("alice"), "PENDING");
}

TEST_F(EnrollmentBySession, At30Seconds_IsInProgressForASecond_ThenCompleted) {
  enroll();
  say("alice", 29'999ms);
  EXPECT_EQ(say("alice", 1ms).enrollment_request_details->status, "IN_PROGRESS");
  pass(999ms);
  EXPECT_EQ(status(), "IN_PROGRESS");
  EXPECT_EQ(status_of_speaker("alice"), "PENDING");
  pass(1ms);
  EXPECT_EQ(status(), "COMPLETED");
  EXPECT_EQ(message(), "");
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
}

TEST_F(EnrollmentBySession, CountsTheAudioBeforeTheRequest) {
  say("alice", 30s);
  EXPECT_EQ(enroll().enrollment_request_details->status, "IN_PROGRESS");
  pass(1s);
  EXPECT_EQ(status(), "COMPLETED");
}

TEST_F(EnrollmentBySession, TakesAsLongAsTheOptionSays) {
  settings_.enrollment_time = 90s;
  enroll();
  say("alice", 30s);
  pass(90s - kMillisecond);
  EXPECT_EQ(status(), "IN_PROGRESS");
  pass(kMillisecond);
  EXPECT_EQ(status(), "COMPLETED");
}

TEST_F(EnrollmentBySession, OfNoTime_CompletesAtOnce) {
  settings_.enrollment_time = 0s;
  enroll();
  EXPECT_EQ(say("alice", 30s).enrollment_request_details->status, "COMPLETED");
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
  start(with_speaker("bob"), "other");
  add_audio(context_, address("other"), {"bob", 30s, 0}).value();
  const auto session = enroll_by_session(context_, address("other")).value().session;
  EXPECT_EQ(session.enrollment_request_details->status, "COMPLETED") << "when asked for after the audio, too";
}

TEST_F(EnrollmentBySession, GivesTheSpeakerTheVoiceOfTheStreamsFirstThirtySeconds) {
  enroll();
  say("alice", 8s);
  say("bob", 16s);
  say("alice", 1h);
  pass(1s);
  EXPECT_EQ(voiceprint(), "bob");
}

TEST_F(EnrollmentBySession, ReadsNaturally_EnrolledVoicesPassAndOthersFail) {
  enroll();
  say("alice", 30s);
  pass(1s);
  end();
  start();
  say("alice", 10s);
  EXPECT_EQ(authentication().decision, "ACCEPT");
  end();
  start();
  say("bob", 10s);
  EXPECT_EQ(authentication().decision, "REJECT");
}

TEST_F(EnrollmentBySession, SetsTheSpeakersTimes_ToWhenItWasComplete) {
  settings_.enrollment_time = 3600s;
  enroll();
  pass(1min);
  say("alice", 30s);
  pass(24h * 100);
  EXPECT_EQ(find_speaker("alice")->updated_at(), start_ + 1min + 1h);
  EXPECT_EQ(last_access_of("alice"), at("2026-11-21T10:00:00Z"));
  EXPECT_EQ(find_speaker("alice")->created_at(), start_);
}

TEST_F(EnrollmentBySession, OfAnEnrolledSpeaker_ReplacesTheVoiceprintAtItsEnd) {
  enrolled("alice");
  enroll();
  say("new alice", 30s);
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
  EXPECT_EQ(voiceprint(), "alice");
  pass(1s);
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
  EXPECT_EQ(voiceprint(), "new alice");
}

TEST_F(EnrollmentBySession, OfAnExpiredSpeaker_EnrollsAnew) {
  enrolled("alice");
  pass(1096 * 24h);
  ASSERT_EQ(status_of_speaker("alice"), "EXPIRED");
  enroll();
  say("alice", 30s);
  pass(1s);
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
}

TEST_F(EnrollmentBySession, LeavesTheKeptAuthentication) {
  say("alice", 30s);
  const std::string id = authentication_id();
  enroll();
  pass(1s);
  ASSERT_EQ(status_of_speaker("alice"), "ENROLLED");
  EXPECT_EQ(authentication_id(), id);
  EXPECT_EQ(authentication().decision, "SPEAKER_NOT_ENROLLED");
  update(with_acceptance_threshold(80));
  EXPECT_EQ(authentication().decision, "ACCEPT");
}

TEST_F(EnrollmentBySession, MayBeAskedFor_OnceTheStreamEnded) {
  say("alice", 30s);
  end();
  EXPECT_EQ(enroll().enrollment_request_details->status, "IN_PROGRESS");
  pass(1s);
  EXPECT_EQ(status(), "COMPLETED");
}

TEST_F(EnrollmentBySession, InProgress_Completes_ThoughTheStreamEnds) {
  enroll();
  say("alice", 30s);
  end();
  pass(1s);
  EXPECT_EQ(status(), "COMPLETED");
  EXPECT_EQ(voiceprint(), "alice");
}

TEST_F(EnrollmentBySession, StillWaitingForSpeech_GoesOnInANewStream) {
  enroll();
  say("alice", 29s);
  end();
  EXPECT_EQ(start().enrollment_request_details->status, "NOT_ENOUGH_SPEECH");
  EXPECT_EQ(say("alice", 29s).enrollment_request_details->status, "NOT_ENOUGH_SPEECH") << "its audio begins anew";
  EXPECT_EQ(say("alice", 1s).enrollment_request_details->status, "IN_PROGRESS");
  pass(1s);
  EXPECT_EQ(status(), "COMPLETED");
}

TEST_F(EnrollmentBySession, OfASpeakerWhoOptsOutMeanwhile_Fails) {
  enroll();
  say("alice", 30s);
  opt_out_speaker(context_, {domain_id_, "alice"}).value();
  pass(1s);
  expect_failed();
  EXPECT_EQ(status_of_speaker("alice"), "OPTED_OUT") << "and the opt-out is remembered";
}

TEST_F(EnrollmentBySession, OfASpeakerWhoIsDeletedMeanwhile_Fails) {
  enroll();
  say("alice", 30s);
  delete_speaker(context_, {domain_id_, "alice"}).value();
  pass(1s);
  expect_failed();
  EXPECT_EQ(find_speaker("alice"), nullptr);
}

/// Where fraud detection finds a high risk.
class EnrollmentUnderRisk : public EnrollmentBySession {};

TEST_F(EnrollmentUnderRisk, Fails_AndTheSpeakerThatItMadeIsRemoved) {
  enroll();
  say("alice", 30s, 51);
  EXPECT_EQ(status(), "IN_PROGRESS");
  EXPECT_EQ(status_of_speaker("alice"), "PENDING");
  pass(1s);
  expect_failed();
  EXPECT_EQ(find_speaker("alice"), nullptr);
  EXPECT_EQ(described().customer_speaker_id, "alice");
  EXPECT_FALSE(described().generated_speaker_id);
}

TEST_F(EnrollmentUnderRisk, Fails_AndASpeakerWhoWasPendingBeforeStays) {
  pending_speaker(domain_id_, "alice");
  enroll();
  say("alice", 30s, 51);
  pass(1s);
  expect_failed();
  EXPECT_EQ(status_of_speaker("alice"), "PENDING");
}

TEST_F(EnrollmentUnderRisk, Fails_AndAnEnrolledSpeakerIsLeftAsItWas) {
  enrolled("alice");
  pass(2h);
  enroll();
  say("new alice", 30s, 51);
  pass(1s);
  expect_failed();
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
  EXPECT_EQ(voiceprint(), "alice");
  EXPECT_EQ(find_speaker("alice")->updated_at(), start_);
  EXPECT_EQ(last_access_of("alice"), at("2026-11-21T09:00:00Z"));
}

TEST_F(EnrollmentUnderRisk, Fails_ByAScriptedFraudsterToo) {
  enroll();
  script(scripted_fraudster(51));
  say("alice", 30s);
  pass(1s);
  expect_failed();
}

TEST_F(EnrollmentUnderRisk, AtTheThreshold_Completes) {
  enroll();
  say("alice", 30s, 50);
  pass(1s);
  EXPECT_EQ(status(), "COMPLETED");
}

TEST_F(EnrollmentUnderRisk, OfSpeechThatFraudDetectionDoesNotHear_Completes) {
  enroll();
  say("alice", 10s);
  say("alice", 20s, 100);
  pass(1s);
  EXPECT_EQ(status(), "COMPLETED");
}

TEST_F(EnrollmentUnderRisk, WithFraudDetectionOff_Completes) {
  update(without_fraud_detection());
  enroll();
  say("alice", 30s, 100);
  pass(1s);
  EXPECT_EQ(status(), "COMPLETED");
}

TEST_F(EnrollmentUnderRisk, GoesByTheResultAtItsEnd) {
  enroll();
  say("alice", 30s, 51);
  update(with_fraud_detection(51));
  pass(1s);
  EXPECT_EQ(status(), "COMPLETED") << "the risk was high at its beginning only";
  start(with_speaker("bob"), "other");
  enroll_by_session(context_, address("other")).value();
  add_audio(context_, address("other"), {"bob", 30s, 50}).value();
  update_session(context_, address("other"), with_fraud_detection(49)).value();
  pass(1s);
  EXPECT_EQ(described("other").enrollment_request_details->status, "FAILED") << "the risk became high meanwhile";
}

TEST_F(EnrollmentUnderRisk, HasTheResultThatEvaluateSessionAnswers) {
  enroll();
  say("alice", 30s, 51);
  const std::string id = fraud_detection_id();
  pass(1s);
  EXPECT_EQ(fraud_detection_id(), id);
}

TEST_F(EnrollmentUnderRisk, OnceFailed_MayBeAskedForAgain) {
  enroll();
  say("alice", 30s, 51);
  pass(1s);
  expect_failed();
  update(with_fraud_detection(100));
  const shapes::Session session = enroll();
  EXPECT_EQ(session.enrollment_request_details->status, "IN_PROGRESS");
  EXPECT_FALSE(session.enrollment_request_details->message);
  EXPECT_EQ(status_of_speaker("alice"), "PENDING") << "it is made anew";
  pass(1s);
  EXPECT_EQ(status(), "COMPLETED");
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
}

TEST_F(EnrollmentUnderRisk, OnceFailed_StillRefusesAnotherSpeaker) {
  enroll();
  say("alice", 30s, 51);
  pass(1s);
  expect_failed();
  EXPECT_THAT(failure_of(try_update(with_speaker("bob"))),
              is_conflict(ConflictType::kCannotChangeSpeakerAfterEnrollment));
}

TEST_F(EnrollmentUnderRisk, OnceFailed_StaysSo_WhenMoreAudioComes) {
  enroll();
  say("alice", 30s, 51);
  pass(1s);
  say("alice", 60s);
  pass(1h);
  expect_failed();
}

}  // namespace
}  // namespace voiceid::handlers
