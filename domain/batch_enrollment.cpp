#include "domain/batch_enrollment.hpp"

namespace voiceid {

Result<std::optional<BatchEnrollmentStatus>> decide_without_voice(const Speaker* speaker,
                                                                  const BatchEnrollmentConfig& config, TimePoint now) {
  if (speaker == nullptr) return std::optional<BatchEnrollmentStatus>();
  const SpeakerStatus status = speaker->status_at(now);
  if (status == SpeakerStatus::kOptedOut) {
    return conflict(ConflictType::kSpeakerOptedOut,
                    "The speaker has opted out; only deleting the speaker makes another enrollment possible.");
  }
  if (status == SpeakerStatus::kEnrolled && config.existing_action() == ExistingEnrollmentAction::kSkip) {
    return std::optional(BatchEnrollmentStatus::kDuplicateSkipped);
  }
  return std::optional<BatchEnrollmentStatus>();
}

BatchEnrollmentStatus enroll(Speaker& speaker, Voice voice, TimePoint now) {
  const bool overwrite = speaker.status_at(now) == SpeakerStatus::kEnrolled;
  speaker.enroll(std::move(voice), now);
  return overwrite ? BatchEnrollmentStatus::kEnrollmentOverwrite : BatchEnrollmentStatus::kNewEnrollment;
}

Result<void> check_fraud_risk(const Voice& voice, int spoofing_risk, const BatchEnrollmentConfig& config,
                              std::span<const Fraudster* const> fraudsters) {
  if (config.fraud_action() == FraudDetectionAction::kIgnore) return {};
  const int threshold = config.risk_threshold();
  const int fraudster_risk = closest_fraudster(voice, fraudsters).score;
  if (fraudster_risk < threshold && spoofing_risk < threshold) return {};
  std::string found;
  if (fraudster_risk >= threshold) {
    found = "a risk of " + std::to_string(fraudster_risk) + " against the fraudsters of the watchlist";
  }
  if (spoofing_risk >= threshold) {
    found.append(found.empty() ? "" : " and ").append("a spoofing risk of ").append(std::to_string(spoofing_risk));
  }
  return refused("The provided audio files do not pass the fraud check.", "The voice has " + found,
                 "less than the RiskThreshold of " + std::to_string(threshold) + " is needed");
}

}  // namespace voiceid
