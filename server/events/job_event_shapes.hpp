#pragma once

#include "server/events/event_shapes.hpp"

/// The members of `detail` of events about batch jobs.
namespace voiceid::events {

struct EventInputDataConfig {
  static constexpr std::string_view kName = "EventInputDataConfig";
  std::string_view s3_uri;
  static constexpr auto members() { return std::array{member<&EventInputDataConfig::s3_uri>("s3Uri", kText)}; }
};

struct EventOutputDataConfig {
  static constexpr std::string_view kName = "EventOutputDataConfig";
  std::string_view s3_uri;
  std::optional<std::string_view> kms_key_id;
  static constexpr auto members() {
    return std::array{member<&EventOutputDataConfig::s3_uri>("s3Uri", kText),
                      member<&EventOutputDataConfig::kms_key_id>("kmsKeyId", kText)};
  }
};

struct BatchFraudDetectionConfig {
  static constexpr std::string_view kName = "BatchFraudDetectionConfig";
  std::optional<std::string_view> fraud_detection_action;
  std::optional<std::int64_t> fraud_detection_threshold;
  std::optional<std::vector<std::string_view>> watchlist_ids;
  static constexpr auto members() {
    return std::array{
        member<&BatchFraudDetectionConfig::fraud_detection_action>("fraudDetectionAction", kText),
        member<&BatchFraudDetectionConfig::fraud_detection_threshold>("fraudDetectionThreshold", shapes::kInteger),
        member<&BatchFraudDetectionConfig::watchlist_ids>("watchlistIds", kTextList)};
  }
};

struct EventEnrollmentConfig {
  static constexpr std::string_view kName = "EventEnrollmentConfig";
  std::optional<std::string_view> existing_enrollment_action;
  std::optional<BatchFraudDetectionConfig> fraud_detection_config;
  static constexpr auto members() {
    return std::array{member<&EventEnrollmentConfig::existing_enrollment_action>("existingEnrollmentAction", kText),
                      member<&EventEnrollmentConfig::fraud_detection_config>("fraudDetectionConfig")};
  }
};

struct EventRegistrationConfig {
  static constexpr std::string_view kName = "EventRegistrationConfig";
  std::optional<std::string_view> duplicate_registration_action;
  std::optional<std::int64_t> fraudster_similarity_threshold;
  std::optional<std::vector<std::string_view>> watchlist_ids;
  static constexpr auto members() {
    return std::array{
        member<&EventRegistrationConfig::duplicate_registration_action>("duplicateRegistrationAction", kText),
        member<&EventRegistrationConfig::fraudster_similarity_threshold>("fraudsterSimilarityThreshold",
                                                                         shapes::kInteger),
        member<&EventRegistrationConfig::watchlist_ids>("watchlistIds", kTextList)};
  }
};

/// The members of `data` that both kinds of job share.
struct JobData {
  std::string_view data_access_role_arn;
  EventInputDataConfig input_data_config;
  EventOutputDataConfig output_data_config;

  template <class Data>
  static constexpr auto common_members() {
    return std::array{member<&JobData::data_access_role_arn, Data>("dataAccessRoleArn", kText),
                      member<&JobData::input_data_config, Data>("inputDataConfig"),
                      member<&JobData::output_data_config, Data>("outputDataConfig")};
  }
};

struct EnrollmentJobData : JobData {
  static constexpr std::string_view kName = "EnrollmentJobData";
  std::optional<EventEnrollmentConfig> enrollment_config;
  static constexpr auto members() {
    const auto common = common_members<EnrollmentJobData>();
    return std::array{common[0], common[1], common[2],
                      member<&EnrollmentJobData::enrollment_config>("enrollmentConfig")};
  }
};

struct RegistrationJobData : JobData {
  static constexpr std::string_view kName = "RegistrationJobData";
  std::optional<EventRegistrationConfig> registration_config;
  static constexpr auto members() {
    const auto common = common_members<RegistrationJobData>();
    return std::array{common[0], common[1], common[2],
                      member<&RegistrationJobData::registration_config>("registrationConfig")};
  }
};

/// The `detail` of both kinds of job.
template <class Data>
struct JobDetail {
  static constexpr std::string_view kName = "JobDetail";
  std::optional<std::string_view> batch_job_id;
  Data data;
  static constexpr auto members() {
    return std::array{member<&JobDetail::batch_job_id>("batchJobId", kText), member<&JobDetail::data>("data")};
  }
};

}  // namespace voiceid::events
