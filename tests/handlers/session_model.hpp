#pragma once

#include "tests/handlers/session_model_state.hpp"

namespace voiceid::handlers::model {

/// One session of a domain and the domain's speakers. Gets the same calls as the emulator, in the same order.
class SessionModel {
 public:
  SessionModel(std::string default_watchlist_id, seconds enrollment_time, TimePoint now, Similarities& similarities)
      : default_watchlist_id_(std::move(default_watchlist_id)),
        enrollment_time_(enrollment_time),
        now_(now),
        similarities_(similarities) {}

  /// Time passes; due work happens at its own time.
  void come_to(TimePoint now) {
    if (session_ && session_->enrollment && session_->enrollment->status == "IN_PROGRESS") {
      const TimePoint due = session_->enrollment->due;
      const bool forgotten_before = session_->ended_at && *session_->ended_at + kRetention < due;
      if (due <= now && !forgotten_before) finish_enrollment(due);
    }
    if (session_ && session_->ended_at && now >= *session_->ended_at + kRetention) session_.reset();
    now_ = now;
  }

  Refusals start(const shapes::UpdateSessionRequest& settings) {
    if (names_unknown_speaker(settings))
      return {"ResourceNotFoundException SPEAKER", "ConflictException ANOTHER_ACTIVE_STREAM",
              "ConflictException CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT"};
    if (!session_) {
      session_.emplace();
      session_->watchlist_id = default_watchlist_id_;
    } else {
      if (session_->status != "ENDED") return {"ConflictException ANOTHER_ACTIVE_STREAM"};
      if (changes_enrolled_speaker(settings)) return {"ConflictException CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT"};
      session_->status = "ONGOING";
      session_->ended_at.reset();
      session_->audio = Audio();
      session_->outcome.reset();
      overtake_results();
    }
    apply(settings);
    return {};
  }

  Refusals update(const shapes::UpdateSessionRequest& changes) {
    if (!session_) return not_found();
    Refusals refusals;
    if (changes_enrolled_speaker(changes)) {
      refusals.emplace_back("ConflictException CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT");
    }
    if (changes.streaming_status && session_->status == "ENDED") refusals.emplace_back("ConflictException");
    if (names_unknown_speaker(changes)) refusals.emplace_back("ResourceNotFoundException SPEAKER");
    if (refusals.empty()) apply(changes);
    return refusals;
  }

  Refusals add_audio(std::string_view voice, milliseconds speech, int spoofing_risk) {
    if (!session_) return not_found();
    if (session_->status == "ENDED") return {"ConflictException"};
    const milliseconds before = session_->audio.speech();
    if (auto& result = session_->authentication) {
      if (result->decision == "NOT_ENOUGH_SPEECH" || before < session_->minimum) result->overtaken = true;
    }
    if (auto& result = session_->fraud_detection) {
      if (result->decision == "NOT_ENOUGH_SPEECH" || before < kFraudSpeech) result->overtaken = true;
    }
    session_->audio.pieces.push_back({std::string(voice), speech, spoofing_risk, now_});
    go_on_with_enrollment();
    return {};
  }

  Refusals script(const std::optional<shapes::Outcome>& outcome) {
    if (!session_) return not_found();
    if (outcome || session_->outcome) overtake_results();
    session_->outcome = outcome;
    return {};
  }

  Refusals end() {
    if (!session_) return not_found();
    if (session_->status != "ENDED") session_->ended_at = now_;
    session_->status = "ENDED";
    if (!session_->audio.started_at) session_->audio.started_at = now_;
    return {};
  }

  Refusals enroll() {
    if (!session_) return not_found();
    if (!session_->speaker_id) return {"ConflictException SPEAKER_NOT_SET"};
    Speaker* speaker = find_speaker(*session_->speaker_id);
    Refusals refusals;
    if (speaker != nullptr && speaker->status == "OPTED_OUT") {
      refusals.emplace_back("ConflictException SPEAKER_OPTED_OUT");
    }
    if (session_->enrollment && session_->enrollment->status != "FAILED") {
      refusals.emplace_back("ConflictException ENROLLMENT_ALREADY_EXISTS");
    }
    const bool make_speaker = speaker == nullptr;
    if (make_speaker && session_->speaker_id->starts_with("id#")) {
      refusals.emplace_back("ResourceNotFoundException SPEAKER");
    }
    if (!refusals.empty()) return refusals;
    if (make_speaker) speaker = &add_speaker(*session_->speaker_id);
    session_->enrollment.emplace();
    session_->enrollment->speaker_number = speaker->number;
    go_on_with_enrollment();
    return {};
  }

