#include "tests/domain/voices.hpp"
#include "tests/handlers/enrollment_job_fixture.hpp"

namespace voiceid::handlers {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Where mallory is on the default watchlist.
class EnrollmentJobFraudCheck : public EnrollmentJobs {
 protected:
  EnrollmentJobFraudCheck() { registered_fraudster(domain_id_, "mallory"); }
};

TEST_F(EnrollmentJobFraudCheck, KnownVoice_Is400ByDefault_AndEnrollsNobody) {
  for (const std::optional<shapes::EnrollmentConfig>& config :
       {std::optional<shapes::EnrollmentConfig>(), {with_fraud_action("FAIL")}}) {
    run(config);
    const RequestOutcome outcome = enroll("alice", "mallory");
    expect_refused(outcome, 400);
    EXPECT_THAT(outcome.error_message, HasSubstr("The fraud check failed"));
    EXPECT_FALSE(exists("alice"));
    fail(id_);
  }
}

TEST_F(EnrollmentJobFraudCheck, Stranger_IsEnrolledByDefault) {
  run();
  expect_enrolled(enroll("alice", label_like("mallory", 40)), "NEW_ENROLLMENT");
}

TEST_F(EnrollmentJobFraudCheck, RiskAtTheThreshold_Fails) {
  const std::string voice = label_like("mallory", 30);
  run(with_threshold(30));
  expect_refused(enroll("alice", voice), 400);
  fail(id_);
  run(with_threshold(31));
  expect_enrolled(enroll("alice", voice), "NEW_ENROLLMENT");
}

TEST_F(EnrollmentJobFraudCheck, IgnoredRisk_IsEnrolled) {
  run(with_fraud_action("IGNORE"));
  expect_enrolled(enroll("alice", "mallory"), "NEW_ENROLLMENT");
}

TEST_F(EnrollmentJobFraudCheck, EnrolledSpeaker_IsLeftAsItWas_WhereTheCheckFails) {
  enrolled_speaker(domain_id_, "alice");
  run(with_action("OVERWRITE"));
  expect_refused(enroll("alice", "mallory"), 400);
  EXPECT_EQ(voiceprint_of("alice"), "voice of alice");
}

TEST_F(EnrollmentJobFraudCheck, TheNamedWatchlist_TakesThePlaceOfTheDefaultOne) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  registered_fraudster(domain_id_, "eve", watchlist_id);
  run(with_watchlist(watchlist_id));
  expect_refused(enroll("alice", "eve"), 400);
  expect_enrolled(enroll("alice", "mallory"), "NEW_ENROLLMENT");
  fail(id_);
  run();
  expect_enrolled(enroll("bob", "eve"), "NEW_ENROLLMENT");
  expect_refused(enroll("carol", "mallory"), 400);
}

TEST_F(EnrollmentJobFraudCheck, FraudstersOfAnotherDomain_DoNotCount) {
  registered_fraudster(make_domain("chats"), "eve");
  run();
  expect_enrolled(enroll("alice", "eve"), "NEW_ENROLLMENT");
}

TEST_F(EnrollmentJobFraudCheck, FraudstersRegisteredAndDeletedMeanwhile_CountFromThenOn) {
  run();
  expect_enrolled(enroll("alice", "eve"), "NEW_ENROLLMENT");
  const std::string eve(registered_fraudster(domain_id_, "eve").id.view());
  expect_refused(enroll("bob", "eve"), 400);
  delete_fraudster(context_, {domain_id_, eve}).value();
  expect_enrolled(enroll("bob", "eve"), "NEW_ENROLLMENT");
}

TEST_F(EnrollmentJobFraudCheck, Faults_ComeInTheirOrder) {
  settings_.quotas.set("speakers=0").value();
  run();
  EXPECT_EQ(enroll("alice", bad_audio_).error_message, "The audio is bad.");
  EXPECT_THAT(enroll("alice", "mallory").error_message, HasSubstr("The fraud check failed"));
  expect_refused(enroll("alice"), 402);
}

/// Where the watchlist that the job names is deleted while it runs.
class EnrollmentJobWithoutItsWatchlist : public EnrollmentJobs {
 protected:
  EnrollmentJobWithoutItsWatchlist() {
    enrolled_speaker(domain_id_, "bob");
    opt_out("carol");
  }

  void run_without_watchlist(shapes::EnrollmentConfig config) {
    const std::string watchlist_id = make_watchlist(domain_id_);
    if (!config.fraud_detection_config) config.fraud_detection_config.emplace();
    config.fraud_detection_config->watchlist_ids = {watchlist_id};
    run(config);
    delete_watchlist(context_, {domain_id_, watchlist_id}).value();
  }
};

TEST_F(EnrollmentJobWithoutItsWatchlist, RequestsThatNeedIt_Are400) {
  run_without_watchlist(with_action("OVERWRITE"));
  for (const char* customer_id : {"alice", "bob"}) {
    const RequestOutcome outcome = enroll(customer_id);
    expect_refused(outcome, 400);
    EXPECT_THAT(outcome.error_message, HasSubstr("watchlist"));
  }
  EXPECT_FALSE(exists("alice"));
  EXPECT_EQ(voiceprint_of("bob"), "voice of bob");
}

TEST_F(EnrollmentJobWithoutItsWatchlist, RequestsThatDoNotNeedIt_AreCarriedOut) {
  run_without_watchlist({});
  expect_enrolled(enroll("bob"), "DUPLICATE_SKIPPED");
  expect_refused(enroll("carol"), 409);
  EXPECT_EQ(enroll("alice", bad_audio_).error_message, "The audio is bad.");
}

TEST_F(EnrollmentJobWithoutItsWatchlist, IgnoredRisk_DoesNotNeedIt) {
  run_without_watchlist(with_fraud_action("IGNORE"));
  expect_enrolled(enroll("alice"), "NEW_ENROLLMENT");
}

// A customer's id is sensitive (M).
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
