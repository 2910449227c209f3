#pragma once

#include "server/events/event_shapes.hpp"

/// The members of `detail` of the events about sessions.
namespace voiceid::events {

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
