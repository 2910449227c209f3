#include "tests/handlers/enrollment_job_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

// From the fixture's start, with a leap year in between.
constexpr std::chrono::milliseconds kThreeYears = 1096 * 24h;

TEST_F(EnrollmentJobs, Config_IsEchoedAsGiven) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  shapes::EnrollmentConfig config = with_action("OVERWRITE");
  config.fraud_detection_config = {"IGNORE", 0, {{watchlist_id}}};
  auto request = start_request();
  request.enrollment_config = config;
  const auto started = try_start(request).value();
  const auto expect_echoed = [&](const std::optional<shapes::EnrollmentConfig>& echoed) {
    EXPECT_EQ(echoed->existing_enrollment_action, "OVERWRITE");
    EXPECT_EQ(echoed->fraud_detection_config->fraud_detection_action, "IGNORE");
    EXPECT_EQ(echoed->fraud_detection_config->risk_threshold, 0);
    EXPECT_THAT(*echoed->fraud_detection_config->watchlist_ids, ElementsAre(watchlist_id));
  };
  expect_echoed(started.enrollment_config);
  expect_echoed(described(*started.job_id).enrollment_config);
}

TEST_F(EnrollmentJobs, Config_IsEchoedWithoutDefaults) {
  run();
  EXPECT_FALSE(described(id_).enrollment_config);
  fail(id_);
  run(shapes::EnrollmentConfig());
  ASSERT_TRUE(described(id_).enrollment_config);
  EXPECT_FALSE(described(id_).enrollment_config->existing_enrollment_action);
  EXPECT_FALSE(described(id_).enrollment_config->fraud_detection_config);
  fail(id_);
  shapes::EnrollmentConfig config;
  config.fraud_detection_config.emplace();
  run(config);
  const auto fraud_detection = described(id_).enrollment_config->fraud_detection_config.value();
  EXPECT_FALSE(fraud_detection.fraud_detection_action);
  EXPECT_FALSE(fraud_detection.risk_threshold);
  EXPECT_FALSE(fraud_detection.watchlist_ids);
}

TEST_F(EnrollmentJobs, Config_IsStillEchoed_OnceItsWatchlistIsDeleted) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  run(with_watchlist(watchlist_id));
  delete_watchlist(context_, {domain_id_, watchlist_id}).value();
  EXPECT_THAT(*described(id_).enrollment_config->fraud_detection_config->watchlist_ids, ElementsAre(watchlist_id));
}

TEST_F(EnrollmentJobs, NewSpeaker_IsEnrolled_AndSeenAtOnce) {
  run();
  pass(1h);
  const RequestOutcome outcome = enroll("alice", "alice's voice");
  expect_enrolled(outcome, "NEW_ENROLLMENT");
  EXPECT_EQ(outcome.request_id, "r-1");
  EXPECT_EQ(outcome.customer_speaker_id, "alice");
  EXPECT_EQ(speaker("alice").status, "ENROLLED");
  EXPECT_EQ(speaker("alice").created_at, start_ + 1h);
  EXPECT_EQ(speaker("alice").updated_at, start_ + 1h);
  EXPECT_EQ(speaker("alice").last_accessed_at, at("2026-11-21T10:00:00Z"));
  EXPECT_EQ(voiceprint_of("alice"), "alice's voice");
}

TEST_F(EnrollmentJobs, PendingSpeaker_IsEnrolled) {
  for (const char* action : {"SKIP", "OVERWRITE"}) {
    const std::string customer_id = std::string("alice-") + action;
    const std::string generated_id(pending_speaker(domain_id_, customer_id).generated_id());
    run(with_action(action));
    const RequestOutcome outcome = enroll(customer_id);
    expect_enrolled(outcome, "NEW_ENROLLMENT");
    EXPECT_EQ(outcome.generated_id, generated_id);
    EXPECT_EQ(speaker(customer_id).status, "ENROLLED");
    fail(id_);
  }
}

TEST_F(EnrollmentJobs, ExpiredSpeaker_IsEnrolledAnew_FromTheMomentOfExpiryOn) {
  for (const char* action : {"SKIP", "OVERWRITE"}) {
    const std::string customer_id = std::string("alice-") + action;
    enrolled_speaker(domain_id_, customer_id);
    run(with_action("SKIP"));
    pass(kThreeYears - kMillisecond);
    expect_enrolled(enroll(customer_id), "DUPLICATE_SKIPPED");
    fail(id_);
    run(with_action(action));
    pass(kMillisecond);
    ASSERT_EQ(speaker(customer_id).status, "EXPIRED");
    expect_enrolled(enroll(customer_id), "NEW_ENROLLMENT");
    EXPECT_EQ(speaker(customer_id).status, "ENROLLED");
    fail(id_);
    pass(-kThreeYears);
  }
}

TEST_F(EnrollmentJobs, EnrolledSpeaker_IsSkippedByDefault_AndLeftAsItWas) {
  enrolled_speaker(domain_id_, "alice");
  for (const std::optional<shapes::EnrollmentConfig>& config :
       {std::optional<shapes::EnrollmentConfig>(), {with_action("SKIP")}}) {
    run(config);
    pass(2h);
    expect_enrolled(enroll("alice", "another voice"), "DUPLICATE_SKIPPED");
    EXPECT_EQ(voiceprint_of("alice"), "voice of alice");
    EXPECT_EQ(speaker("alice").updated_at, start_);
    EXPECT_EQ(speaker("alice").last_accessed_at, at("2026-11-21T09:00:00Z"));
    fail(id_);
  }
}

