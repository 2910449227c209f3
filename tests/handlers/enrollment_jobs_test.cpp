#include "tests/domain/voices.hpp"
#include "tests/handlers/job_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

/// What a start of a job names, one member each.
shapes::EnrollmentConfig with_action(std::string_view action) {
  shapes::EnrollmentConfig config;
  config.existing_enrollment_action = action;
  return config;
}
shapes::EnrollmentConfig with_fraud_check(std::optional<std::string_view> action, std::optional<std::int64_t> threshold,
                                          std::optional<std::vector<std::string_view>> watchlist_ids = {}) {
  shapes::EnrollmentConfig config;
  config.fraud_detection_config = {action, threshold, watchlist_ids};
  return config;
}

/// An enrollment job, and its requests one by one.
class EnrollmentJobs : public JobTest<EnrollmentKind> {
 protected:
  void run(const std::optional<shapes::EnrollmentConfig>& config = {}) {
    if (!id_.empty()) fail(id_);
    auto request = start_request();
    request.enrollment_config = config;
    id_ = start(request);
    begin(id_, 100);
  }

  RequestOutcome enroll(const std::string& customer_id, const Result<std::string>& voice, int spoofing_risk = 0) {
    return handlers::carry_out(context_, key_of(id_), {"r-1", customer_id, heard(voice, spoofing_risk)}).value();
  }
  RequestOutcome enroll(const std::string& customer_id) { return enroll(customer_id, customer_id); }

  void expect_enrolled(const RequestOutcome& outcome, std::string_view status) {
    ASSERT_EQ(outcome.error_code, 0) << outcome.error_message;
    EXPECT_EQ(outcome.status, status);
    EXPECT_EQ(outcome.generated_id, speaker(outcome.customer_speaker_id).generated_speaker_id);
    EXPECT_FALSE(outcome.fraudster_similarity_score);
  }

  shapes::Speaker speaker(std::string_view customer_id) {
    return describe_speaker(context_, {domain_id_, customer_id}).value().speaker.value();
  }
  bool exists(std::string_view customer_id) {
    return describe_speaker(context_, {domain_id_, customer_id}).has_value();
  }
  std::string voiceprint_of(std::string_view customer_id) {
    return text_of(record_of(domain_id_).speakers.find_by_either(customer_id)->voiceprint_at(context_.now));
  }
  void opt_out(std::string_view customer_id) { opt_out_speaker(context_, {domain_id_, customer_id}).value(); }

  const Error bad_audio_ = validation_failed("The audio is bad.");
  const Error unread_audio_ = internal_error("The storage did not answer.");
  std::string id_;
};

TEST_F(EnrollmentJobs, Config_IsEchoedAsGiven_AfterItsWatchlistIsDeletedToo) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  shapes::EnrollmentConfig config = with_fraud_check("IGNORE", 0, {{watchlist_id}});
  config.existing_enrollment_action = "OVERWRITE";
  run(config);
  delete_watchlist(context_, {domain_id_, watchlist_id}).value();
  const auto echoed = described(id_).enrollment_config.value();
  EXPECT_EQ(echoed.existing_enrollment_action, "OVERWRITE");
  EXPECT_EQ(echoed.fraud_detection_config->fraud_detection_action, "IGNORE");
  EXPECT_EQ(echoed.fraud_detection_config->risk_threshold, 0);
  EXPECT_THAT(*echoed.fraud_detection_config->watchlist_ids, ElementsAre(watchlist_id));
}