  void opt_out(const std::string& customer_id) {
    Speaker* speaker = find_speaker(customer_id);
    if (speaker == nullptr) speaker = &add_speaker(customer_id);
    speaker->status = "OPTED_OUT";
  }

  Refusals delete_speaker(const std::string& customer_id) {
    if (speakers_.erase(customer_id) == 0) return {"ResourceNotFoundException SPEAKER"};
    return {};
  }

  Speaker& add_speaker(const std::string& customer_id) {
    Speaker& speaker = speakers_[customer_id];
    speaker = Speaker();
    speaker.number = ++last_speaker_number_;
    return speaker;
  }

  /// By either id; nullptr where there is none.
  Speaker* find_speaker(std::string_view id) {
    const auto found = std::ranges::find_if(
        speakers_, [id](const auto& entry) { return entry.first == id || entry.second.generated_id == id; });
    return found == speakers_.end() ? nullptr : &found->second;
  }

  void judge(const shapes::Session& actual, Complaints& complaints) {
    if (session_->id.empty()) {
      session_->id = actual.session_id;
      if (!used_ids_.insert(session_->id).second) complaints.fail("SessionId", "it is not new");
    }
    complaints.expect("SessionId", session_->id, actual.session_id);
    complaints.expect("StreamingStatus", session_->status, actual.streaming_status);
    judge_settings(actual, complaints);
    judge_audio(actual, complaints);
    judge_speaker(actual, complaints);
    const auto& enrollment = session_->enrollment;
    complaints.expect("EnrollmentRequestDetails", enrollment.has_value(),
                      actual.enrollment_request_details.has_value());
    if (enrollment && actual.enrollment_request_details) {
      complaints.expect("EnrollmentRequestDetails.Status", enrollment->status,
                        actual.enrollment_request_details->status);
      complaints.expect("EnrollmentRequestDetails.Message", enrollment->status == "FAILED",
                        actual.enrollment_request_details->message.has_value());
    }
  }

  Refusals evaluate() const {
    if (!session_) return not_found();
    const bool detects_fraud = session_->status != "PENDING_CONFIGURATION" && session_->fraud_detection_on;
    return detects_fraud && !has_watchlist() ? Refusals{"ResourceNotFoundException WATCHLIST"} : Refusals();
  }

  void judge(const shapes::EvaluateSessionResponse& actual, Complaints& complaints) {
    complaints.expect("SessionId", session_->id, actual.session_id);
    complaints.expect("StreamingStatus", session_->status, actual.streaming_status);
    const bool has_results = session_->status != "PENDING_CONFIGURATION";
    complaints.expect("AuthenticationResult", has_results && session_->authentication_on,
                      actual.authentication_result.has_value());
    complaints.expect("FraudDetectionResult", has_results && session_->fraud_detection_on,
                      actual.fraud_detection_result.has_value());
    if (actual.authentication_result) judge(*actual.authentication_result, complaints);
    if (actual.fraud_detection_result) judge(*actual.fraud_detection_result, complaints);
  }

 private:
  static Refusals not_found() { return {"ResourceNotFoundException SESSION"}; }

  bool has_watchlist() const { return session_->watchlist_id != kUnknownId; }

  bool names_unknown_speaker(const shapes::UpdateSessionRequest& request) {
    if (!request.speaker_id || !request.speaker_id->value) return false;
    return request.speaker_id->value->starts_with("id#") && find_speaker(*request.speaker_id->value) == nullptr;
  }

  // After a request for an enrollment, whatever its outcome.
  bool changes_enrolled_speaker(const shapes::UpdateSessionRequest& request) const {
    return session_->enrollment && request.speaker_id && request.speaker_id->value != session_->speaker_id;
  }