TEST_F(EnrollmentJobs, EnrolledSpeaker_IsSkipped_WhateverTheAudioAndTheRisk) {
  enrolled_speaker(domain_id_, "alice");
  registered_fraudster(domain_id_, "mallory");
  run(with_threshold(0));
  expect_enrolled(enroll("alice", bad_audio_), "DUPLICATE_SKIPPED");
  expect_enrolled(enroll("alice", unread_audio_), "DUPLICATE_SKIPPED");
  expect_enrolled(enroll("alice", "mallory"), "DUPLICATE_SKIPPED");
}

TEST_F(EnrollmentJobs, EnrolledSpeaker_IsOverwritten_WhereTheActionSaysSo) {
  const std::string generated_id(enrolled_speaker(domain_id_, "alice").generated_id());
  run(with_action("OVERWRITE"));
  pass(1h);
  const RequestOutcome outcome = enroll("alice", "another voice");
  expect_enrolled(outcome, "ENROLLMENT_OVERWRITE");
  EXPECT_EQ(outcome.generated_id, generated_id);
  EXPECT_EQ(voiceprint_of("alice"), "another voice");
  EXPECT_EQ(speaker("alice").created_at, start_);
  EXPECT_EQ(speaker("alice").updated_at, start_ + 1h);
  EXPECT_EQ(speaker("alice").last_accessed_at, at("2026-11-21T10:00:00Z"));
}

TEST_F(EnrollmentJobs, EnrolledSpeaker_IsNotOverwritten_ByBadAudio) {
  enrolled_speaker(domain_id_, "alice");
  run(with_action("OVERWRITE"));
  EXPECT_EQ(enroll("alice", bad_audio_).error_code, 400);
  EXPECT_EQ(enroll("alice", unread_audio_).error_code, 500);
  EXPECT_EQ(voiceprint_of("alice"), "voice of alice");
}

TEST_F(EnrollmentJobs, OptedOutSpeaker_Is409_WhateverTheActionAndTheAudio) {
  opt_out("alice");
  for (const char* action : {"SKIP", "OVERWRITE"}) {
    run(with_action(action));
    expect_refused(enroll("alice"), 409);
    expect_refused(enroll("alice", bad_audio_), 409);
    expect_refused(enroll("alice", unread_audio_), 409);
    EXPECT_EQ(speaker("alice").status, "OPTED_OUT");
    fail(id_);
  }
}

// What is wrong with an entry comes without a customer id, since it counts before what the speaker is.
TEST_F(EnrollmentJobs, EntryFault_IsAnsweredAsItIs) {
  opt_out("alice");
  enrolled_speaker(domain_id_, "bob");
  run();
  const RequestOutcome outcome = enroll("", validation_failed("Request 'r-1' has no SpeakerId."));
  EXPECT_EQ(outcome.error_code, 400);
  EXPECT_EQ(outcome.error_message, "Request 'r-1' has no SpeakerId.");
}

TEST_F(EnrollmentJobs, BadAudio_EnrollsNobody) {
  run();
  EXPECT_EQ(enroll("alice", bad_audio_).error_code, 400);
  EXPECT_EQ(enroll("alice", unread_audio_).error_code, 500);
  EXPECT_FALSE(exists("alice"));
}

TEST_F(EnrollmentJobs, SameSpeakerTwice_IsNewAndThenADuplicate) {
  run();
  expect_enrolled(enroll("alice", "first"), "NEW_ENROLLMENT");
  expect_enrolled(enroll("alice", "second"), "DUPLICATE_SKIPPED");
  EXPECT_EQ(voiceprint_of("alice"), "first");
  fail(id_);
  run(with_action("OVERWRITE"));
  expect_enrolled(enroll("alice", "second"), "ENROLLMENT_OVERWRITE");
  expect_enrolled(enroll("alice", "third"), "ENROLLMENT_OVERWRITE");
  EXPECT_EQ(voiceprint_of("alice"), "third");
}

TEST_F(EnrollmentJobs, OverTheQuotaOfSpeakers_Is402_AndEnrollsNobody) {
  settings_.quotas.set("speakers=1").value();
  run();
  expect_enrolled(enroll("alice"), "NEW_ENROLLMENT");
  const RequestOutcome outcome = enroll("bob");
  expect_refused(outcome, 402);
  EXPECT_THAT(outcome.error_message, HasSubstr("speakers (1 per domain)"));
  EXPECT_THAT(outcome.error_message, HasSubstr("--quota speakers=N"));
  EXPECT_FALSE(exists("bob"));
}

TEST_F(EnrollmentJobs, AtTheQuotaOfSpeakers_ThoseWhoExistAreStillEnrolled) {
  settings_.quotas.set("speakers=2").value();
  pending_speaker(domain_id_, "alice");
  enrolled_speaker(domain_id_, "bob");
  run(with_action("OVERWRITE"));
  expect_enrolled(enroll("alice"), "NEW_ENROLLMENT");
  expect_enrolled(enroll("bob"), "ENROLLMENT_OVERWRITE");
}

}  // namespace
}  // namespace voiceid::handlers
