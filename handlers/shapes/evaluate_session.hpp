#pragma once

#include <array>

#include "handlers/shapes/scalars.hpp"

/// Shapes of the session operations (API model).
namespace voiceid::shapes {

struct AuthenticationConfiguration {
  static constexpr std::string_view kName = "AuthenticationConfiguration";
  std::int64_t acceptance_threshold{};
  static constexpr auto members() {
    return std::array{member<&AuthenticationConfiguration::acceptance_threshold>("AcceptanceThreshold", kScore)};
  }
};

struct FraudDetectionConfiguration {
  static constexpr std::string_view kName = "FraudDetectionConfiguration";
  std::optional<std::int64_t> risk_threshold{};
  std::optional<std::string_view> watchlist_id;
  static constexpr auto members() {
    return std::array{member<&FraudDetectionConfiguration::risk_threshold>("RiskThreshold", kScore),
                      member<&FraudDetectionConfiguration::watchlist_id>("WatchlistId", kWatchlistId)};
  }
};

struct KnownFraudsterRisk {
  static constexpr std::string_view kName = "KnownFraudsterRisk";
  std::optional<std::string_view> generated_fraudster_id;
  std::int64_t risk_score{};
  static constexpr auto members() {
    return std::array{
        member<&KnownFraudsterRisk::generated_fraudster_id>("GeneratedFraudsterId", kGeneratedFraudsterId),
        member<&KnownFraudsterRisk::risk_score>("RiskScore", kScore)};
  }
};

struct VoiceSpoofingRisk {
  static constexpr std::string_view kName = "VoiceSpoofingRisk";
  std::int64_t risk_score{};
  static constexpr auto members() { return std::array{member<&VoiceSpoofingRisk::risk_score>("RiskScore", kScore)}; }
};

struct FraudRiskDetails {
  static constexpr std::string_view kName = "FraudRiskDetails";
  KnownFraudsterRisk known_fraudster_risk{};
  VoiceSpoofingRisk voice_spoofing_risk{};
  static constexpr auto members() {
    return std::array{member<&FraudRiskDetails::known_fraudster_risk>("KnownFraudsterRisk"),
                      member<&FraudRiskDetails::voice_spoofing_risk>("VoiceSpoofingRisk")};
  }
};

struct AuthenticationResult {
  static constexpr std::string_view kName = "AuthenticationResult";
  std::optional<TimePoint> audio_aggregation_ended_at;
  std::optional<TimePoint> audio_aggregation_started_at;
  std::optional<std::string_view> authentication_result_id;
  std::optional<AuthenticationConfiguration> configuration;
  std::optional<std::string_view> customer_speaker_id;
  std::optional<std::string_view> decision;
  std::optional<std::string_view> generated_speaker_id;
  std::optional<std::int64_t> score{};
  static constexpr auto members() {
    return std::array{
        member<&AuthenticationResult::audio_aggregation_ended_at>("AudioAggregationEndedAt", kTimestamp),
        member<&AuthenticationResult::audio_aggregation_started_at>("AudioAggregationStartedAt", kTimestamp),
        member<&AuthenticationResult::authentication_result_id>("AuthenticationResultId", kUniqueIdLarge),
        member<&AuthenticationResult::configuration>("Configuration"),
        member<&AuthenticationResult::customer_speaker_id>("CustomerSpeakerId", kCustomerSpeakerId),
        member<&AuthenticationResult::decision>("Decision", kAuthenticationDecision),
        member<&AuthenticationResult::generated_speaker_id>("GeneratedSpeakerId", kGeneratedSpeakerId),
        member<&AuthenticationResult::score>("Score", kScore)};
  }
};

struct FraudDetectionResult {
  static constexpr std::string_view kName = "FraudDetectionResult";
  std::optional<TimePoint> audio_aggregation_ended_at;
  std::optional<TimePoint> audio_aggregation_started_at;
  std::optional<FraudDetectionConfiguration> configuration;
  std::optional<std::string_view> decision;
  std::optional<std::string_view> fraud_detection_result_id;
  std::optional<std::vector<std::string_view>> reasons;
  std::optional<FraudRiskDetails> risk_details;
  static constexpr auto members() {
    return std::array{
        member<&FraudDetectionResult::audio_aggregation_ended_at>("AudioAggregationEndedAt", kTimestamp),
        member<&FraudDetectionResult::audio_aggregation_started_at>("AudioAggregationStartedAt", kTimestamp),
        member<&FraudDetectionResult::configuration>("Configuration"),
        member<&FraudDetectionResult::decision>("Decision", kFraudDetectionDecision),
        member<&FraudDetectionResult::fraud_detection_result_id>("FraudDetectionResultId", kUniqueIdLarge),
        member<&FraudDetectionResult::reasons>("Reasons", kFraudDetectionReasons),
        member<&FraudDetectionResult::risk_details>("RiskDetails")};
  }
};

struct EvaluateSessionRequest {
  static constexpr std::string_view kName = "EvaluateSessionRequest";
  std::string_view domain_id;
  std::string_view session_name_or_id;
  static constexpr auto members() {
    return std::array{member<&EvaluateSessionRequest::domain_id>("DomainId", kDomainId),
                      member<&EvaluateSessionRequest::session_name_or_id>("SessionNameOrId", kSessionNameOrId)};
  }
};

struct EvaluateSessionResponse {
  static constexpr std::string_view kName = "EvaluateSessionResponse";
  std::optional<AuthenticationResult> authentication_result;
  std::optional<std::string_view> domain_id;
  std::optional<FraudDetectionResult> fraud_detection_result;
  std::optional<std::string_view> session_id;
  std::optional<std::string_view> session_name;
  std::optional<std::string_view> streaming_status;
  static constexpr auto members() {
    return std::array{member<&EvaluateSessionResponse::authentication_result>("AuthenticationResult"),
                      member<&EvaluateSessionResponse::domain_id>("DomainId", kDomainId),
                      member<&EvaluateSessionResponse::fraud_detection_result>("FraudDetectionResult"),
                      member<&EvaluateSessionResponse::session_id>("SessionId", kSessionId),
                      member<&EvaluateSessionResponse::session_name>("SessionName", kSessionName),
                      member<&EvaluateSessionResponse::streaming_status>("StreamingStatus", kStreamingStatus)};
  }
};

}  // namespace voiceid::shapes
