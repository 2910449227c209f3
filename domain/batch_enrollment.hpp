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

/// What became of a request to enroll, as the output file names it (S).
enum class BatchEnrollmentStatus { kNewEnrollment, kEnrollmentOverwrite, kDuplicateSkipped };
template <>
inline constexpr std::array<std::string_view, 3> kEnumNames<BatchEnrollmentStatus>{
    "NEW_ENROLLMENT", "ENROLLMENT_OVERWRITE", "DUPLICATE_SKIPPED"};

inline constexpr int kDefaultBatchRiskThreshold = 50;  // D

/// How a job checks voices for fraud, as far as its start says.
struct BatchFraudDetection {
  std::optional<FraudDetectionAction> action;
  std::optional<int> risk_threshold;
  std::optional<ResourceId> watchlist_id;
};

/// How a job enrolls, as far as its start says.
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
};

/// What a request does to its speaker, as far as that is settled without the voice: DUPLICATE_SKIPPED for one who is
/// enrolled, with SKIP; nothing where the voice counts. `speaker` is nullptr for a new one.
/// Errors: ConflictException for one who opted out.
Result<std::optional<BatchEnrollmentStatus>> decide_without_voice(const Speaker* speaker,
                                                                  const BatchEnrollmentConfig& config, TimePoint now);

/// Makes the voice the speaker's voiceprint. Returns what that was, NEW_ENROLLMENT or ENROLLMENT_OVERWRITE.
BatchEnrollmentStatus enroll(Speaker& speaker, std::string voice, TimePoint now);

/// Whether that voice may be enrolled: its risk against the fraudsters of the watchlist is below the threshold, or is
/// ignored (S). Errors: ValidationException.
Result<void> check_fraud_risk(std::string_view voice, const BatchEnrollmentConfig& config,
                              std::span<const Fraudster* const> fraudsters);

}  // namespace voiceid
