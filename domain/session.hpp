#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "domain/evaluation.hpp"
#include "domain/result.hpp"

namespace voiceid {

enum class EnrollmentRequestStatus { kNotEnoughSpeech, kInProgress, kCompleted, kFailed };
template <>
inline constexpr std::array<std::string_view, 4> kEnumNames<EnrollmentRequestStatus>{"NOT_ENOUGH_SPEECH", "IN_PROGRESS",
                                                                                     "COMPLETED", "FAILED"};

inline constexpr int kDefaultAcceptanceThreshold = 90;            // A
inline constexpr int kDefaultRiskThreshold = 50;                  // A
inline constexpr std::chrono::seconds kDefaultMinimumSpeech{10};  // A
inline constexpr std::chrono::seconds kLeastMinimumSpeech{5};     // A
inline constexpr std::chrono::seconds kMostMinimumSpeech{10};     // A
inline constexpr std::chrono::hours kSessionRetention{24};        // D

/// What a start or an update of a session names; the rest stays as it is.
struct SessionChanges {
  /// A customer or generated id, or nothing inside to take the speaker away.
  std::optional<std::optional<std::string_view>> speaker_id;
  std::optional<bool> authentication_on;
  std::optional<int> acceptance_threshold;
  std::optional<bool> fraud_detection_on;
  std::optional<int> risk_threshold;
  std::optional<ResourceId> watchlist_id;
  std::optional<std::chrono::seconds> minimum_speech;
  /// PENDING_CONFIGURATION or ONGOING.
  std::optional<StreamingStatus> streaming_status;
  /// Nothing inside takes it away.
  std::optional<std::optional<std::string_view>> contact_arn;
};

/// An enrollment that was asked for in a session (C, M).
struct EnrollmentRequest {
  EnrollmentRequestStatus status = EnrollmentRequestStatus::kNotEnoughSpeech;
  /// Why it failed.
  std::string message;
  GeneratedId speaker_id;
  /// The speaker came into being by this request.
  bool made_speaker = false;
  /// The voice that is being enrolled, from IN_PROGRESS on.
  std::string voice;
};

/// A caller on a contact: settings, the audio of the present stream, and what was found out about it. Results are kept
/// until something changes that they depend on (S); see authentication() and fraud_detection().
class Session {
 public:
  /// A new session whose first stream begins: ONGOING, everything on, with the defaults.
  Session(const GeneratedId& id, std::string_view name, const ResourceId& watchlist_id, TimePoint now)
      : id_(id), name_(name), watchlist_id_(watchlist_id), created_at_(now) {}

  std::string_view id() const { return id_.view(); }
  std::string_view name() const { return name_; }
  StreamingStatus status() const { return status_; }
  TimePoint created_at() const { return created_at_; }
  /// Counts the session's streams; that of the present one.
  std::uint64_t stream() const { return stream_; }
  /// When the present stream ended.
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

  /// Whether those changes may be made: none is made where one may not.
  /// Errors: ConflictException CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT for another speaker once an enrollment was asked
  /// for (C); ConflictException for a streaming status once the stream ended (D).
  Result<void> check(const SessionChanges& changes) const;
  /// Makes changes that were checked.
  void apply(const SessionChanges& changes);

  /// Whether a new stream may begin. Errors: ConflictException ANOTHER_ACTIVE_STREAM while the present one has not
  /// ended.
  Result<void> check_restart() const;
  /// Begins a new stream, ONGOING: empty audio, no scripted outcome; settings and enrollment go on (S, C).
  void restart();
  /// Ends the stream. Ending it again changes nothing (D).
  void end(TimePoint now);

  /// Errors: ConflictException once the stream ended (D).
  Result<void> check_ongoing() const;
  /// Errors: those of check_ongoing().
  Result<void> add_audio(const AudioPiece& piece, TimePoint now);
  /// Sets or takes away the scripted outcome; new streaming activity (D), but for taking away what is not there.
  void script(std::optional<ScriptedOutcome> outcome);

  /// The result that still holds; nullptr where EvaluateSession computes a new one.
  const AuthenticationResult* authentication() const;
  const FraudDetectionResult* fraud_detection() const;
  /// Computes a new result over the audio of the stream and keeps it. `speaker` is that of speaker_id(), nullptr where
  /// there is none.
  const AuthenticationResult& authenticate(ResourceId result_id, const Speaker* speaker, TimePoint now);
  const FraudDetectionResult& detect_fraud(ResourceId result_id, std::span<const Fraudster* const> fraudsters);

  /// Whether an enrollment may be asked for. `speaker` as in authenticate().
  /// Errors: ConflictException SPEAKER_NOT_SET, SPEAKER_OPTED_OUT, ENROLLMENT_ALREADY_EXISTS (C, M).
  Result<void> check_enrollment(const Speaker* speaker, TimePoint now) const;
  /// Asks for the enrollment of that speaker after it was checked.
  void request_enrollment(GeneratedId speaker_id, bool made_speaker);
  /// Takes a request with enough speech by now from NOT_ENOUGH_SPEECH to IN_PROGRESS. Returns whether it did.
  bool progress_enrollment();
  bool enrollment_in_progress() const {
    return enrollment_ && enrollment_->status == EnrollmentRequestStatus::kInProgress;
  }
  /// Ends a request that is IN_PROGRESS.
  void complete_enrollment() { enrollment_->status = EnrollmentRequestStatus::kCompleted; }
  void fail_enrollment(std::string message);

 private:
  // What a result depends on (S, D). The same values again are no change, whatever came between.
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
  template <class Found, class Key>
  struct Kept {
    Key key;
    Found result;
  };

  void count_new_activity();

  GeneratedId id_;
  std::string name_;
  StreamingStatus status_ = StreamingStatus::kOngoing;
  std::uint64_t stream_ = 1;
  ResourceId watchlist_id_;
  TimePoint created_at_;
  std::optional<TimePoint> ended_at_;
  std::optional<std::string> speaker_id_;
  bool authentication_on_ = true;
  bool fraud_detection_on_ = true;
  int acceptance_threshold_ = kDefaultAcceptanceThreshold;
  int risk_threshold_ = kDefaultRiskThreshold;
  std::chrono::seconds minimum_speech_ = kDefaultMinimumSpeech;
  std::optional<std::string> contact_arn_;
  StreamAudio audio_;
  std::optional<ScriptedOutcome> outcome_;
  std::optional<EnrollmentRequest> enrollment_;
  // Counts the streaming activity that each kind of result has to take in.
  std::uint64_t authentication_activity_ = 0;
  std::uint64_t fraud_detection_activity_ = 0;
  std::optional<Kept<AuthenticationResult, AuthenticationKey>> authentication_;
  std::optional<Kept<FraudDetectionResult, FraudDetectionKey>> fraud_detection_;
};

/// The moment from which a session that ended then is found no more (D).
inline TimePoint forgotten_from(TimePoint ended_at) { return ended_at + kSessionRetention; }

}  // namespace voiceid
