#pragma once

#include <array>

#include "handlers/shapes/scalars.hpp"

/// The members of `detail` as the public EventBridge schemas have them (page 5): one table for each structure.
namespace voiceid::events {

using shapes::member;

inline constexpr shapes::Shape kText = shapes::string_shape("Text", {}, {});
inline constexpr shapes::Shape kTextList = shapes::list_shape<std::string_view>("TextList", kText);

struct ErrorInfo {
  static constexpr std::string_view kName = "ErrorInfo";
  std::string_view error_message;
  std::string_view error_type;
  std::int64_t error_code = 0;
  static constexpr auto members() {
    return std::array{member<&ErrorInfo::error_message>("errorMessage", kText),
                      member<&ErrorInfo::error_type>("errorType", kText),
                      member<&ErrorInfo::error_code>("errorCode", shapes::kInteger)};
  }
};

/// What every `detail` begins with.
struct CommonDetail {
  static constexpr std::string_view kName = "CommonDetail";
  std::string_view source_id;
  std::string_view action;
  std::string_view status;
  std::string_view domain_id;
  std::optional<ErrorInfo> error_info;
  static constexpr auto members() {
    return std::array{member<&CommonDetail::source_id>("sourceId", kText),
                      member<&CommonDetail::action>("action", kText), member<&CommonDetail::status>("status", kText),
                      member<&CommonDetail::domain_id>("domainId", kText),
                      member<&CommonDetail::error_info>("errorInfo")};
  }
};

struct SystemAttributes {
  static constexpr std::string_view kName = "SystemAttributes";
  std::string_view original_contact_arn;
  static constexpr auto members() {
    return std::array{member<&SystemAttributes::original_contact_arn>("aws:connect:OriginalContactArn", kText)};
  }
};

struct AuthenticationConfiguration {
  static constexpr std::string_view kName = "AuthenticationConfiguration";
  std::int64_t acceptance_threshold = 0;
  static constexpr auto members() {
    return std::array{
        member<&AuthenticationConfiguration::acceptance_threshold>("acceptanceThreshold", shapes::kInteger)};
  }
};

struct FraudDetectionConfiguration {
  static constexpr std::string_view kName = "FraudDetectionConfiguration";
  std::int64_t risk_threshold = 0;
  std::string_view watchlist_id;
  static constexpr auto members() {
    return std::array{member<&FraudDetectionConfiguration::risk_threshold>("riskThreshold", shapes::kInteger),
                      member<&FraudDetectionConfiguration::watchlist_id>("watchlistId", kText)};
  }
};

struct StreamingConfiguration {
  static constexpr std::string_view kName = "StreamingConfiguration";
  std::int64_t minimum_speech = 0;
  static constexpr auto members() {
    return std::array{
        member<&StreamingConfiguration::minimum_speech>("authenticationMinimumSpeechInSeconds", shapes::kInteger)};
  }
};

struct AudioProgress {
  static constexpr std::string_view kName = "AudioProgress";
  std::optional<TimePoint> started_at;
  std::optional<TimePoint> ended_at;
  static constexpr auto members() {
    return std::array{member<&AudioProgress::started_at>("audioAggregationStartedAt", shapes::kTimestamp),
                      member<&AudioProgress::ended_at>("audioAggregationEndedAt", shapes::kTimestamp)};
  }
};

struct EnrollmentAudioProgress {
  static constexpr std::string_view kName = "EnrollmentAudioProgress";
  std::optional<std::string_view> status;
  std::optional<TimePoint> started_at;
  std::optional<TimePoint> ended_at;
  static constexpr auto members() {
    return std::array{member<&EnrollmentAudioProgress::status>("audioAggregationStatus", kText),
                      member<&EnrollmentAudioProgress::started_at>("audioAggregationStartedAt", shapes::kTimestamp),
                      member<&EnrollmentAudioProgress::ended_at>("audioAggregationEndedAt", shapes::kTimestamp)};
  }
};

/// `session` of UPDATE_SESSION, and the first part of that of START_SESSION.
struct UpdatedSession {
  static constexpr std::string_view kName = "UpdatedSession";
  std::optional<std::string_view> session_id;
  std::optional<std::string_view> session_name;
  std::optional<std::string_view> generated_speaker_id;
  std::optional<AuthenticationConfiguration> authentication_configuration;
  std::optional<FraudDetectionConfiguration> fraud_detection_configuration;