  void apply(const shapes::UpdateSessionRequest& request) {
    if (request.speaker_id) {
      session_->speaker_id.reset();
      if (request.speaker_id->value) session_->speaker_id = std::string(*request.speaker_id->value);
      if (session_->speaker_id && find_speaker(*session_->speaker_id) == nullptr) add_speaker(*session_->speaker_id);
    }
    if (const auto& configuration = request.authentication_configuration) {
      session_->authentication_on = configuration->value.has_value();
      if (configuration->value && configuration->value->acceptance_threshold) {
        session_->acceptance_threshold = *configuration->value->acceptance_threshold;
      }
    }
    if (const auto& configuration = request.fraud_detection_configuration) {
      session_->fraud_detection_on = configuration->value.has_value();
      if (configuration->value && configuration->value->risk_threshold) {
        session_->risk_threshold = *configuration->value->risk_threshold;
      }
      if (configuration->value && configuration->value->watchlist_id) {
        session_->watchlist_id = *configuration->value->watchlist_id;
      }
    }
    if (request.streaming_configuration) {
      session_->minimum = seconds(*request.streaming_configuration->authentication_minimum_speech_in_seconds);
    }
    if (request.streaming_status) session_->status = *request.streaming_status;
    if (session_->status == "ONGOING" && !session_->audio.started_at) session_->audio.started_at = now_;
  }

  void overtake_results() {
    if (session_->authentication) session_->authentication->overtaken = true;
    if (session_->fraud_detection) session_->fraud_detection->overtaken = true;
  }

  void go_on_with_enrollment() {
    auto& enrollment = session_->enrollment;
    if (!enrollment || enrollment->status != "NOT_ENOUGH_SPEECH" || session_->audio.speech() < kEnrollmentSpeech)
      return;
    enrollment->status = "IN_PROGRESS";
    enrollment->voice = session_->audio.voice(kEnrollmentSpeech);
    enrollment->due = now_ + enrollment_time_;
    if (enrollment_time_ == seconds(0)) finish_enrollment(now_);
  }

  void finish_enrollment(TimePoint when) {
    Enrollment& enrollment = *session_->enrollment;
    const auto speaker = std::ranges::find_if(
        speakers_, [&](const auto& entry) { return entry.second.number == enrollment.speaker_number; });
    const bool high_risk = session_->fraud_detection_on && looks_like_fraud();
    if (speaker != speakers_.end() && speaker->second.status != "OPTED_OUT" && !high_risk) {
      speaker->second.enroll(enrollment.voice, when);
      enrollment.status = "COMPLETED";
      return;
    }
    enrollment.status = "FAILED";
  }

  bool looks_like_fraud() {
    if (!has_watchlist()) return true;
    auto& kept = session_->fraud_detection;
    if (kept && holds(*kept)) return kept->decision == "HIGH_RISK";
    if (kept) kept->doubtful = true;
    return fresh_fraud_detection().decision == "HIGH_RISK";
  }

  bool holds(const Authentication& result) const {
    return !result.overtaken && result.threshold == session_->acceptance_threshold &&
           result.speaker_id == session_->speaker_id;
  }
  bool holds(const FraudDetection& result) const {
    return !result.overtaken && result.threshold == session_->risk_threshold &&
           result.watchlist_id == session_->watchlist_id;
  }

  // The first rule that fits. The answered score shows how similar two voices are.
  Authentication fresh_authentication(std::optional<std::int64_t> seen_score, Complaints& complaints) {
    Authentication result;
    result.threshold = session_->acceptance_threshold;
    result.speaker_id = session_->speaker_id;
    const Speaker* speaker = session_->speaker_id ? find_speaker(*session_->speaker_id) : nullptr;
    if (speaker != nullptr) {
      result.customer_speaker_id = customer_id_of(*speaker);
      result.generated_speaker_id = speaker->generated_id;
    } else if (session_->speaker_id && !session_->speaker_id->starts_with("id#")) {
      result.customer_speaker_id = session_->speaker_id;
    }
    const std::string status = speaker == nullptr ? "UNKNOWN" : speaker->status_at(now_);
    if (!session_->speaker_id) {
      result.decision = "SPEAKER_ID_NOT_PROVIDED";
    } else if (status == "UNKNOWN" || status == "PENDING") {
      result.decision = "SPEAKER_NOT_ENROLLED";
    } else if (status == "OPTED_OUT") {
      result.decision = "SPEAKER_OPTED_OUT";
    } else if (status == "EXPIRED") {
      result.decision = "SPEAKER_EXPIRED";
    } else if (session_->audio.speech() < session_->minimum) {
      result.decision = "NOT_ENOUGH_SPEECH";
    } else {
      result.score = session_->outcome ? session_->outcome->authentication_score : std::nullopt;
      if (!result.score) {
        result.score = similarities_.learn(session_->audio.voice(session_->minimum), speaker->voice,
                                           static_cast<int>(seen_score.value_or(-1)), complaints);
      }
      result.decision = *result.score >= result.threshold ? "ACCEPT" : "REJECT";
      result.started_at = session_->audio.started_at;
      result.ended_at = session_->audio.ended_at(session_->minimum);
    }
    return result;
  }

