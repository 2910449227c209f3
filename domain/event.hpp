#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/enum_names.hpp"
#include "domain/batch_enrollment.hpp"
#include "domain/batch_registration.hpp"
#include "domain/evaluation.hpp"
#include "domain/ids.hpp"
#include "domain/job.hpp"
#include "domain/session.hpp"
#include "domain/time_point.hpp"

/// What happens in a domain, each with its detail-type and action (docs/events.md): ids and numbers only. Nothing here
/// holds a customer's speaker ID, or a name or description from a user, except the name of a session, which is a
/// contact's ID (Guide).
namespace voiceid {

/// The kinds of error. Sample events have the first four; our decision: the others are named likewise.
enum class EventErrorType {
  kResourceNotFound,
  kBadRequest,
  kNotEnoughSpeech,
  kInternalError,
  kConflict,
  kServiceQuotaExceeded,
  kAccessDenied
};
template <>
inline constexpr std::array<std::string_view, 7> kEnumNames<EventErrorType>{
    "RESOURCE_NOT_FOUND",     "BAD_REQUEST",  "NOT_ENOUGH_SPEECH", "INTERNAL_ERROR", "CONFLICT",
    "SERVICE_QUOTA_EXCEEDED", "ACCESS_DENIED"};

/// The error of a failed action.
struct EventError {
  EventErrorType type = EventErrorType::kInternalError;
  /// Contains nothing that a user named.
  std::string message;
  /// An HTTP status.
  int code = 500;
};

/// Which session. If it was not found, only the ID or name of the request is set.
struct EventSession {
  std::optional<GeneratedId> session_id;
  std::optional<std::string> session_name;
};

/// How a session is set up.
struct EventSessionSettings {
  std::optional<GeneratedId> generated_speaker_id;
  /// None if authentication is off.
  std::optional<int> acceptance_threshold;
  struct FraudDetection {
    int risk_threshold = 0;
    ResourceId watchlist_id;
  };
  /// None if it is off.
  std::optional<FraudDetection> fraud_detection;
};

/// What a stream did (sample events).
enum class StreamStep { kStarted, kEnded };
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<StreamStep>{"STREAMING_STARTED", "STREAMING_ENDED"};

/// The stream of a session began or ended, or could not begin.
struct StartSessionEvent {
  static constexpr std::string_view kDetailType = "VoiceId Start Session Action";
  static constexpr std::string_view kAction = "START_SESSION";

  EventSession session;
  StreamStep step = StreamStep::kStarted;
  EventSessionSettings settings = {};
  std::optional<std::chrono::seconds> minimum_speech = {};
  AudioAggregation authentication_audio = {};
  AudioAggregation fraud_detection_audio = {};
  AudioAggregation enrollment_audio = {};
  /// None if there is no session.
  std::optional<AudioAggregationStatus> enrollment_audio_status = {};
  std::optional<std::string> contact_arn = {};
};

/// A session was changed, or could not be.
struct UpdateSessionEvent {
  static constexpr std::string_view kDetailType = "VoiceId Update Session Action";
  static constexpr std::string_view kAction = "UPDATE_SESSION";

  EventSession session;
  EventSessionSettings settings = {};
  std::optional<std::string> contact_arn = {};
};

/// A session was evaluated.
struct EvaluateSessionEvent {
  static constexpr std::string_view kDetailType = "VoiceId Evaluate Session Action";
  static constexpr std::string_view kAction = "EVALUATE_SESSION";

  struct Authentication {
    ResourceId result_id;
    AuthenticationDecision decision{};
    std::optional<int> score;
    AudioAggregation aggregation;
    int acceptance_threshold = 0;
  };