  template <class Session = UpdatedSession>
  static constexpr auto members() {
    return std::array{member<&UpdatedSession::session_id, Session>("sessionId", kText),
                      member<&UpdatedSession::session_name, Session>("sessionName", kText),
                      member<&UpdatedSession::generated_speaker_id, Session>("generatedSpeakerId", kText),
                      member<&UpdatedSession::authentication_configuration, Session>("authenticationConfiguration"),
                      member<&UpdatedSession::fraud_detection_configuration, Session>("fraudDetectionConfiguration")};
  }
};

/// `session` of START_SESSION.
struct StartedSession : UpdatedSession {
  static constexpr std::string_view kName = "StartedSession";
  std::optional<StreamingConfiguration> streaming_configuration;
  EnrollmentAudioProgress enrollment_audio_progress;
  AudioProgress authentication_audio_progress;
  AudioProgress fraud_detection_audio_progress;

  static constexpr auto members() {
    const auto first = UpdatedSession::members<StartedSession>();
    return std::array{first[0],
                      first[1],
                      first[2],
                      first[3],
                      first[4],
                      member<&StartedSession::streaming_configuration>("streamingConfiguration"),
                      member<&StartedSession::enrollment_audio_progress>("enrollmentAudioProgress"),
                      member<&StartedSession::authentication_audio_progress>("authenticationAudioProgress"),
                      member<&StartedSession::fraud_detection_audio_progress>("fraudDetectionAudioProgress")};
  }
};

struct StartSessionDetail {
  static constexpr std::string_view kName = "StartSessionDetail";
  StartedSession session;
  std::optional<SystemAttributes> system_attributes;
  static constexpr auto members() {
    return std::array{member<&StartSessionDetail::session>("session"),
                      member<&StartSessionDetail::system_attributes>("systemAttributes")};
  }
};

struct UpdateSessionDetail {
  static constexpr std::string_view kName = "UpdateSessionDetail";
  UpdatedSession session;
  static constexpr auto members() { return std::array{member<&UpdateSessionDetail::session>("session")}; }
};

struct AuthenticationResult {
  static constexpr std::string_view kName = "AuthenticationResult";
  std::string_view result_id;
  std::string_view decision;
  std::optional<std::int64_t> score;
  std::optional<TimePoint> started_at;
  std::optional<TimePoint> ended_at;
  AuthenticationConfiguration configuration;
  static constexpr auto members() {
    return std::array{member<&AuthenticationResult::result_id>("authenticationResultId", kText),
                      member<&AuthenticationResult::decision>("decision", kText),
                      member<&AuthenticationResult::score>("score", shapes::kInteger),
                      member<&AuthenticationResult::started_at>("audioAggregationStartedAt", shapes::kTimestamp),
                      member<&AuthenticationResult::ended_at>("audioAggregationEndedAt", shapes::kTimestamp),
                      member<&AuthenticationResult::configuration>("configuration")};
  }
};

struct KnownFraudsterRisk {
  static constexpr std::string_view kName = "KnownFraudsterRisk";
  std::optional<std::string_view> generated_fraudster_id;
  std::int64_t risk_score = 0;
  static constexpr auto members() {
    return std::array{member<&KnownFraudsterRisk::generated_fraudster_id>("generatedFraudsterId", kText),
                      member<&KnownFraudsterRisk::risk_score>("riskScore", shapes::kInteger)};
  }
};

struct VoiceSpoofingRisk {
  static constexpr std::string_view kName = "VoiceSpoofingRisk";
  std::int64_t risk_score = 0;
  static constexpr auto members() {
    return std::array{member<&VoiceSpoofingRisk::risk_score>("riskScore", shapes::kInteger)};
  }
};

struct RiskDetails {
  static constexpr std::string_view kName = "RiskDetails";
  KnownFraudsterRisk known_fraudster_risk;
  VoiceSpoofingRisk voice_spoofing_risk;
  static constexpr auto members() {
    return std::array{member<&RiskDetails::known_fraudster_risk>("knownFraudsterRisk"),
                      member<&RiskDetails::voice_spoofing_risk>("voiceSpoofingRisk")};
  }
};

struct FraudDetectionResult {
  static constexpr std::string_view kName = "FraudDetectionResult";
  std::string_view result_id;
  std::string_view decision;
  std::optional<std::vector<std::string_view>> reasons;
  std::optional<TimePoint> started_at;
  std::optional<TimePoint> ended_at;
  FraudDetectionConfiguration configuration;
  std::optional<RiskDetails> risk_details;
  static constexpr auto members() {
    return std::array{member<&FraudDetectionResult::result_id>("fraudDetectionResultId", kText),
                      member<&FraudDetectionResult::decision>("decision", kText),
                      member<&FraudDetectionResult::reasons>("reasons", kTextList),
                      member<&FraudDetectionResult::started_at>("audioAggregationStartedAt", shapes::kTimestamp),
                      member<&FraudDetectionResult::ended_at>("audioAggregationEndedAt", shapes::kTimestamp),
                      member<&FraudDetectionResult::configuration>("configuration"),
                      member<&FraudDetectionResult::risk_details>("riskDetails")};
  }
};

/// `session` of EVALUATE_SESSION.
struct EvaluatedSession {
  static constexpr std::string_view kName = "EvaluatedSession";
  std::optional<std::string_view> session_id;
  std::optional<std::string_view> session_name;
  std::optional<std::string_view> generated_speaker_id;
  std::optional<std::string_view> streaming_status;
  std::optional<AuthenticationResult> authentication_result;
  std::optional<FraudDetectionResult> fraud_detection_result;
  static constexpr auto members() {
    return std::array{member<&EvaluatedSession::session_id>("sessionId", kText),
                      member<&EvaluatedSession::session_name>("sessionName", kText),
                      member<&EvaluatedSession::generated_speaker_id>("generatedSpeakerId", kText),
                      member<&EvaluatedSession::streaming_status>("streamingStatus", kText),
                      member<&EvaluatedSession::authentication_result>("authenticationResult"),
                      member<&EvaluatedSession::fraud_detection_result>("fraudDetectionResult")};
  }
};

struct EvaluateSessionDetail {
  static constexpr std::string_view kName = "EvaluateSessionDetail";
  EvaluatedSession session;
  std::optional<SystemAttributes> system_attributes;
  static constexpr auto members() {
    return std::array{member<&EvaluateSessionDetail::session>("session"),
                      member<&EvaluateSessionDetail::system_attributes>("systemAttributes")};
  }
};

struct EnrollmentData {
  static constexpr std::string_view kName = "EnrollmentData";
  std::string_view enrollment_source;
  std::string_view enrollment_source_id;
  std::optional<std::string_view> enrollment_status;
  static constexpr auto members() {
    return std::array{member<&EnrollmentData::enrollment_source>("enrollmentSource", kText),
                      member<&EnrollmentData::enrollment_source_id>("enrollmentSourceId", kText),
                      member<&EnrollmentData::enrollment_status>("enrollmentStatus", kText)};
  }
};

struct SpeakerDetail {
  static constexpr std::string_view kName = "SpeakerDetail";
  std::optional<std::string_view> generated_speaker_id;
  std::optional<EnrollmentData> data;
  std::optional<SystemAttributes> system_attributes;
  static constexpr auto members() {
    return std::array{member<&SpeakerDetail::generated_speaker_id>("generatedSpeakerId", kText),
                      member<&SpeakerDetail::data>("data"),
                      member<&SpeakerDetail::system_attributes>("systemAttributes")};
  }
};

struct RegistrationData {
  static constexpr std::string_view kName = "RegistrationData";
  std::string_view registration_source;
  std::string_view registration_source_id;
  std::optional<std::string_view> registration_status;
  static constexpr auto members() {
    return std::array{member<&RegistrationData::registration_source>("registrationSource", kText),
                      member<&RegistrationData::registration_source_id>("registrationSourceId", kText),
                      member<&RegistrationData::registration_status>("registrationStatus", kText)};
  }
};

struct FraudsterDetail {
  static constexpr std::string_view kName = "FraudsterDetail";
  std::optional<std::string_view> generated_fraudster_id;
  std::optional<std::vector<std::string_view>> watchlist_ids;
  std::optional<RegistrationData> data;
  static constexpr auto members() {
    return std::array{member<&FraudsterDetail::generated_fraudster_id>("generatedFraudsterId", kText),
                      member<&FraudsterDetail::watchlist_ids>("watchlistIds", kTextList),
                      member<&FraudsterDetail::data>("data")};
  }
};

struct SessionEnrollmentDetail {
  static constexpr std::string_view kName = "SessionEnrollmentDetail";
  std::optional<std::string_view> session_id;
  std::optional<std::string_view> session_name;
  std::optional<SystemAttributes> system_attributes;
  static constexpr auto members() {
    return std::array{member<&SessionEnrollmentDetail::session_id>("sessionId", kText),
                      member<&SessionEnrollmentDetail::session_name>("sessionName", kText),
                      member<&SessionEnrollmentDetail::system_attributes>("systemAttributes")};
  }
};

}  // namespace voiceid::events
