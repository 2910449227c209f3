#pragma once

#include <array>

#include "handlers/shapes/scalars.hpp"

/// The shapes that both kinds of batch job share (API model). The contract has each of them once per kind, with the
/// same members but for the job's own configuration and the enumeration of its states.
namespace voiceid::shapes {

struct InputDataConfig {
  static constexpr std::string_view kName = "InputDataConfig";
  std::string_view s3_uri;
  static constexpr auto members() { return std::array{member<&InputDataConfig::s3_uri>("S3Uri", kS3Uri)}; }
};

struct OutputDataConfig {
  static constexpr std::string_view kName = "OutputDataConfig";
  std::optional<std::string_view> kms_key_id;
  std::string_view s3_uri;
  static constexpr auto members() {
    return std::array{member<&OutputDataConfig::kms_key_id>("KmsKeyId", kKmsKeyId),
                      member<&OutputDataConfig::s3_uri>("S3Uri", kS3Uri)};
  }
};

struct FailureDetails {
  static constexpr std::string_view kName = "FailureDetails";
  std::optional<std::string_view> message;
  std::optional<std::int64_t> status_code{};
  static constexpr auto members() {
    return std::array{member<&FailureDetails::message>("Message", kString),
                      member<&FailureDetails::status_code>("StatusCode", kInteger)};
  }
};

struct JobProgress {
  static constexpr std::string_view kName = "JobProgress";
  std::optional<std::int64_t> percent_complete{};
  static constexpr auto members() {
    return std::array{member<&JobProgress::percent_complete>("PercentComplete", kScore)};
  }
};

template <const Shape& JobStatusShape>
struct JobSummary {
  std::optional<TimePoint> created_at;
  std::optional<std::string_view> domain_id;
  std::optional<TimePoint> ended_at;
  std::optional<FailureDetails> failure_details;
  std::optional<std::string_view> job_id;
  std::optional<std::string_view> job_name;
  std::optional<JobProgress> job_progress;
  std::optional<std::string_view> job_status;

  template <class Structure>
  static constexpr auto members_of() {
    return std::array{member<&Structure::created_at, Structure>("CreatedAt", kTimestamp),
                      member<&Structure::domain_id, Structure>("DomainId", kDomainId),
                      member<&Structure::ended_at, Structure>("EndedAt", kTimestamp),
                      member<&Structure::failure_details, Structure>("FailureDetails"),
                      member<&Structure::job_id, Structure>("JobId", kJobId),
                      member<&Structure::job_name, Structure>("JobName", kJobName),
                      member<&Structure::job_progress, Structure>("JobProgress"),
                      member<&Structure::job_status, Structure>("JobStatus", JobStatusShape)};
  }
  static constexpr auto members() { return members_of<JobSummary>(); }
};

/// A job without its configuration.
template <const Shape& JobStatusShape>
struct DescribedJob : JobSummary<JobStatusShape> {
  std::optional<std::string_view> data_access_role_arn;
  std::optional<InputDataConfig> input_data_config;
  std::optional<OutputDataConfig> output_data_config;

  template <class Structure>
  static constexpr auto members_of() {
    return joined(JobSummary<JobStatusShape>::template members_of<Structure>(),
                  std::array{member<&Structure::data_access_role_arn, Structure>("DataAccessRoleArn", kIamRoleArn),
                             member<&Structure::input_data_config, Structure>("InputDataConfig"),
                             member<&Structure::output_data_config, Structure>("OutputDataConfig")});
  }
};

/// A start of a job without its configuration.
struct StartJobRequest {
  std::optional<std::string_view> client_token;
  std::string_view data_access_role_arn;
  std::string_view domain_id;
  InputDataConfig input_data_config{};
  std::optional<std::string_view> job_name;
  OutputDataConfig output_data_config{};

  template <class Structure>
  static constexpr auto members_of() {
    return std::array{idempotency_token(member<&Structure::client_token, Structure>("ClientToken", kClientTokenString)),
                      member<&Structure::data_access_role_arn, Structure>("DataAccessRoleArn", kIamRoleArn),
                      member<&Structure::domain_id, Structure>("DomainId", kDomainId),
                      member<&Structure::input_data_config, Structure>("InputDataConfig"),
                      member<&Structure::job_name, Structure>("JobName", kJobName),
                      member<&Structure::output_data_config, Structure>("OutputDataConfig")};
  }
};

struct DescribeJobRequest {
  std::string_view domain_id;
  std::string_view job_id;
  static constexpr auto members() {
    return std::array{member<&DescribeJobRequest::domain_id>("DomainId", kDomainId),
                      member<&DescribeJobRequest::job_id>("JobId", kJobId)};
  }
};

/// The answer to a start or a description of a job.
template <class JobShape>
struct JobResponse {
  std::optional<JobShape> job;
  static constexpr auto members() { return std::array{member<&JobResponse::job>("Job")}; }
};

template <const Shape& JobStatusShape>
struct ListJobsRequest {
  std::string_view domain_id;
  std::optional<std::string_view> job_status;
  std::optional<std::int64_t> max_results{};
  std::optional<std::string_view> next_token;
  static constexpr auto members() {
    return std::array{member<&ListJobsRequest::domain_id>("DomainId", kDomainId),
                      member<&ListJobsRequest::job_status>("JobStatus", JobStatusShape),
                      member<&ListJobsRequest::max_results>("MaxResults", kMaxResultsForList),
                      member<&ListJobsRequest::next_token>("NextToken", kNextToken)};
  }
};

template <class Summary, const Shape& SummariesShape>
struct ListJobsResponse {
  std::optional<std::vector<Summary>> job_summaries;
  std::optional<std::string_view> next_token;
  static constexpr auto members() {
    return std::array{member<&ListJobsResponse::job_summaries>("JobSummaries", SummariesShape),
                      member<&ListJobsResponse::next_token>("NextToken", kString)};
  }
};

}  // namespace voiceid::shapes
