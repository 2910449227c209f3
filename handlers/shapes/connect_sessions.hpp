#pragma once

#include <array>

#include "domain/session.hpp"
#include "handlers/shapes/evaluate_session.hpp"

/// Shapes for what the service had no public API for: how Amazon Connect starts, feeds and describes sessions. The
/// control API and the agent-desktop calls share them. Members have the service's names (streams library).
namespace voiceid::shapes {

inline constinit const Pattern kArnPattern{"^arn:[^:]+:.+$"};

/// The id of an Amazon Connect instance or contact; nothing here depends on its form.
inline constexpr Shape kConnectId = string_shape("ConnectId", 1, 256);
/// The customer of a contact: also the CustomerSpeakerId if that customer is a speaker.
inline constexpr Shape kCustomerId = sensitive(string_shape("CustomerId", 1, 256));

/// The label of a voice.
inline constexpr Shape kVoice = string_shape("Voice", 1, 256, &kNamePattern);
/// A label, or an acoustic voice as text_of() writes it (domain/voice.hpp).
inline constinit const Pattern kEnrolledVoicePattern{"^([a-zA-Z0-9][a-zA-Z0-9_-]*|acoustic:[a-zA-Z0-9+/]+={0,2})$"};
inline constexpr Shape kEnrolledVoice = string_shape("EnrolledVoice", 1, 256, &kEnrolledVoicePattern);
inline constexpr Shape kSpeechSeconds = number_shape("SpeechSeconds", 0, 86'400);
inline constexpr Shape kMinimumSpeechInSeconds =
    integer_shape("AuthenticationMinimumSpeechInSeconds", kLeastMinimumSpeech.count(), kMostMinimumSpeech.count());
inline constexpr Shape kContactArn = string_shape("ContactArn", 1, 2048, &kArnPattern);
inline constexpr Shape kEnrollmentRequestStatus = enum_shape<EnrollmentRequestStatus>("EnrollmentRequestStatus");
inline constexpr Shape kAudioAggregationStatus = string_shape("AudioAggregationStatus", {}, {});
/// Without ENDED: only the call that ends a stream sets it.
inline constexpr Shape kSettableStreamingStatus{.name = "StreamingStatus",
                                                .kind = ShapeKind::kString,
                                                .enum_values = std::span(kEnumNames<StreamingStatus>).first<2>()};

struct StreamingConfiguration {
  static constexpr std::string_view kName = "StreamingConfiguration";
  std::optional<std::int64_t> authentication_minimum_speech_in_seconds;
  static constexpr auto members() {
    return std::array{member<&StreamingConfiguration::authentication_minimum_speech_in_seconds>(
        "AuthenticationMinimumSpeechInSeconds", kMinimumSpeechInSeconds)};
  }
};

/// AuthenticationConfiguration in a request; omitted members keep their values.
struct AuthenticationSettings {
  static constexpr std::string_view kName = "AuthenticationSettings";
  std::optional<std::int64_t> acceptance_threshold;
  static constexpr auto members() {
    return std::array{member<&AuthenticationSettings::acceptance_threshold>("AcceptanceThreshold", kScore)};
  }
};

/// PATCH …/sessions/{nameOrId}.
struct UpdateSessionRequest {
  static constexpr std::string_view kName = "UpdateSessionRequest";
  std::optional<OrNull<std::string_view>> speaker_id;
  std::optional<OrFalse<AuthenticationSettings>> authentication_configuration;
  std::optional<OrFalse<FraudDetectionConfiguration>> fraud_detection_configuration;
  std::optional<StreamingConfiguration> streaming_configuration;
  std::optional<std::string_view> streaming_status;
  std::optional<OrNull<std::string_view>> contact_arn;

  /// The members of this type, or of one that derives from it.
  template <class Request>
  static constexpr auto members_of() {
    return std::array{member<&Request::speaker_id, Request>("SpeakerId", kSpeakerId),
                      member<&Request::authentication_configuration, Request>("AuthenticationConfiguration"),
                      member<&Request::fraud_detection_configuration, Request>("FraudDetectionConfiguration"),
                      member<&Request::streaming_configuration, Request>("StreamingConfiguration"),
                      member<&Request::streaming_status, Request>("StreamingStatus", kSettableStreamingStatus),
                      member<&Request::contact_arn, Request>("ContactArn", kContactArn)};
  }
  static constexpr auto members() { return members_of<UpdateSessionRequest>(); }
};

/// POST …/sessions.
struct StartSessionRequest : UpdateSessionRequest {
  static constexpr std::string_view kName = "StartSessionRequest";
  std::string_view session_name;
  static constexpr auto members() {
    return joined(std::array{member<&StartSessionRequest::session_name>("SessionName", kSessionName)},
                  members_of<StartSessionRequest>());
  }
};

/// POST …/audio, as JSON.
struct AddAudioRequest {
  static constexpr std::string_view kName = "AddAudioRequest";
  std::string_view voice;
  double speech_seconds{};
  std::optional<std::int64_t> spoofing_risk;
  static constexpr auto members() {
    return std::array{member<&AddAudioRequest::voice>("Voice", kVoice),
                      member<&AddAudioRequest::speech_seconds>("SpeechSeconds", kSpeechSeconds),
                      member<&AddAudioRequest::spoofing_risk>("SpoofingRisk", kScore)};
  }
};

/// PUT …/outcome, also shown by a session.
struct Outcome {
  static constexpr std::string_view kName = "Outcome";
  std::optional<std::int64_t> authentication_score;
  std::optional<KnownFraudsterRisk> known_fraudster_risk;
  std::optional<VoiceSpoofingRisk> voice_spoofing_risk;
  static constexpr auto members() {
    return std::array{member<&Outcome::authentication_score>("AuthenticationScore", kScore),
                      member<&Outcome::known_fraudster_risk>("KnownFraudsterRisk"),
                      member<&Outcome::voice_spoofing_risk>("VoiceSpoofingRisk")};
  }
};

struct AudioProgress {
  static constexpr std::string_view kName = "AudioProgress";
  std::optional<TimePoint> audio_aggregation_ended_at;
  std::optional<TimePoint> audio_aggregation_started_at;
  static constexpr auto members() {
    return std::array{member<&AudioProgress::audio_aggregation_ended_at>("AudioAggregationEndedAt", kTimestamp),
                      member<&AudioProgress::audio_aggregation_started_at>("AudioAggregationStartedAt", kTimestamp)};
  }
};

struct EnrollmentAudioProgress {
  static constexpr std::string_view kName = "EnrollmentAudioProgress";
  std::optional<TimePoint> audio_aggregation_ended_at;
  std::optional<TimePoint> audio_aggregation_started_at;
  std::string_view audio_aggregation_status;
  static constexpr auto members() {
    return std::array{
        member<&EnrollmentAudioProgress::audio_aggregation_ended_at>("AudioAggregationEndedAt", kTimestamp),
        member<&EnrollmentAudioProgress::audio_aggregation_started_at>("AudioAggregationStartedAt", kTimestamp),
        member<&EnrollmentAudioProgress::audio_aggregation_status>("AudioAggregationStatus", kAudioAggregationStatus)};
  }
};

struct EnrollmentRequestDetails {
  static constexpr std::string_view kName = "EnrollmentRequestDetails";
  std::optional<std::string_view> message;
  std::string_view status;
  static constexpr auto members() {
    return std::array{member<&EnrollmentRequestDetails::message>("Message", kString),
                      member<&EnrollmentRequestDetails::status>("Status", kEnrollmentRequestStatus)};
  }
};

/// What the current stream has heard.
struct Audio {
  static constexpr std::string_view kName = "Audio";
  /// Of an acoustic voice to the one that the session's speaker enrolled.
  std::optional<std::int64_t> similarity;
  double speech_seconds{};
  std::int64_t spoofing_risk{};
  std::string_view voice;
  static constexpr auto members() {
    return std::array{member<&Audio::similarity>("Similarity", kScore),
                      member<&Audio::speech_seconds>("SpeechSeconds", kSpeechSeconds),
                      member<&Audio::spoofing_risk>("SpoofingRisk", kScore), member<&Audio::voice>("Voice", kVoice)};
  }
};

/// As the streams library shows a session, with Audio, Outcome, ContactArn and EndedAt added.
struct Session {
  static constexpr std::string_view kName = "Session";
  std::optional<Audio> audio;
  std::optional<AudioProgress> authentication_audio_progress;
  std::optional<AuthenticationConfiguration> authentication_configuration;
  std::optional<std::string_view> contact_arn;
  TimePoint created_at;
  std::optional<std::string_view> customer_speaker_id;
  std::string_view domain_id;
  std::optional<TimePoint> ended_at;
  std::optional<EnrollmentAudioProgress> enrollment_audio_progress;
  std::optional<EnrollmentRequestDetails> enrollment_request_details;
  std::optional<AudioProgress> fraud_detection_audio_progress;
  std::optional<FraudDetectionConfiguration> fraud_detection_configuration;
  std::optional<std::string_view> generated_speaker_id;
  std::optional<Outcome> outcome;
  std::string_view session_id;
  std::string_view session_name;
  StreamingConfiguration streaming_configuration;
  std::string_view streaming_status;
  static constexpr auto members() {
    return std::array{member<&Session::audio>("Audio"),
                      member<&Session::authentication_audio_progress>("AuthenticationAudioProgress"),
                      member<&Session::authentication_configuration>("AuthenticationConfiguration"),
                      member<&Session::contact_arn>("ContactArn", kContactArn),
                      member<&Session::created_at>("CreatedAt", kTimestamp),
                      member<&Session::customer_speaker_id>("CustomerSpeakerId", kCustomerSpeakerId),
                      member<&Session::domain_id>("DomainId", kDomainId),
                      member<&Session::ended_at>("EndedAt", kTimestamp),
                      member<&Session::enrollment_audio_progress>("EnrollmentAudioProgress"),
                      member<&Session::enrollment_request_details>("EnrollmentRequestDetails"),
                      member<&Session::fraud_detection_audio_progress>("FraudDetectionAudioProgress"),
                      member<&Session::fraud_detection_configuration>("FraudDetectionConfiguration"),
                      member<&Session::generated_speaker_id>("GeneratedSpeakerId", kGeneratedSpeakerId),
                      member<&Session::outcome>("Outcome"),
                      member<&Session::session_id>("SessionId", kSessionId),
                      member<&Session::session_name>("SessionName", kSessionName),
                      member<&Session::streaming_configuration>("StreamingConfiguration"),
                      member<&Session::streaming_status>("StreamingStatus", kStreamingStatus)};
  }
};

/// The answer of every call on one session.
struct SessionAnswer {
  static constexpr std::string_view kName = "SessionAnswer";
  Session session;
  static constexpr auto members() { return std::array{member<&SessionAnswer::session>("Session")}; }
};

}  // namespace voiceid::shapes
