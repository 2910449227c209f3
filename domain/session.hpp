#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/saved_members.hpp"
#include "domain/evaluation.hpp"
#include "domain/result.hpp"

namespace voiceid {

enum class EnrollmentRequestStatus { kNotEnoughSpeech, kInProgress, kCompleted, kFailed };
template <>
inline constexpr std::array<std::string_view, 4> kEnumNames<EnrollmentRequestStatus>{"NOT_ENOUGH_SPEECH", "IN_PROGRESS",
                                                                                     "COMPLETED", "FAILED"};

// Guide, flow block "Set Voice ID".
inline constexpr int kDefaultAcceptanceThreshold = 90;
inline constexpr int kDefaultRiskThreshold = 50;
inline constexpr std::chrono::seconds kDefaultMinimumSpeech{10};

/// How long a session is found after its stream ended.
inline constexpr std::chrono::hours kSessionRetention{24};

/// The settings that a start or an update of a session changes. Members that are not set stay as they are.
struct SessionChanges {
  /// A customer or generated id; an inner nullopt removes the speaker.
  std::optional<std::optional<std::string_view>> speaker_id;
  /// Whether that speaker has opted out already.
  bool speaker_has_opted_out = false;
  std::optional<bool> authentication_on;
  std::optional<int> acceptance_threshold;
  std::optional<bool> fraud_detection_on;
  std::optional<int> risk_threshold;
  std::optional<ResourceId> watchlist_id;
  std::optional<std::chrono::seconds> minimum_speech;
  /// PENDING_CONFIGURATION or ONGOING.
  std::optional<StreamingStatus> streaming_status;
  /// An inner nullopt removes it.
  std::optional<std::optional<std::string_view>> contact_arn;
};

/// An enrollment that was requested in a session (streams library, API model).
struct EnrollmentRequest {
  EnrollmentRequestStatus status = EnrollmentRequestStatus::kNotEnoughSpeech;
  /// Why it failed.
  std::string message;
  GeneratedId speaker_id;
  /// The voice that is being enrolled; set from IN_PROGRESS on.
  Voice voice;
};

/// What a result depends on (API reference). Values that return to what they were count as no change.
struct AuthenticationKey {
  std::uint64_t activity = 0;
  int acceptance_threshold = 0;
  std::optional<std::string> speaker_id;
  friend bool operator==(const AuthenticationKey&, const AuthenticationKey&) = default;
};
struct FraudDetectionKey {
  std::uint64_t activity = 0;
  int risk_threshold = 0;
  ResourceId watchlist_id;
  friend bool operator==(const FraudDetectionKey&, const FraudDetectionKey&) = default;
};
/// A result and what it depended on when it was computed.
template <class Found, class Key>
struct Kept {
  Key key;
  Found result;
};

/// A caller on a contact: the settings, the audio of the current stream, and the results of evaluating it. A result is
/// kept until something changes that it depends on (API reference); see authentication() and fraud_detection().
class Session {
 public:
  /// A new session whose first stream begins: authentication and fraud detection on, default thresholds.
  Session(const GeneratedId& id, std::string_view name, const ResourceId& watchlist_id, TimePoint now,
          StreamingStatus status = StreamingStatus::kOngoing)
      : id_(id), name_(name), watchlist_id_(watchlist_id), created_at_(now) {
    set_status(status, now);
  }

  std::string_view id() const { return id_.view(); }
  std::string_view name() const { return name_; }
  StreamingStatus status() const { return status_; }
  TimePoint created_at() const { return created_at_; }
  /// The number of the current stream, counted from 1.
  std::uint64_t stream() const { return stream_; }
  /// When the current stream ended.
  std::optional<TimePoint> ended_at() const { return ended_at_; }
  const std::optional<std::string>& speaker_id() const { return speaker_id_; }
  bool authentication_on() const { return authentication_on_; }
  int acceptance_threshold() const { return acceptance_threshold_; }
  bool fraud_detection_on() const { return fraud_detection_on_; }
  int risk_threshold() const { return risk_threshold_; }
  const ResourceId& watchlist_id() const { return watchlist_id_; }
  std::chrono::seconds minimum_speech() const { return minimum_speech_; }
  const std::optional<std::string>& contact_arn() const { return contact_arn_; }
  const StreamAudio& audio() const { return audio_; }
  const std::optional<ScriptedOutcome>& outcome() const { return outcome_; }
  const std::optional<EnrollmentRequest>& enrollment() const { return enrollment_; }

  /// Checks that all of the changes may be made.
  /// Errors: ConflictException CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT for another speaker once an enrollment was
  /// requested (streams library); ConflictException for a streaming status once the stream ended.
  Result<void> check(const SessionChanges& changes) const;
  /// Makes changes that passed check().
  void apply(const SessionChanges& changes, TimePoint now);

