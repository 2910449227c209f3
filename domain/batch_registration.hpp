#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <span>

#include "domain/fraudster.hpp"
#include "domain/job.hpp"

namespace voiceid {

enum class DuplicateRegistrationAction { kSkip, kRegisterAsNew };
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<DuplicateRegistrationAction>{"SKIP", "REGISTER_AS_NEW"};

/// What became of a request to register, as the output file's schema names it (D).
enum class BatchRegistrationStatus { kNewRegistration, kDuplicateSkipped };
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<BatchRegistrationStatus>{"NEW_REGISTRATION",
                                                                                     "DUPLICATE_SKIPPED"};

inline constexpr int kDefaultFraudsterSimilarityThreshold = 50;          // D
inline constexpr std::chrono::seconds kFraudsterRegistrationSpeech{10};  // A, D

/// How a job registers, as far as its start says.
struct BatchRegistrationConfig {
  std::optional<DuplicateRegistrationAction> duplicate_registration_action;
  std::optional<int> fraudster_similarity_threshold;
  std::optional<ResourceId> watchlist_id;

  DuplicateRegistrationAction duplicate_action() const {
    return duplicate_registration_action.value_or(DuplicateRegistrationAction::kSkip);
  }
  int similarity_threshold() const {
    return fraudster_similarity_threshold.value_or(kDefaultFraudsterSimilarityThreshold);
  }
};

/// A batch job that registers fraudsters.
struct RegistrationJob : Job {
  RegistrationJob(JobOrigin origin, TimePoint now, std::optional<BatchRegistrationConfig> config_in)
      : Job(std::move(origin), now), config(config_in) {}

  std::optional<BatchRegistrationConfig> config;
};

/// Whose duplicate that voice is, and so is skipped: the closest of the domain's fraudsters, where it is as similar as
/// the threshold says; nothing where the voice is to be registered (S, D).
std::optional<FraudsterMatch> duplicate_to_skip(std::string_view voice, const BatchRegistrationConfig& config,
                                                std::span<const Fraudster* const> fraudsters);

}  // namespace voiceid