  FraudDetection fresh_fraud_detection() const {
    FraudDetection result;
    result.threshold = session_->risk_threshold;
    result.watchlist_id = session_->watchlist_id;
    if (session_->audio.speech() < kFraudSpeech) {
      result.decision = "NOT_ENOUGH_SPEECH";
      return result;
    }
    result.fraudster_risk = 0;
    result.spoofing_risk = session_->audio.spoofing_risk(kFraudSpeech);
    if (const auto& outcome = session_->outcome) {
      if (outcome->known_fraudster_risk) {
        result.fraudster_risk = outcome->known_fraudster_risk->risk_score;
        if (result.fraudster_risk != 0) result.fraudster_id = outcome->known_fraudster_risk->generated_fraudster_id;
      }
      if (outcome->voice_spoofing_risk) result.spoofing_risk = outcome->voice_spoofing_risk->risk_score;
    }
    if (*result.fraudster_risk > result.threshold) result.reasons.emplace_back("KNOWN_FRAUDSTER");
    if (*result.spoofing_risk > result.threshold) result.reasons.emplace_back("VOICE_SPOOFING");
    result.decision = result.reasons.empty() ? "LOW_RISK" : "HIGH_RISK";
    result.started_at = session_->audio.started_at;
    result.ended_at = session_->audio.ended_at(kFraudSpeech);
    return result;
  }

  void judge(const shapes::AuthenticationResult& actual, Complaints& complaints) {
    auto& kept = session_->authentication;
    if (!kept || !holds(*kept)) {
      kept = fresh_authentication(actual.score, complaints);
      take_new_id("AuthenticationResultId", actual.authentication_result_id, kept->id, complaints);
      Speaker* speaker = session_->speaker_id ? find_speaker(*session_->speaker_id) : nullptr;
      if (kept->decision == "ACCEPT") speaker->accessed_at = now_;
    }
    complaints.expect("AuthenticationResultId", kept->id, *actual.authentication_result_id);
    complaints.expect("authentication: Decision", kept->decision, *actual.decision);
    complaints.expect("authentication: Score", kept->score, actual.score);
    complaints.expect("AcceptanceThreshold", kept->threshold, actual.configuration->acceptance_threshold);
    complaints.expect("CustomerSpeakerId", kept->customer_speaker_id, actual.customer_speaker_id);
    complaints.expect("GeneratedSpeakerId", kept->generated_speaker_id, actual.generated_speaker_id);
    complaints.expect("authentication: AudioAggregationStartedAt", kept->started_at,
                      actual.audio_aggregation_started_at);
    complaints.expect("authentication: AudioAggregationEndedAt", kept->ended_at, actual.audio_aggregation_ended_at);
  }

  void judge(const shapes::FraudDetectionResult& actual, Complaints& complaints) {
    auto& kept = session_->fraud_detection;
    const bool other_id_is_right = kept && kept->doubtful && kept->id != *actual.fraud_detection_result_id;
    if (!kept || !holds(*kept) || other_id_is_right) {
      kept = fresh_fraud_detection();
      take_new_id("FraudDetectionResultId", actual.fraud_detection_result_id, kept->id, complaints);
    }
    kept->doubtful = false;
    complaints.expect("FraudDetectionResultId", kept->id, *actual.fraud_detection_result_id);
    complaints.expect("fraud detection: Decision", kept->decision, *actual.decision);
    complaints.expect("Reasons", kept->reasons, actual.reasons.value_or(std::vector<std::string_view>()));
    complaints.expect("RiskThreshold", kept->threshold, *actual.configuration->risk_threshold);
    complaints.expect("WatchlistId", kept->watchlist_id, *actual.configuration->watchlist_id);
    complaints.expect("RiskDetails", kept->fraudster_risk.has_value(), actual.risk_details.has_value());
    if (actual.risk_details) {
      complaints.expect("KnownFraudsterRisk", kept->fraudster_risk,
                        actual.risk_details->known_fraudster_risk.risk_score);
      complaints.expect("GeneratedFraudsterId", kept->fraudster_id,
                        actual.risk_details->known_fraudster_risk.generated_fraudster_id);
      complaints.expect("VoiceSpoofingRisk", kept->spoofing_risk, actual.risk_details->voice_spoofing_risk.risk_score);
    }
    complaints.expect("fraud detection: AudioAggregationStartedAt", kept->started_at,
                      actual.audio_aggregation_started_at);
    complaints.expect("fraud detection: AudioAggregationEndedAt", kept->ended_at, actual.audio_aggregation_ended_at);
  }

