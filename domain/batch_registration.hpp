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

/// The outcome of a request to register, as the output file names it.
enum class BatchRegistrationStatus { kNewRegistration, kDuplicateSkipped };
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<BatchRegistrationStatus>{"NEW_REGISTRATION",
                                                                                     "DUPLICATE_SKIPPED"};

inline constexpr int kDefaultFraudsterSimilarityThreshold = 50;
/// Net speech that a registration needs (Guide).
inline constexpr std::chrono::seconds kFraudsterRegistrationSpeech{10};

/// How a job registers. Members that the request left out are empty; the functions apply the defaults.
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

 protected:
  RegistrationJob() = default;
};

/// The fraudster that the voice duplicates, so that the request is skipped: the closest of the domain's fraudsters, if
/// the fraud_risk() is at least the threshold (API reference). Nothing if the voice is to be registered. Our decision:
/// the risk stands for the similarity here too, because a stranger is often fairly similar to one of many fraudsters.
std::optional<FraudsterMatch> duplicate_to_skip(const Voice& voice, const BatchRegistrationConfig& config,
                                                std::span<const Fraudster* const> fraudsters);

}  // namespace voiceid
