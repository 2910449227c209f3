#include "domain/batch_registration.hpp"

namespace voiceid {

std::optional<FraudsterMatch> duplicate_to_skip(const Voice& voice, const BatchRegistrationConfig& config,
                                                std::span<const Fraudster* const> fraudsters) {
  if (config.duplicate_action() == DuplicateRegistrationAction::kRegisterAsNew) return std::nullopt;
  const FraudsterMatch closest = closest_fraudster(voice, fraudsters);
  if (closest.fraudster == nullptr || closest.score < config.similarity_threshold()) return std::nullopt;
  return closest;
}

}  // namespace voiceid
