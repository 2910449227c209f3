#pragma once

#include "tests/handlers/job_fixture.hpp"

namespace voiceid::handlers {

/// What a start of a job names, one member each.
inline shapes::EnrollmentConfig with_action(std::string_view action) {
  shapes::EnrollmentConfig config;
  config.existing_enrollment_action = action;
  return config;
}
inline shapes::EnrollmentConfig with_fraud_action(std::string_view action) {
  shapes::EnrollmentConfig config;
  config.fraud_detection_config.emplace().fraud_detection_action = action;
  return config;
}
inline shapes::EnrollmentConfig with_threshold(std::int64_t threshold) {
  shapes::EnrollmentConfig config;
  config.fraud_detection_config.emplace().risk_threshold = threshold;
  return config;
}
inline shapes::EnrollmentConfig with_watchlist(std::string_view watchlist_id) {
  shapes::EnrollmentConfig config;
  config.fraud_detection_config.emplace().watchlist_ids = {watchlist_id};
  return config;
}

/// An enrollment job, and its requests one by one.
class EnrollmentJobs : public JobTest<EnrollmentKind> {
 protected:
  void run(const std::optional<shapes::EnrollmentConfig>& config = {}) {
    auto request = start_request();
    request.enrollment_config = config;
    id_ = start(request);
    begin(id_, 100);
  }

  RequestOutcome enroll(const std::string& customer_id, const Result<std::string>& voice) {
    return handlers::carry_out(context_, key_of(id_), {"r-1", customer_id, voice}).value();
  }
  RequestOutcome enroll(const std::string& customer_id) { return enroll(customer_id, customer_id); }

  void expect_enrolled(const RequestOutcome& outcome, std::string_view status) {
    ASSERT_EQ(outcome.error_code, 0) << outcome.error_message;
    EXPECT_EQ(outcome.status, status);
    EXPECT_EQ(outcome.generated_id, speaker(outcome.customer_speaker_id).generated_speaker_id);
    EXPECT_FALSE(outcome.fraudster_similarity_score);
  }
  static void expect_refused(const RequestOutcome& outcome, int code) {
    EXPECT_EQ(outcome.error_code, code) << outcome.error_message;
    EXPECT_PRED1(is_sentence, outcome.error_message);
    EXPECT_THAT(outcome.error_message, testing::StartsWith("Request 'r-1': "));
    EXPECT_EQ(outcome.request_id, "r-1");
    EXPECT_EQ(outcome.status, "");
    EXPECT_EQ(outcome.customer_speaker_id, "");
    EXPECT_EQ(outcome.generated_id, "");
  }

  shapes::Speaker speaker(std::string_view customer_id) {
    return describe_speaker(context_, {domain_id_, customer_id}).value().speaker.value();
  }
  bool exists(std::string_view customer_id) {
    return describe_speaker(context_, {domain_id_, customer_id}).has_value();
  }
  std::string voiceprint_of(std::string_view customer_id) {
    return std::string(record_of(domain_id_).speakers.find_by_either(customer_id)->voiceprint_at(context_.now));
  }
  void opt_out(std::string_view customer_id) { opt_out_speaker(context_, {domain_id_, customer_id}).value(); }

  const Error bad_audio_ = validation_failed("The audio is bad.");
  const Error unread_audio_ = internal_error("The storage did not answer.");
  std::string id_;
};

}  // namespace voiceid::handlers
