#pragma once

#include "handlers/shapes/jobs.hpp"

/// Shapes of the speaker enrollment job operations (API model).
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

struct SpeakerEnrollmentJob : DescribedJob<kSpeakerEnrollmentJobStatus> {
  static constexpr std::string_view kName = "SpeakerEnrollmentJob";
  std::optional<EnrollmentConfig> enrollment_config;
  static constexpr auto members() {
    return by_name(joined(members_of<SpeakerEnrollmentJob>(),
                          std::array{member<&SpeakerEnrollmentJob::enrollment_config>("EnrollmentConfig")}));
  }
};

struct SpeakerEnrollmentJobSummary : JobSummary<kSpeakerEnrollmentJobStatus> {
  static constexpr std::string_view kName = "SpeakerEnrollmentJobSummary";
};

struct StartSpeakerEnrollmentJobRequest : StartJobRequest {
  static constexpr std::string_view kName = "StartSpeakerEnrollmentJobRequest";
  std::optional<EnrollmentConfig> enrollment_config;
  static constexpr auto members() {
    return by_name(
        joined(members_of<StartSpeakerEnrollmentJobRequest>(),
               std::array{member<&StartSpeakerEnrollmentJobRequest::enrollment_config>("EnrollmentConfig")}));
  }
};

struct StartSpeakerEnrollmentJobResponse : JobResponse<SpeakerEnrollmentJob> {
  static constexpr std::string_view kName = "StartSpeakerEnrollmentJobResponse";
};

struct DescribeSpeakerEnrollmentJobRequest : DescribeJobRequest {
  static constexpr std::string_view kName = "DescribeSpeakerEnrollmentJobRequest";
};

struct DescribeSpeakerEnrollmentJobResponse : JobResponse<SpeakerEnrollmentJob> {
  static constexpr std::string_view kName = "DescribeSpeakerEnrollmentJobResponse";
};

struct ListSpeakerEnrollmentJobsRequest : ListJobsRequest<kSpeakerEnrollmentJobStatus> {
  static constexpr std::string_view kName = "ListSpeakerEnrollmentJobsRequest";
};

inline constexpr Shape kSpeakerEnrollmentJobSummaries =
    list_shape<SpeakerEnrollmentJobSummary>("SpeakerEnrollmentJobSummaries", kShapeOf<SpeakerEnrollmentJobSummary>);

struct ListSpeakerEnrollmentJobsResponse
    : ListJobsResponse<SpeakerEnrollmentJobSummary, kSpeakerEnrollmentJobSummaries> {
  static constexpr std::string_view kName = "ListSpeakerEnrollmentJobsResponse";
};

}  // namespace voiceid::shapes
