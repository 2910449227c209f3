#include "domain/session.hpp"

#include <utility>

namespace voiceid {
namespace {

template <class T>
void assign(T& value, const std::optional<T>& change) {
  if (change) value = *change;
}

Error stream_ended(std::string_view what) {
  return conflict("The stream of the session has ended, so " + std::string(what) +
                  "; start the session again for a new stream.");
}

}  // namespace

Result<void> Session::check(const SessionChanges& changes) const {
  if (changes.speaker_id && enrollment_ && *changes.speaker_id != speaker_id_) {
    return conflict(ConflictType::kCannotChangeSpeakerAfterEnrollment);
  }
  if (changes.streaming_status && status_ == StreamingStatus::kEnded) {
    return stream_ended("its streaming status does not change");
  }
  return {};
}

void Session::apply(const SessionChanges& changes, TimePoint now) {
  if (changes.speaker_id && *changes.speaker_id != speaker_id_) {
    speaker_id_ = *changes.speaker_id;
    speaker_had_opted_out_ = changes.speaker_has_opted_out;
  }
  assign(authentication_on_, changes.authentication_on);
  assign(acceptance_threshold_, changes.acceptance_threshold);
  assign(fraud_detection_on_, changes.fraud_detection_on);
  assign(risk_threshold_, changes.risk_threshold);
  assign(watchlist_id_, changes.watchlist_id);
  assign(minimum_speech_, changes.minimum_speech);
  if (changes.streaming_status) set_status(*changes.streaming_status, now);
  if (changes.contact_arn) contact_arn_ = *changes.contact_arn;
}

Result<void> Session::check_restart() const {
  if (status_ == StreamingStatus::kEnded) return {};
  return conflict(ConflictType::kAnotherActiveStream);
}

void Session::restart(StreamingStatus status, TimePoint now) {
  ++stream_;
  ended_at_.reset();
  audio_ = StreamAudio();
  set_status(status, now);
  outcome_.reset();
  count_new_activity();
}

void Session::end(TimePoint now) {
  if (status_ == StreamingStatus::kEnded) return;
  set_status(StreamingStatus::kEnded, now);
  ended_at_ = now;
  audio_.close();
}

// Audio is aggregated once the stream is ONGOING (sample events). A stream that ends before that is
// aggregated at its end.
void Session::set_status(StreamingStatus status, TimePoint now) {
  status_ = status;
  if (status != StreamingStatus::kPendingConfiguration) audio_.start(now);
}

void Session::count_new_activity() {
  ++authentication_activity_;
  ++fraud_detection_activity_;
}

Result<void> Session::check_ongoing() const {
  if (status_ == StreamingStatus::kEnded) return stream_ended("it takes no more audio");
  return {};
}

// Call it before the audio is added. Audio is new activity for a result that lacked speech, and until the result's
// window of audio is full (API reference).
void Session::count_audio() {
  const bool awaits_speech =
      authentication_ && authentication_->result.decision == AuthenticationDecision::kNotEnoughSpeech;
  if (awaits_speech || !audio_.is_enough(minimum_speech_)) ++authentication_activity_;
  if (!audio_.is_enough(kFraudDetectionSpeech)) ++fraud_detection_activity_;
}

Result<void> Session::add_audio(const AudioPiece& piece, TimePoint now) {
  if (auto ongoing = check_ongoing(); !ongoing) return ongoing;
  count_audio();
  audio_.add(piece, now);
  return {};
}

Result<void> Session::hear(std::span<const std::int16_t> samples, int spoofing_risk, SpeechDetector& detector,
                           TimePoint now) {
  if (auto ongoing = check_ongoing(); !ongoing) return ongoing;
  count_audio();
  audio_.hear(samples, spoofing_risk, detector, now);
  return {};
}

Result<void> Session::replace_audio(StreamAudio audio) {
  if (auto ongoing = check_ongoing(); !ongoing) return ongoing;
  count_audio();
  audio_ = std::move(audio);
  return {};
}

void Session::script(std::optional<ScriptedOutcome> outcome) {
  if (!outcome && !outcome_) return;
  outcome_ = outcome;
  count_new_activity();
}

const AuthenticationResult* Session::authentication() const {
  if (!authentication_) return nullptr;
  const AuthenticationKey& key = authentication_->key;
  const bool holds = key.activity == authentication_activity_ && key.acceptance_threshold == acceptance_threshold_ &&
                     key.speaker_id == speaker_id_;
  return holds ? &authentication_->result : nullptr;
}

const FraudDetectionResult* Session::fraud_detection() const {
  if (!fraud_detection_) return nullptr;
  const FraudDetectionKey& key = fraud_detection_->key;
  const bool holds = key.activity == fraud_detection_activity_ && key.risk_threshold == risk_threshold_ &&
                     key.watchlist_id == watchlist_id_;
  return holds ? &fraud_detection_->result : nullptr;
}

const AuthenticationResult& Session::authenticate(ResourceId result_id, const Speaker* speaker, TimePoint now) {
  const AuthenticationBasis basis{.speaker_id = speaker_id_,
                                  .speaker = speaker,
                                  .audio = audio_,
                                  .minimum_speech = minimum_speech_,
                                  .acceptance_threshold = acceptance_threshold_,
                                  .scripted_score = outcome_ ? outcome_->authentication_score : std::nullopt};
  authentication_ = {{authentication_activity_, acceptance_threshold_, speaker_id_},
                     voiceid::authenticate(result_id, basis, now)};
  return authentication_->result;
}

const FraudDetectionResult& Session::detect_fraud(ResourceId result_id, std::span<const Fraudster* const> fraudsters) {
  const FraudDetectionBasis basis{.audio = audio_,
                                  .risk_threshold = risk_threshold_,
                                  .watchlist_id = watchlist_id_,
                                  .fraudsters = fraudsters,
                                  .scripted = outcome_ ? *outcome_ : ScriptedOutcome()};
  fraud_detection_ = {{fraud_detection_activity_, risk_threshold_, watchlist_id_},
                      voiceid::detect_fraud(result_id, basis)};
  return fraud_detection_->result;
}

bool Session::saw_opt_out(const Speaker& speaker, TimePoint now) const {
  if (speaker_had_opted_out_ || speaker.status_at(now) != SpeakerStatus::kOptedOut) return false;
  // Nothing changes a speaker who has opted out.
  return !ended_at_ || speaker.updated_at() <= *ended_at_;
}

Result<void> Session::check_enrollment(const Speaker* speaker, TimePoint now) const {
  if (!speaker_id_) {
    return conflict(ConflictType::kSpeakerNotSet);
  }
  if (speaker != nullptr && speaker->status_at(now) == SpeakerStatus::kOptedOut) {
    return conflict(ConflictType::kSpeakerOptedOut);
  }
  if (enrollment_ && enrollment_->status != EnrollmentRequestStatus::kFailed) {
    return conflict(ConflictType::kEnrollmentAlreadyExists);
  }
  return {};
}

void Session::request_enrollment(GeneratedId speaker_id) {
  enrollment_ = EnrollmentRequest{};
  enrollment_->speaker_id = speaker_id;
}

bool Session::progress_enrollment() {
  const bool ready = enrollment_ && enrollment_->status == EnrollmentRequestStatus::kNotEnoughSpeech &&
                     audio_.is_enough(kEnrollmentSpeech);
  if (!ready) return false;
  enrollment_->status = EnrollmentRequestStatus::kInProgress;
  enrollment_->voice = audio_.voice(kEnrollmentSpeech);
  return true;
}

void Session::fail_enrollment(std::string message) {
  enrollment_->status = EnrollmentRequestStatus::kFailed;
  enrollment_->message = std::move(message);
}

}  // namespace voiceid
