#pragma once

#include "server/events/event_shapes.hpp"

/// The members of `detail` of events about sessions.
namespace voiceid::events {

struct EventAuthenticationConfiguration {
  static constexpr std::string_view kName = "EventAuthenticationConfiguration";
  std::int64_t acceptance_threshold = 0;
  static constexpr auto members() {
    return std::array{
        member<&EventAuthenticationConfiguration::acceptance_threshold>("acceptanceThreshold", shapes::kInteger)};
  }
};

struct EventFraudDetectionConfiguration {
  static constexpr std::string_view kName = "EventFraudDetectionConfiguration";
  std::int64_t risk_threshold = 0;
  std::string_view watchlist_id;
  static constexpr auto members() {
    return std::array{member<&EventFraudDetectionConfiguration::risk_threshold>("riskThreshold", shapes::kInteger),
                      member<&EventFraudDetectionConfiguration::watchlist_id>("watchlistId", kText)};
  }
};

struct EventStreamingConfiguration {
  static constexpr std::string_view kName = "EventStreamingConfiguration";
  std::int64_t minimum_speech = 0;
  static constexpr auto members() {
    return std::array{
        member<&EventStreamingConfiguration::minimum_speech>("authenticationMinimumSpeechInSeconds", shapes::kInteger)};
  }
};

struct EventAudioProgress {
  static constexpr std::string_view kName = "EventAudioProgress";
  std::optional<TimePoint> started_at;
  std::optional<TimePoint> ended_at;
  static constexpr auto members() {
    return std::array{member<&EventAudioProgress::started_at>("audioAggregationStartedAt", shapes::kTimestamp),
                      member<&EventAudioProgress::ended_at>("audioAggregationEndedAt", shapes::kTimestamp)};
  }
};

struct EventEnrollmentAudioProgress {
  static constexpr std::string_view kName = "EventEnrollmentAudioProgress";
  std::optional<std::string_view> status;
  std::optional<TimePoint> started_at;
  std::optional<TimePoint> ended_at;
  static constexpr auto members() {
    return std::array{
        member<&EventEnrollmentAudioProgress::status>("audioAggregationStatus", kText),
        member<&EventEnrollmentAudioProgress::started_at>("audioAggregationStartedAt", shapes::kTimestamp),
        member<&EventEnrollmentAudioProgress::ended_at>("audioAggregationEndedAt", shapes::kTimestamp)};
  }
};

/// The `session` of UPDATE_SESSION, and the first members of that of START_SESSION.
struct UpdatedSession {
  static constexpr std::string_view kName = "UpdatedSession";
  std::optional<std::string_view> session_id;
  std::optional<std::string_view> session_name;
  std::optional<std::string_view> generated_speaker_id;
  std::optional<EventAuthenticationConfiguration> authentication_configuration;
  std::optional<EventFraudDetectionConfiguration> fraud_detection_configuration;

