#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>

#include "domain/fraudster.hpp"
#include "domain/job.hpp"
#include "domain/result.hpp"
#include "domain/speaker.hpp"

namespace voiceid {

enum class ExistingEnrollmentAction { kSkip, kOverwrite };
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<ExistingEnrollmentAction>{"SKIP", "OVERWRITE"};

enum class FraudDetectionAction { kIgnore, kFail };
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<FraudDetectionAction>{"IGNORE", "FAIL"};

/// The outcome of a request to enroll, as the output file names it (API reference).
enum class BatchEnrollmentStatus { kNewEnrollment, kEnrollmentOverwrite, kDuplicateSkipped };
template <>
inline constexpr std::array<std::string_view, 3> kEnumNames<BatchEnrollmentStatus>{
    "NEW_ENROLLMENT", "ENROLLMENT_OVERWRITE", "DUPLICATE_SKIPPED"};

inline constexpr int kDefaultBatchRiskThreshold = 50;

/// How a job checks voices for fraud. Members that the request left out are empty.
struct BatchFraudDetection {
  std::optional<FraudDetectionAction> action;
  std::optional<int> risk_threshold;
  std::optional<ResourceId> watchlist_id;
};

/// How a job enrolls. Members that the request left out are empty; the functions apply the defaults.
struct BatchEnrollmentConfig {
  std::optional<ExistingEnrollmentAction> existing_enrollment_action;
  std::optional<BatchFraudDetection> fraud_detection;

  ExistingEnrollmentAction existing_action() const {
    return existing_enrollment_action.value_or(ExistingEnrollmentAction::kSkip);
  }
  FraudDetectionAction fraud_action() const { return fraud().action.value_or(FraudDetectionAction::kFail); }
  int risk_threshold() const { return fraud().risk_threshold.value_or(kDefaultBatchRiskThreshold); }
  std::optional<ResourceId> watchlist_id() const { return fraud().watchlist_id; }

 private:
  BatchFraudDetection fraud() const { return fraud_detection.value_or(BatchFraudDetection()); }
};

/// A batch job that enrolls speakers.
struct EnrollmentJob : Job {
  EnrollmentJob(JobOrigin origin, TimePoint now, std::optional<BatchEnrollmentConfig> config_in)
      : Job(std::move(origin), now), config(config_in) {}

  std::optional<BatchEnrollmentConfig> config;

 protected:
  EnrollmentJob() = default;
};

/// The outcome if it does not depend on the voice: DUPLICATE_SKIPPED for an enrolled speaker with SKIP, else nothing.
/// `speaker` is nullptr for a new speaker.
/// Errors: ConflictException SPEAKER_OPTED_OUT for a speaker who opted out.
Result<std::optional<BatchEnrollmentStatus>> decide_without_voice(const Speaker* speaker,
                                                                  const BatchEnrollmentConfig& config, TimePoint now);

/// Makes the voice the speaker's voiceprint. Returns NEW_ENROLLMENT, or ENROLLMENT_OVERWRITE for an enrolled speaker.
BatchEnrollmentStatus enroll(Speaker& speaker, Voice voice, TimePoint now);

/// Checks that the voice may be enrolled: its risk against the fraudsters of the watchlist (API reference) and the risk
/// that it is spoofed (Guide) must be below the threshold, unless the job ignores them. Errors: ValidationException.
Result<void> check_fraud_risk(const Voice& voice, int spoofing_risk, const BatchEnrollmentConfig& config,
                              std::span<const Fraudster* const> fraudsters);

}  // namespace voiceid