  /// Checks that a new stream may begin.
  /// Errors: ConflictException ANOTHER_ACTIVE_STREAM while the current one has not ended.
  Result<void> check_restart() const;
  /// Begins a new stream without audio and scripted outcome. Settings and enrollment stay (API reference, streams
  /// library).
  void restart(StreamingStatus status, TimePoint now);
  /// Ends the stream. Does nothing if it has ended.
  void end(TimePoint now);

  /// Errors: ConflictException once the stream ended.
  Result<void> check_ongoing() const;
  /// Adds audio to the stream. Errors: those of check_ongoing().
  Result<void> add_audio(const AudioPiece& piece, TimePoint now);
  /// Adds audio that names no voice; see StreamAudio::hear(). Errors: those of check_ongoing().
  Result<void> hear(std::span<const std::int16_t> samples, int spoofing_risk, SpeechDetector& detector, TimePoint now);
  /// Replaces the audio of the stream by a copy that heard more. Errors: those of check_ongoing().
  Result<void> replace_audio(StreamAudio audio);
  /// Sets or removes the scripted outcome. Counts as new activity, except for removing none.
  void script(std::optional<ScriptedOutcome> outcome);

  /// The kept result if it still holds; nullptr if EvaluateSession has to compute a new one.
  const AuthenticationResult* authentication() const;
  const FraudDetectionResult* fraud_detection() const;
  /// The result that was computed last, even if it no longer holds; nullptr if there is none.
  const AuthenticationResult* latest_authentication() const {
    return authentication_ ? &authentication_->result : nullptr;
  }
  const FraudDetectionResult* latest_fraud_detection() const {
    return fraud_detection_ ? &fraud_detection_->result : nullptr;
  }
  /// Notes whether the latest evaluation of fraud detection failed, for want of the watchlist.
  void note_fraud_detection_failure(bool failed) { fraud_detection_failed_ = failed; }
  bool fraud_detection_failed() const { return fraud_detection_failed_; }
  /// Computes and keeps a new result from the audio of the stream. `speaker` is the one with speaker_id(); nullptr if
  /// there is none.
  const AuthenticationResult& authenticate(ResourceId result_id, const Speaker* speaker, TimePoint now);
  const FraudDetectionResult& detect_fraud(ResourceId result_id, std::span<const Fraudster* const> fraudsters);

  /// Whether the session's speaker opted out during the contact: since the session named the speaker, and before the
  /// stream ended.
  bool saw_opt_out(const Speaker& speaker, TimePoint now) const;

  /// Checks that an enrollment may be requested. `speaker` as in authenticate().
  /// Errors: ConflictException SPEAKER_NOT_SET, SPEAKER_OPTED_OUT or ENROLLMENT_ALREADY_EXISTS (streams library, API
  /// model).
  Result<void> check_enrollment(const Speaker* speaker, TimePoint now) const;
  /// Requests the enrollment of that speaker, after check_enrollment().
  void request_enrollment(GeneratedId speaker_id);
  /// Takes a waiting request to IN_PROGRESS once there is enough speech. Returns whether this call did.
  bool progress_enrollment();
  bool enrollment_in_progress() const {
    return enrollment_ && enrollment_->status == EnrollmentRequestStatus::kInProgress;
  }
  /// Ends a request that is IN_PROGRESS.
  void complete_enrollment() { enrollment_->status = EnrollmentRequestStatus::kCompleted; }
  void fail_enrollment(std::string message);

 protected:
  /// What a saved session is read into.
  Session() = default;

 private:
  friend SavedMembers<Session>;

  void set_status(StreamingStatus status, TimePoint now);
  void count_new_activity();
  void count_audio();

  GeneratedId id_;
  std::string name_;
  StreamingStatus status_ = StreamingStatus::kOngoing;
  std::uint64_t stream_ = 1;
  ResourceId watchlist_id_;
  TimePoint created_at_;
  std::optional<TimePoint> ended_at_;
  std::optional<std::string> speaker_id_;
  bool speaker_had_opted_out_ = false;
  bool authentication_on_ = true;
  bool fraud_detection_on_ = true;
  bool fraud_detection_failed_ = false;
  int acceptance_threshold_ = kDefaultAcceptanceThreshold;
  int risk_threshold_ = kDefaultRiskThreshold;
  std::chrono::seconds minimum_speech_ = kDefaultMinimumSpeech;
  std::optional<std::string> contact_arn_;
  StreamAudio audio_;
  std::optional<ScriptedOutcome> outcome_;
  std::optional<EnrollmentRequest> enrollment_;
  // Count the activity that each kind of result must take into account.
  std::uint64_t authentication_activity_ = 0;
  std::uint64_t fraud_detection_activity_ = 0;
  std::optional<Kept<AuthenticationResult, AuthenticationKey>> authentication_;
  std::optional<Kept<FraudDetectionResult, FraudDetectionKey>> fraud_detection_;
};

/// The moment from which a session that ended at that time is no longer found.
inline TimePoint forgotten_from(TimePoint ended_at) { return ended_at + kSessionRetention; }

}  // namespace voiceid
