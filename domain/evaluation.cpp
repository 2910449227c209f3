#include "domain/evaluation.hpp"

#include "domain/voice.hpp"

namespace voiceid {
namespace {

// The decision if it does not depend on the voice.
std::optional<AuthenticationDecision> decision_without_voice(const AuthenticationBasis& basis, TimePoint now) {
  if (!basis.speaker_id) return AuthenticationDecision::kSpeakerIdNotProvided;
  if (basis.speaker == nullptr) return AuthenticationDecision::kSpeakerNotEnrolled;
  switch (basis.speaker->status_at(now)) {
    case SpeakerStatus::kPending:
      return AuthenticationDecision::kSpeakerNotEnrolled;
    case SpeakerStatus::kOptedOut:
      return AuthenticationDecision::kSpeakerOptedOut;
    case SpeakerStatus::kExpired:
      return AuthenticationDecision::kSpeakerExpired;
    case SpeakerStatus::kEnrolled:
      break;
  }
  if (!basis.audio.is_enough(basis.minimum_speech)) return AuthenticationDecision::kNotEnoughSpeech;
  return std::nullopt;
}

KnownFraudsterRisk known_fraudster_risk(const Voice& voice, std::span<const Fraudster* const> fraudsters) {
  const auto [fraudster, score] = closest_fraudster(voice, fraudsters);
  if (fraudster == nullptr) return {};
  return {score, fraudster->id};
}

}  // namespace

AuthenticationResult authenticate(ResourceId result_id, const AuthenticationBasis& basis, TimePoint now) {
  AuthenticationResult result;
  result.id = result_id;
  result.acceptance_threshold = basis.acceptance_threshold;
  if (basis.speaker != nullptr) {
    result.customer_speaker_id = basis.speaker->customer_speaker_id();
    result.generated_speaker_id = GeneratedId(basis.speaker->generated_id());
  } else if (basis.speaker_id && !is_generated_id(*basis.speaker_id)) {
    result.customer_speaker_id = *basis.speaker_id;
  }
  if (const auto decision = decision_without_voice(basis, now)) {
    result.decision = *decision;
    return result;
  }
  result.score = basis.scripted_score
                     ? *basis.scripted_score
                     : similarity(basis.audio.voice(basis.minimum_speech), *basis.speaker->voiceprint_at(now));
  result.decision =
      *result.score >= basis.acceptance_threshold ? AuthenticationDecision::kAccept : AuthenticationDecision::kReject;
  result.aggregation = basis.audio.aggregation(basis.minimum_speech);
  return result;
}

FraudDetectionResult detect_fraud(ResourceId result_id, const FraudDetectionBasis& basis) {
  FraudDetectionResult result;
  result.id = result_id;
  result.risk_threshold = basis.risk_threshold;
  result.watchlist_id = basis.watchlist_id;
  if (!basis.audio.is_enough(kFraudDetectionSpeech)) {
    result.decision = FraudDetectionDecision::kNotEnoughSpeech;
    return result;
  }
  const auto& [_, scripted_fraudster, scripted_spoofing] = basis.scripted;
  KnownFraudsterRisk known = scripted_fraudster
                                 ? *scripted_fraudster
                                 : known_fraudster_risk(basis.audio.voice(kFraudDetectionSpeech), basis.fraudsters);
  if (known.risk_score == 0) known.generated_fraudster_id.reset();
  const int spoofing = scripted_spoofing.value_or(basis.audio.spoofing_risk(kFraudDetectionSpeech));
  if (known.risk_score > basis.risk_threshold) result.reasons.push_back(FraudDetectionReason::kKnownFraudster);
  if (spoofing > basis.risk_threshold) result.reasons.push_back(FraudDetectionReason::kVoiceSpoofing);
  result.decision = result.reasons.empty() ? FraudDetectionDecision::kLowRisk : FraudDetectionDecision::kHighRisk;
  result.known_fraudster_risk = known;
  result.voice_spoofing_risk = spoofing;
  result.aggregation = basis.audio.aggregation(kFraudDetectionSpeech);
  return result;
}

}  // namespace voiceid