TEST_F(EnrollmentJobs, Config_IsEchoedWithoutDefaults) {
  run();
  EXPECT_FALSE(described(id_).enrollment_config);
  run(shapes::EnrollmentConfig());
  const auto empty = described(id_).enrollment_config.value();
  EXPECT_FALSE(empty.existing_enrollment_action);
  EXPECT_FALSE(empty.fraud_detection_config);
  run(with_fraud_check({}, {}));
  const auto fraud_detection = described(id_).enrollment_config->fraud_detection_config.value();
  EXPECT_FALSE(fraud_detection.fraud_detection_action);
  EXPECT_FALSE(fraud_detection.risk_threshold);
  EXPECT_FALSE(fraud_detection.watchlist_ids);
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

TEST_F(EnrollmentJobs, ExpiredSpeaker_IsEnrolledAnew_FromTheMomentOfExpiry) {
  enrolled_speaker(domain_id_, "alice");
  run();
  pass(kThreeYears - kMillisecond);
  expect_enrolled(enroll("alice"), "DUPLICATE_SKIPPED");
  pass(kMillisecond);
  expect_enrolled(enroll("alice"), "NEW_ENROLLMENT");
  EXPECT_EQ(speaker("alice").status, "ENROLLED");
}

TEST_F(EnrollmentJobs, EnrolledSpeaker_IsSkippedAndUnchanged_WhateverTheAudioAndTheRisk) {
  enrolled_speaker(domain_id_, "alice");
  add_fraudster("mallory");
  run(with_fraud_check({}, 0));
  pass(2h);
  for (const Result<std::string>& voice :
       {Result<std::string>("another voice"), Result<std::string>("mallory"), Result<std::string>(bad_audio_)}) {
    expect_enrolled(enroll("alice", voice), "DUPLICATE_SKIPPED");
  }
  EXPECT_EQ(voiceprint_of("alice"), "voice of alice");
  EXPECT_EQ(speaker("alice").updated_at, start_);
  EXPECT_EQ(speaker("alice").last_accessed_at, at("2026-11-21T09:00:00Z"));
}

TEST_F(EnrollmentJobs, EnrolledSpeaker_IsOverwritten_IfTheActionSaysSo) {
  const std::string generated_id(enrolled_speaker(domain_id_, "alice").generated_id());
  run(with_action("OVERWRITE"));
  pass(1h);
  EXPECT_EQ(enroll("alice", bad_audio_).error_code, 400);
  EXPECT_EQ(voiceprint_of("alice"), "voice of alice");
  const RequestOutcome outcome = enroll("alice", "another voice");
  expect_enrolled(outcome, "ENROLLMENT_OVERWRITE");
  EXPECT_EQ(outcome.generated_id, generated_id);
  EXPECT_EQ(voiceprint_of("alice"), "another voice");
  EXPECT_EQ(speaker("alice").created_at, start_);
  EXPECT_EQ(speaker("alice").updated_at, start_ + 1h);
  EXPECT_EQ(speaker("alice").last_accessed_at, at("2026-11-21T10:00:00Z"));
}

TEST_F(EnrollmentJobs, OptedOutSpeaker_Is409_WhateverTheAudio) {
  opt_out("alice");
  run(with_action("OVERWRITE"));
  const RequestOutcome outcome = enroll("alice");
  expect_refused(outcome, 409);
  // Guide, "Batch enrollment".
  EXPECT_THAT(outcome.error_message,
              StartsWith("Conflicting action: You cannot request an enrollment for an opted out speaker. "));
  expect_refused(enroll("alice", bad_audio_), 409);
  EXPECT_EQ(speaker("alice").status, "OPTED_OUT");
}

// The fault of an entry comes without a customer id, since it counts before the speaker's status.
TEST_F(EnrollmentJobs, EntryFault_IsAnsweredAsItIs) {
  run();
  const RequestOutcome outcome = enroll(
      "", summarized("The provided speaker ID is invalid.", validation_failed("Request 'r-1' has no SpeakerId.")));
  EXPECT_EQ(outcome.error_code, 400);
  EXPECT_EQ(outcome.error_message, "The provided speaker ID is invalid. Request 'r-1' has no SpeakerId.");
}

TEST_F(EnrollmentJobs, BadAudio_EnrollsNobody) {
  run();
  EXPECT_EQ(enroll("alice", bad_audio_).error_code, 400);
  EXPECT_EQ(enroll("alice", unread_audio_).error_code, 500);
  EXPECT_FALSE(exists("alice"));
}

TEST_F(EnrollmentJobs, OverTheQuotaOfSpeakers_Is402_ForNewSpeakersOnly) {
  settings_.quotas.set("speakers=1").value();
  pending_speaker(domain_id_, "alice");
  run();
  expect_enrolled(enroll("alice"), "NEW_ENROLLMENT");
  const RequestOutcome outcome = enroll("bob");
  expect_refused(outcome, 402);
  EXPECT_THAT(outcome.error_message, HasSubstr("speakers (1 per domain)"));
  EXPECT_THAT(outcome.error_message, HasSubstr("--quota speakers=N"));
  EXPECT_FALSE(exists("bob"));
}

/// With mallory on the default watchlist.
class EnrollmentJobFraudCheck : public EnrollmentJobs {
 protected:
  EnrollmentJobFraudCheck() { add_fraudster("mallory"); }
};

TEST_F(EnrollmentJobFraudCheck, KnownVoice_Is400_AndEnrollsNobody) {
  enrolled_speaker(domain_id_, "bob");
  run(with_action("OVERWRITE"));
  const RequestOutcome outcome = enroll("alice", "mallory");
  expect_refused(outcome, 400);
  EXPECT_THAT(
      outcome.error_message,
      MatchesRegex("The provided audio files do not pass the fraud check\\. Request 'r-1': The voice has a risk of "
                   "[0-9]+ against .*; less than the RiskThreshold of 50 is needed\\."));
  EXPECT_FALSE(exists("alice"));
  expect_refused(enroll("bob", "mallory"), 400);
  EXPECT_EQ(voiceprint_of("bob"), "voice of bob");
}

TEST_F(EnrollmentJobFraudCheck, GoesByTheConfiguration) {
  const std::string voice = label_like("mallory", 30);
  run(with_fraud_check({}, 30));
  expect_refused(enroll("alice", voice), 400);
  run(with_fraud_check({}, 31));
  expect_enrolled(enroll("alice", voice), "NEW_ENROLLMENT");
  run(with_fraud_check("IGNORE", {}));
  expect_enrolled(enroll("bob", "mallory"), "NEW_ENROLLMENT");
}

TEST_F(EnrollmentJobFraudCheck, CoversVoiceSpoofing) {
  run(with_fraud_check({}, 80));
  expect_refused(enroll("alice", "alice", 80), 400);
  expect_enrolled(enroll("alice", "alice", 79), "NEW_ENROLLMENT");
  run(with_fraud_check("IGNORE", 80));
  expect_enrolled(enroll("bob", "bob", 100), "NEW_ENROLLMENT");
}

TEST_F(EnrollmentJobFraudCheck, UsesTheNamedWatchlist_InsteadOfTheDefaultOne) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  add_fraudster("eve", watchlist_id);
  run(with_fraud_check({}, {}, {{watchlist_id}}));
  expect_refused(enroll("alice", "eve"), 400);
  expect_enrolled(enroll("alice", "mallory"), "NEW_ENROLLMENT");
  run();
  expect_enrolled(enroll("bob", "eve"), "NEW_ENROLLMENT");
  expect_refused(enroll("carol", "mallory"), 400);
}

