#pragma once

#include <array>

#include "handlers/shapes/jobs.hpp"

/// Shapes of the speaker enrollment job operations (M).
namespace voiceid::shapes {

struct EnrollmentJobFraudDetectionConfig {
  static constexpr std::string_view kName = "EnrollmentJobFraudDetectionConfig";
  std::optional<std::string_view> fraud_detection_action;
  std::optional<std::int64_t> risk_threshold{};
  std::optional<std::vector<std::string_view>> watchlist_ids;
  static constexpr auto members() {
    return std::array{member<&EnrollmentJobFraudDetectionConfig::fraud_detection_action>("FraudDetectionAction",
                                                                                         kFraudDetectionAction),
                      member<&EnrollmentJobFraudDetectionConfig::risk_threshold>("RiskThreshold", kScore),
                      member<&EnrollmentJobFraudDetectionConfig::watchlist_ids>(
                          "WatchlistIds", kEnrollmentJobFraudDetectionConfigWatchlistIds)};
  }
};

struct EnrollmentConfig {
  static constexpr std::string_view kName = "EnrollmentConfig";
  std::optional<std::string_view> existing_enrollment_action;
  std::optional<EnrollmentJobFraudDetectionConfig> fraud_detection_config;
  static constexpr auto members() {
    return std::array{
        member<&EnrollmentConfig::existing_enrollment_action>("ExistingEnrollmentAction", kExistingEnrollmentAction),
        member<&EnrollmentConfig::fraud_detection_config>("FraudDetectionConfig")};
  }
};

struct SpeakerEnrollmentJob {
  static constexpr std::string_view kName = "SpeakerEnrollmentJob";
  std::optional<TimePoint> created_at;
  std::optional<std::string_view> data_access_role_arn;
  std::optional<std::string_view> domain_id;
  std::optional<TimePoint> ended_at;
  std::optional<EnrollmentConfig> enrollment_config;
  std::optional<FailureDetails> failure_details;
  std::optional<InputDataConfig> input_data_config;
  std::optional<std::string_view> job_id;
  std::optional<std::string_view> job_name;
  std::optional<JobProgress> job_progress;
  std::optional<std::string_view> job_status;
  std::optional<OutputDataConfig> output_data_config;
  static constexpr auto members() {
    return std::array{member<&SpeakerEnrollmentJob::created_at>("CreatedAt", kTimestamp),
                      member<&SpeakerEnrollmentJob::data_access_role_arn>("DataAccessRoleArn", kIamRoleArn),
                      member<&SpeakerEnrollmentJob::domain_id>("DomainId", kDomainId),
                      member<&SpeakerEnrollmentJob::ended_at>("EndedAt", kTimestamp),
                      member<&SpeakerEnrollmentJob::enrollment_config>("EnrollmentConfig"),
                      member<&SpeakerEnrollmentJob::failure_details>("FailureDetails"),
                      member<&SpeakerEnrollmentJob::input_data_config>("InputDataConfig"),
                      member<&SpeakerEnrollmentJob::job_id>("JobId", kJobId),
                      member<&SpeakerEnrollmentJob::job_name>("JobName", kJobName),
                      member<&SpeakerEnrollmentJob::job_progress>("JobProgress"),
                      member<&SpeakerEnrollmentJob::job_status>("JobStatus", kSpeakerEnrollmentJobStatus),
                      member<&SpeakerEnrollmentJob::output_data_config>("OutputDataConfig")};
  }
};

struct SpeakerEnrollmentJobSummary {
  static constexpr std::string_view kName = "SpeakerEnrollmentJobSummary";
  std::optional<TimePoint> created_at;
  std::optional<std::string_view> domain_id;
  std::optional<TimePoint> ended_at;
  std::optional<FailureDetails> failure_details;
  std::optional<std::string_view> job_id;
  std::optional<std::string_view> job_name;
  std::optional<JobProgress> job_progress;
  std::optional<std::string_view> job_status;
  static constexpr auto members() {
    return std::array{member<&SpeakerEnrollmentJobSummary::created_at>("CreatedAt", kTimestamp),
                      member<&SpeakerEnrollmentJobSummary::domain_id>("DomainId", kDomainId),
                      member<&SpeakerEnrollmentJobSummary::ended_at>("EndedAt", kTimestamp),
                      member<&SpeakerEnrollmentJobSummary::failure_details>("FailureDetails"),
                      member<&SpeakerEnrollmentJobSummary::job_id>("JobId", kJobId),
                      member<&SpeakerEnrollmentJobSummary::job_name>("JobName", kJobName),
                      member<&SpeakerEnrollmentJobSummary::job_progress>("JobProgress"),
                      member<&SpeakerEnrollmentJobSummary::job_status>("JobStatus", kSpeakerEnrollmentJobStatus)};
  }
};

struct StartSpeakerEnrollmentJobRequest {
  static constexpr std::string_view kName = "StartSpeakerEnrollmentJobRequest";
  std::optional<std::string_view> client_token;
  std::string_view data_access_role_arn;
  std::string_view domain_id;
  std::optional<EnrollmentConfig> enrollment_config;
  InputDataConfig input_data_config{};
  std::optional<std::string_view> job_name;
  OutputDataConfig output_data_config{};
  static constexpr auto members() {
    return std::array{
        idempotency_token(member<&StartSpeakerEnrollmentJobRequest::client_token>("ClientToken", kClientTokenString)),
        member<&StartSpeakerEnrollmentJobRequest::data_access_role_arn>("DataAccessRoleArn", kIamRoleArn),
        member<&StartSpeakerEnrollmentJobRequest::domain_id>("DomainId", kDomainId),
        member<&StartSpeakerEnrollmentJobRequest::enrollment_config>("EnrollmentConfig"),
        member<&StartSpeakerEnrollmentJobRequest::input_data_config>("InputDataConfig"),
        member<&StartSpeakerEnrollmentJobRequest::job_name>("JobName", kJobName),
        member<&StartSpeakerEnrollmentJobRequest::output_data_config>("OutputDataConfig")};
  }
};

struct StartSpeakerEnrollmentJobResponse {
  static constexpr std::string_view kName = "StartSpeakerEnrollmentJobResponse";
  std::optional<SpeakerEnrollmentJob> job;
  static constexpr auto members() { return std::array{member<&StartSpeakerEnrollmentJobResponse::job>("Job")}; }
};

struct DescribeSpeakerEnrollmentJobRequest {
  static constexpr std::string_view kName = "DescribeSpeakerEnrollmentJobRequest";
  std::string_view domain_id;
  std::string_view job_id;
  static constexpr auto members() {
    return std::array{member<&DescribeSpeakerEnrollmentJobRequest::domain_id>("DomainId", kDomainId),
                      member<&DescribeSpeakerEnrollmentJobRequest::job_id>("JobId", kJobId)};
  }
};

struct DescribeSpeakerEnrollmentJobResponse {
  static constexpr std::string_view kName = "DescribeSpeakerEnrollmentJobResponse";
  std::optional<SpeakerEnrollmentJob> job;
  static constexpr auto members() { return std::array{member<&DescribeSpeakerEnrollmentJobResponse::job>("Job")}; }
};

struct ListSpeakerEnrollmentJobsRequest {
  static constexpr std::string_view kName = "ListSpeakerEnrollmentJobsRequest";
  std::string_view domain_id;
  std::optional<std::string_view> job_status;
  std::optional<std::int64_t> max_results{};
  std::optional<std::string_view> next_token;
  static constexpr auto members() {
    return std::array{member<&ListSpeakerEnrollmentJobsRequest::domain_id>("DomainId", kDomainId),
                      member<&ListSpeakerEnrollmentJobsRequest::job_status>("JobStatus", kSpeakerEnrollmentJobStatus),
                      member<&ListSpeakerEnrollmentJobsRequest::max_results>("MaxResults", kMaxResultsForList),
                      member<&ListSpeakerEnrollmentJobsRequest::next_token>("NextToken", kNextToken)};
  }
};

inline constexpr Shape kSpeakerEnrollmentJobSummaries =
    list_shape<SpeakerEnrollmentJobSummary>("SpeakerEnrollmentJobSummaries", kShapeOf<SpeakerEnrollmentJobSummary>);

struct ListSpeakerEnrollmentJobsResponse {
  static constexpr std::string_view kName = "ListSpeakerEnrollmentJobsResponse";
  std::optional<std::vector<SpeakerEnrollmentJobSummary>> job_summaries;
  std::optional<std::string_view> next_token;
  static constexpr auto members() {
    return std::array{
        member<&ListSpeakerEnrollmentJobsResponse::job_summaries>("JobSummaries", kSpeakerEnrollmentJobSummaries),
        member<&ListSpeakerEnrollmentJobsResponse::next_token>("NextToken", kString)};
  }
};

}  // namespace voiceid::shapes
