#pragma once

#include "handlers/shapes/jobs.hpp"

/// Shapes of the fraudster registration job operations (API model).
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

struct FraudsterRegistrationJob : DescribedJob<kFraudsterRegistrationJobStatus> {
  static constexpr std::string_view kName = "FraudsterRegistrationJob";
  std::optional<RegistrationConfig> registration_config;
  static constexpr auto members() {
    return by_name(joined(members_of<FraudsterRegistrationJob>(),
                          std::array{member<&FraudsterRegistrationJob::registration_config>("RegistrationConfig")}));
  }
};

struct FraudsterRegistrationJobSummary : JobSummary<kFraudsterRegistrationJobStatus> {
  static constexpr std::string_view kName = "FraudsterRegistrationJobSummary";
};

struct StartFraudsterRegistrationJobRequest : StartJobRequest {
  static constexpr std::string_view kName = "StartFraudsterRegistrationJobRequest";
  std::optional<RegistrationConfig> registration_config;
  static constexpr auto members() {
    return by_name(
        joined(members_of<StartFraudsterRegistrationJobRequest>(),
               std::array{member<&StartFraudsterRegistrationJobRequest::registration_config>("RegistrationConfig")}));
  }
};

struct StartFraudsterRegistrationJobResponse : JobResponse<FraudsterRegistrationJob> {
  static constexpr std::string_view kName = "StartFraudsterRegistrationJobResponse";
};

struct DescribeFraudsterRegistrationJobRequest : DescribeJobRequest {
  static constexpr std::string_view kName = "DescribeFraudsterRegistrationJobRequest";
};

struct DescribeFraudsterRegistrationJobResponse : JobResponse<FraudsterRegistrationJob> {
  static constexpr std::string_view kName = "DescribeFraudsterRegistrationJobResponse";
};

struct ListFraudsterRegistrationJobsRequest : ListJobsRequest<kFraudsterRegistrationJobStatus> {
  static constexpr std::string_view kName = "ListFraudsterRegistrationJobsRequest";
};

inline constexpr Shape kFraudsterRegistrationJobSummaries = list_shape<FraudsterRegistrationJobSummary>(
    "FraudsterRegistrationJobSummaries", kShapeOf<FraudsterRegistrationJobSummary>);

struct ListFraudsterRegistrationJobsResponse
    : ListJobsResponse<FraudsterRegistrationJobSummary, kFraudsterRegistrationJobSummaries> {
  static constexpr std::string_view kName = "ListFraudsterRegistrationJobsResponse";
};

}  // namespace voiceid::shapes