  void take_new_id(std::string_view what, const std::optional<std::string_view>& actual, std::string& id,
                   Complaints& complaints) {
    id = actual.value_or("");
    if (!used_ids_.insert(id).second) complaints.fail(what, "there should be a new result");
  }

  void judge_settings(const shapes::Session& actual, Complaints& complaints) const {
    complaints.expect("AuthenticationConfiguration", session_->authentication_on,
                      actual.authentication_configuration.has_value());
    if (actual.authentication_configuration) {
      complaints.expect("AcceptanceThreshold", session_->acceptance_threshold,
                        actual.authentication_configuration->acceptance_threshold);
    }
    complaints.expect("FraudDetectionConfiguration", session_->fraud_detection_on,
                      actual.fraud_detection_configuration.has_value());
    if (actual.fraud_detection_configuration) {
      complaints.expect("RiskThreshold", session_->risk_threshold,
                        actual.fraud_detection_configuration->risk_threshold);
      complaints.expect("WatchlistId", session_->watchlist_id, actual.fraud_detection_configuration->watchlist_id);
    }
    complaints.expect("AuthenticationMinimumSpeechInSeconds", session_->minimum.count(),
                      actual.streaming_configuration.authentication_minimum_speech_in_seconds);
    complaints.expect("Outcome", session_->outcome.has_value(), actual.outcome.has_value());
    complaints.expect("EndedAt", session_->ended_at, actual.ended_at);
  }

  void judge_audio(const shapes::Session& actual, Complaints& complaints) const {
    const auto& pieces = session_->audio.pieces;
    complaints.expect("Audio", !pieces.empty(), actual.audio.has_value());
    complaints.expect("EnrollmentAudioProgress", session_->audio.started_at.has_value(),
                      actual.enrollment_audio_progress.has_value());
    const milliseconds speech = session_->audio.speech();
    if (actual.audio) {
      complaints.expect("SpeechSeconds", static_cast<double>(speech.count()) / 1000, actual.audio->speech_seconds);
    }
    if (!actual.enrollment_audio_progress) return;
    complaints.expect("AudioAggregationStatus",
                      speech < kEnrollmentSpeech ? "NOT_ENOUGH_SPEECH" : "READY_FOR_ENROLLMENT",
                      actual.enrollment_audio_progress->audio_aggregation_status);
    complaints.expect("enrollment: AudioAggregationStartedAt", session_->audio.started_at,
                      actual.enrollment_audio_progress->audio_aggregation_started_at);
    complaints.expect("enrollment: AudioAggregationEndedAt", session_->audio.ended_at(kEnrollmentSpeech),
                      actual.enrollment_audio_progress->audio_aggregation_ended_at);
  }

  // Learns the generated id of a new speaker.
  void judge_speaker(const shapes::Session& actual, Complaints& complaints) {
    const auto& id = session_->speaker_id;
    Speaker* speaker = id ? find_speaker(*id) : nullptr;
    if (speaker != nullptr && speaker->generated_id.empty()) {
      speaker->generated_id = actual.generated_speaker_id.value_or("");
      if (!used_ids_.insert(speaker->generated_id).second) complaints.fail("GeneratedSpeakerId", "it is not new");
    }
    std::optional<std::string> customer_id;
    std::optional<std::string> generated_id;
    if (speaker != nullptr) {
      customer_id = customer_id_of(*speaker);
      generated_id = speaker->generated_id;
    } else if (id) {
      (id->starts_with("id#") ? generated_id : customer_id) = id;
    }
    complaints.expect("CustomerSpeakerId", customer_id, actual.customer_speaker_id);
    complaints.expect("GeneratedSpeakerId", generated_id, actual.generated_speaker_id);
  }

  std::string customer_id_of(const Speaker& speaker) const {
    return std::ranges::find_if(speakers_, [&](const auto& entry) { return entry.second.number == speaker.number; })
        ->first;
  }

  std::string default_watchlist_id_;
  seconds enrollment_time_;
  TimePoint now_;
  Similarities& similarities_;
  std::map<std::string, Speaker> speakers_;
  int last_speaker_number_ = 0;
  std::optional<Session> session_;
  std::set<std::string> used_ids_;
};

}  // namespace voiceid::handlers::model