  template <class Session = UpdatedSession>
  static constexpr auto members() {
    return std::array{member<&UpdatedSession::session_id, Session>("sessionId", kText),
                      member<&UpdatedSession::session_name, Session>("sessionName", kText),
                      member<&UpdatedSession::generated_speaker_id, Session>("generatedSpeakerId", kText),
                      member<&UpdatedSession::authentication_configuration, Session>("authenticationConfiguration"),
                      member<&UpdatedSession::fraud_detection_configuration, Session>("fraudDetectionConfiguration")};
  }
};

/// The `session` of START_SESSION.
struct StartedSession : UpdatedSession {
  static constexpr std::string_view kName = "StartedSession";
  std::optional<EventStreamingConfiguration> streaming_configuration;
  EventEnrollmentAudioProgress enrollment_audio_progress;
  EventAudioProgress authentication_audio_progress;
  EventAudioProgress fraud_detection_audio_progress;

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

struct EventAuthenticationResult {
  static constexpr std::string_view kName = "EventAuthenticationResult";
  std::string_view result_id;
  std::string_view decision;
  std::optional<std::int64_t> score;
  std::optional<TimePoint> started_at;
  std::optional<TimePoint> ended_at;
  EventAuthenticationConfiguration configuration;
  static constexpr auto members() {
    return std::array{member<&EventAuthenticationResult::result_id>("authenticationResultId", kText),
                      member<&EventAuthenticationResult::decision>("decision", kText),
                      member<&EventAuthenticationResult::score>("score", shapes::kInteger),
                      member<&EventAuthenticationResult::started_at>("audioAggregationStartedAt", shapes::kTimestamp),
                      member<&EventAuthenticationResult::ended_at>("audioAggregationEndedAt", shapes::kTimestamp),
                      member<&EventAuthenticationResult::configuration>("configuration")};
  }
};

struct EventKnownFraudsterRisk {
  static constexpr std::string_view kName = "EventKnownFraudsterRisk";
  std::optional<std::string_view> generated_fraudster_id;
  std::int64_t risk_score = 0;
  static constexpr auto members() {
    return std::array{member<&EventKnownFraudsterRisk::generated_fraudster_id>("generatedFraudsterId", kText),
                      member<&EventKnownFraudsterRisk::risk_score>("riskScore", shapes::kInteger)};
  }
};

struct EventVoiceSpoofingRisk {
  static constexpr std::string_view kName = "EventVoiceSpoofingRisk";
  std::int64_t risk_score = 0;
  static constexpr auto members() {
    return std::array{member<&EventVoiceSpoofingRisk::risk_score>("riskScore", shapes::kInteger)};
  }
};

struct RiskDetails {
  static constexpr std::string_view kName = "RiskDetails";
  EventKnownFraudsterRisk known_fraudster_risk;
  EventVoiceSpoofingRisk voice_spoofing_risk;
  static constexpr auto members() {
    return std::array{member<&RiskDetails::known_fraudster_risk>("knownFraudsterRisk"),
                      member<&RiskDetails::voice_spoofing_risk>("voiceSpoofingRisk")};
  }
};

struct EventFraudDetectionResult {
  static constexpr std::string_view kName = "EventFraudDetectionResult";
  std::string_view result_id;
  std::string_view decision;
  std::optional<std::vector<std::string_view>> reasons;
  std::optional<TimePoint> started_at;
  std::optional<TimePoint> ended_at;
  EventFraudDetectionConfiguration configuration;
  std::optional<RiskDetails> risk_details;
  static constexpr auto members() {
    return std::array{member<&EventFraudDetectionResult::result_id>("fraudDetectionResultId", kText),
                      member<&EventFraudDetectionResult::decision>("decision", kText),
                      member<&EventFraudDetectionResult::reasons>("reasons", kTextList),
                      member<&EventFraudDetectionResult::started_at>("audioAggregationStartedAt", shapes::kTimestamp),
                      member<&EventFraudDetectionResult::ended_at>("audioAggregationEndedAt", shapes::kTimestamp),
                      member<&EventFraudDetectionResult::configuration>("configuration"),
                      member<&EventFraudDetectionResult::risk_details>("riskDetails")};
  }
};

/// The `session` of EVALUATE_SESSION.
struct EvaluatedSession {
  static constexpr std::string_view kName = "EvaluatedSession";
  std::optional<std::string_view> session_id;
  std::optional<std::string_view> session_name;
  std::optional<std::string_view> generated_speaker_id;
  std::optional<std::string_view> streaming_status;
  std::optional<EventAuthenticationResult> authentication_result;
  std::optional<EventFraudDetectionResult> fraud_detection_result;
  static constexpr auto members() {
    return std::array{member<&EvaluatedSession::session_id>("sessionId", kText),
                      member<&EvaluatedSession::session_name>("sessionName", kText),
                      member<&EvaluatedSession::generated_speaker_id>("generatedSpeakerId", kText),
                      member<&EvaluatedSession::streaming_status>("streamingStatus", kText),
                      member<&EvaluatedSession::authentication_result>("authenticationResult"),
                      member<&EvaluatedSession::fraud_detection_result>("fraudDetectionResult")};
  }
};

/// The `detail` of START_SESSION, UPDATE_SESSION and EVALUATE_SESSION.
template <class Session>
struct SessionDetail {
  static constexpr std::string_view kName = "SessionDetail";
  Session session;
  std::optional<SystemAttributes> system_attributes;
  static constexpr auto members() {
    return std::array{member<&SessionDetail::session>("session"),
                      member<&SessionDetail::system_attributes>("systemAttributes")};
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
