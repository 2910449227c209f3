#pragma once

#include <array>

#include "handlers/shapes/jobs.hpp"

/// Shapes of the fraudster registration job operations (M).
namespace voiceid::shapes {

struct RegistrationConfig {
  static constexpr std::string_view kName = "RegistrationConfig";
  std::optional<std::string_view> duplicate_registration_action;
  std::optional<std::int64_t> fraudster_similarity_threshold{};
  std::optional<std::vector<std::string_view>> watchlist_ids;
  static constexpr auto members() {
    return std::array{
        member<&RegistrationConfig::duplicate_registration_action>("DuplicateRegistrationAction",
                                                                   kDuplicateRegistrationAction),
        member<&RegistrationConfig::fraudster_similarity_threshold>("FraudsterSimilarityThreshold", kScore),
        member<&RegistrationConfig::watchlist_ids>("WatchlistIds", kRegistrationConfigWatchlistIds)};
  }
};

struct FraudsterRegistrationJob {
  static constexpr std::string_view kName = "FraudsterRegistrationJob";
  std::optional<TimePoint> created_at;
  std::optional<std::string_view> data_access_role_arn;
  std::optional<std::string_view> domain_id;
  std::optional<TimePoint> ended_at;
  std::optional<FailureDetails> failure_details;
  std::optional<InputDataConfig> input_data_config;
  std::optional<std::string_view> job_id;
  std::optional<std::string_view> job_name;
  std::optional<JobProgress> job_progress;
  std::optional<std::string_view> job_status;
  std::optional<OutputDataConfig> output_data_config;
  std::optional<RegistrationConfig> registration_config;
  static constexpr auto members() {
    return std::array{member<&FraudsterRegistrationJob::created_at>("CreatedAt", kTimestamp),
                      member<&FraudsterRegistrationJob::data_access_role_arn>("DataAccessRoleArn", kIamRoleArn),
                      member<&FraudsterRegistrationJob::domain_id>("DomainId", kDomainId),
                      member<&FraudsterRegistrationJob::ended_at>("EndedAt", kTimestamp),
                      member<&FraudsterRegistrationJob::failure_details>("FailureDetails"),
                      member<&FraudsterRegistrationJob::input_data_config>("InputDataConfig"),
                      member<&FraudsterRegistrationJob::job_id>("JobId", kJobId),
                      member<&FraudsterRegistrationJob::job_name>("JobName", kJobName),
                      member<&FraudsterRegistrationJob::job_progress>("JobProgress"),
                      member<&FraudsterRegistrationJob::job_status>("JobStatus", kFraudsterRegistrationJobStatus),
                      member<&FraudsterRegistrationJob::output_data_config>("OutputDataConfig"),
                      member<&FraudsterRegistrationJob::registration_config>("RegistrationConfig")};
  }
};

struct FraudsterRegistrationJobSummary {
  static constexpr std::string_view kName = "FraudsterRegistrationJobSummary";
  std::optional<TimePoint> created_at;
  std::optional<std::string_view> domain_id;
  std::optional<TimePoint> ended_at;
  std::optional<FailureDetails> failure_details;
  std::optional<std::string_view> job_id;
  std::optional<std::string_view> job_name;
  std::optional<JobProgress> job_progress;
  std::optional<std::string_view> job_status;
  static constexpr auto members() {
    return std::array{
        member<&FraudsterRegistrationJobSummary::created_at>("CreatedAt", kTimestamp),
        member<&FraudsterRegistrationJobSummary::domain_id>("DomainId", kDomainId),
        member<&FraudsterRegistrationJobSummary::ended_at>("EndedAt", kTimestamp),
        member<&FraudsterRegistrationJobSummary::failure_details>("FailureDetails"),
        member<&FraudsterRegistrationJobSummary::job_id>("JobId", kJobId),
        member<&FraudsterRegistrationJobSummary::job_name>("JobName", kJobName),
        member<&FraudsterRegistrationJobSummary::job_progress>("JobProgress"),
        member<&FraudsterRegistrationJobSummary::job_status>("JobStatus", kFraudsterRegistrationJobStatus)};
  }
};

struct StartFraudsterRegistrationJobRequest {
  static constexpr std::string_view kName = "StartFraudsterRegistrationJobRequest";
  std::optional<std::string_view> client_token;
  std::string_view data_access_role_arn;
  std::string_view domain_id;
  InputDataConfig input_data_config{};
  std::optional<std::string_view> job_name;
  OutputDataConfig output_data_config{};
  std::optional<RegistrationConfig> registration_config;
  static constexpr auto members() {
    return std::array{
        idempotency_token(
            member<&StartFraudsterRegistrationJobRequest::client_token>("ClientToken", kClientTokenString)),
        member<&StartFraudsterRegistrationJobRequest::data_access_role_arn>("DataAccessRoleArn", kIamRoleArn),
        member<&StartFraudsterRegistrationJobRequest::domain_id>("DomainId", kDomainId),
        member<&StartFraudsterRegistrationJobRequest::input_data_config>("InputDataConfig"),
        member<&StartFraudsterRegistrationJobRequest::job_name>("JobName", kJobName),
        member<&StartFraudsterRegistrationJobRequest::output_data_config>("OutputDataConfig"),
        member<&StartFraudsterRegistrationJobRequest::registration_config>("RegistrationConfig")};
  }
};

struct StartFraudsterRegistrationJobResponse {
  static constexpr std::string_view kName = "StartFraudsterRegistrationJobResponse";
  std::optional<FraudsterRegistrationJob> job;
  static constexpr auto members() { return std::array{member<&StartFraudsterRegistrationJobResponse::job>("Job")}; }
};

struct DescribeFraudsterRegistrationJobRequest {
  static constexpr std::string_view kName = "DescribeFraudsterRegistrationJobRequest";
  std::string_view domain_id;
  std::string_view job_id;
  static constexpr auto members() {
    return std::array{member<&DescribeFraudsterRegistrationJobRequest::domain_id>("DomainId", kDomainId),
                      member<&DescribeFraudsterRegistrationJobRequest::job_id>("JobId", kJobId)};
  }
};

struct DescribeFraudsterRegistrationJobResponse {
  static constexpr std::string_view kName = "DescribeFraudsterRegistrationJobResponse";
  std::optional<FraudsterRegistrationJob> job;
  static constexpr auto members() { return std::array{member<&DescribeFraudsterRegistrationJobResponse::job>("Job")}; }
};

struct ListFraudsterRegistrationJobsRequest {
  static constexpr std::string_view kName = "ListFraudsterRegistrationJobsRequest";
  std::string_view domain_id;
  std::optional<std::string_view> job_status;
  std::optional<std::int64_t> max_results{};
  std::optional<std::string_view> next_token;
  static constexpr auto members() {
    return std::array{
        member<&ListFraudsterRegistrationJobsRequest::domain_id>("DomainId", kDomainId),
        member<&ListFraudsterRegistrationJobsRequest::job_status>("JobStatus", kFraudsterRegistrationJobStatus),
        member<&ListFraudsterRegistrationJobsRequest::max_results>("MaxResults", kMaxResultsForList),
        member<&ListFraudsterRegistrationJobsRequest::next_token>("NextToken", kNextToken)};
  }
};

inline constexpr Shape kFraudsterRegistrationJobSummaries = list_shape<FraudsterRegistrationJobSummary>(
    "FraudsterRegistrationJobSummaries", kShapeOf<FraudsterRegistrationJobSummary>);

struct ListFraudsterRegistrationJobsResponse {
  static constexpr std::string_view kName = "ListFraudsterRegistrationJobsResponse";
  std::optional<std::vector<FraudsterRegistrationJobSummary>> job_summaries;
  std::optional<std::string_view> next_token;
  static constexpr auto members() {
    return std::array{member<&ListFraudsterRegistrationJobsResponse::job_summaries>("JobSummaries",
                                                                                    kFraudsterRegistrationJobSummaries),
                      member<&ListFraudsterRegistrationJobsResponse::next_token>("NextToken", kString)};
  }
};

}  // namespace voiceid::shapes