  EventSession session;
  std::optional<GeneratedId> generated_speaker_id = {};
  std::optional<StreamingStatus> streaming_status = {};
  std::optional<Authentication> authentication = {};
  std::optional<FraudDetectionResult> fraud_detection = {};
  std::optional<std::string> contact_arn = {};
};

enum class SpeakerAction { kEnroll, kOptOut, kDelete };
template <>
inline constexpr std::array<std::string_view, 3> kEnumNames<SpeakerAction>{"ENROLL_SPEAKER", "OPT_OUT_SPEAKER",
                                                                           "DELETE_SPEAKER"};

/// How a speaker was enrolled. Sample events have BATCH_ENROLLMENT; our decision: SESSION_ENROLLMENT is named likewise.
enum class EnrollmentSource { kSession, kBatch };
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<EnrollmentSource>{"SESSION_ENROLLMENT", "BATCH_ENROLLMENT"};

/// Something happened to a speaker.
struct SpeakerEvent {
  static constexpr std::string_view kDetailType = "VoiceId Speaker Action";

  struct Enrollment {
    EnrollmentSource source{};
    /// Of the session or job.
    std::string source_id;
    /// As in the output file; none if the enrollment failed.
    std::optional<BatchEnrollmentStatus> status = {};
  };

  SpeakerAction action{};
  std::optional<GeneratedId> generated_speaker_id = {};
  std::optional<Enrollment> enrollment = {};
  std::optional<std::string> contact_arn = {};
};

enum class FraudsterAction { kRegister, kDelete };
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<FraudsterAction>{"REGISTER_FRAUDSTER", "DELETE_FRAUDSTER"};

/// Something happened to a fraudster.
struct FraudsterEvent {
  static constexpr std::string_view kDetailType = "VoiceId Fraudster Action";

  /// The only way to register fraudsters (sample events).
  static constexpr std::string_view kRegistrationSource = "BATCH_REGISTRATION";
  struct Registration {
    ResourceId job_id;
    /// As in the output file; none if the registration failed.
    std::optional<BatchRegistrationStatus> status = {};
  };

  FraudsterAction action{};
  std::optional<GeneratedId> generated_fraudster_id = {};
  std::optional<std::vector<ResourceId>> watchlist_ids = {};
  std::optional<Registration> registration = {};
};

/// An enrollment in a session was requested.
struct SessionEnrollmentEvent {
  static constexpr std::string_view kDetailType = "VoiceId Session Speaker Enrollment Action";
  static constexpr std::string_view kAction = "SESSION_ENROLLMENT_REQUEST";

  EventSession session;
  std::optional<std::string> contact_arn = {};
};

/// What events of both kinds of job have in common.
struct EventJob {
  /// None if the job was refused.
  std::optional<ResourceId> id;
  /// SUBMITTED, or how the job ended.
  JobStatus status = JobStatus::kSubmitted;
  std::string data_access_role_arn;
  std::string input_uri;
  std::string output_uri;
  std::optional<std::string> output_kms_key_id;
};

/// An enrollment job was submitted or refused, or has ended.
struct EnrollmentJobEvent {
  static constexpr std::string_view kDetailType = "VoiceId Batch Speaker Enrollment Action";
  static constexpr std::string_view kAction = "BATCH_SPEAKER_ENROLLMENT_REQUEST";

  EventJob job;
  std::optional<BatchEnrollmentConfig> config;
};

/// The same of a registration job.
struct RegistrationJobEvent {
  static constexpr std::string_view kDetailType = "VoiceId Batch Fraudster Registration Action";
  static constexpr std::string_view kAction = "BATCH_FRAUDSTER_REGISTRATION_REQUEST";

  EventJob job;
  std::optional<BatchRegistrationConfig> config;
};

using EventDetail = std::variant<StartSessionEvent, UpdateSessionEvent, EvaluateSessionEvent, SpeakerEvent,
                                 FraudsterEvent, SessionEnrollmentEvent, EnrollmentJobEvent, RegistrationJobEvent>;

/// Something that happened in a domain.
struct Event {
  TimePoint time;
  std::string account;
  std::string region;
  ResourceId domain_id;
  /// For a failed action only.
  std::optional<EventError> error;
  EventDetail detail;
};

}  // namespace voiceid