TEST_F(EnrollmentJobFraudCheck, ComesAfterTheAudio_AndBeforeTheQuota) {
  settings_.quotas.set("speakers=0").value();
  run();
  EXPECT_EQ(enroll("alice", bad_audio_).error_message, "The audio is bad.");
  EXPECT_THAT(enroll("alice", "mallory").error_message, HasSubstr("do not pass the fraud check"));
  expect_refused(enroll("alice"), 402);
}

TEST_F(EnrollmentJobFraudCheck, NeedsItsWatchlist_UnlessTheRequestIsSettledBefore) {
  enrolled_speaker(domain_id_, "bob");
  opt_out("carol");
  for (const std::string_view action : {"FAIL", "IGNORE"}) {
    const std::string watchlist_id = make_watchlist(domain_id_);
    run(with_fraud_check(action, {}, {{watchlist_id}}));
    delete_watchlist(context_, {domain_id_, watchlist_id}).value();
    expect_enrolled(enroll("bob"), "DUPLICATE_SKIPPED");
    expect_refused(enroll("carol"), 409);
    EXPECT_EQ(enroll("alice", bad_audio_).error_message, "The audio is bad.");
    if (action == "IGNORE") {
      expect_enrolled(enroll("alice"), "NEW_ENROLLMENT");
      continue;
    }
    const RequestOutcome outcome = enroll("alice");
    expect_refused(outcome, 400);
    EXPECT_EQ(
        outcome.error_message,
        "The requested watchlist does not exist. Request 'r-1': The watchlist that the job names was deleted while "
        "the job ran.");
    EXPECT_FALSE(exists("alice"));
  }
}

// CustomerSpeakerId is sensitive (API model).
TEST_F(EnrollmentJobFraudCheck, NoMessage_RepeatsTheSpeakersId) {
  settings_.quotas.set("speakers=1").value();
  opt_out("secret-optout");
  run();
  for (const RequestOutcome& outcome :
       {enroll("secret-optout"), enroll("secret-fraud", "mallory"), enroll("secret-quota", "stranger")}) {
    EXPECT_FALSE(outcome.succeeded());
    EXPECT_THAT(outcome.error_message, Not(HasSubstr("secret")));
  }
}

}  // namespace
}  // namespace voiceid::handlers
