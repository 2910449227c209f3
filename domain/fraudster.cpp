#include "domain/fraudster.hpp"

namespace voiceid {

Result<void> check_disassociation(const Fraudster& fraudster) {
  if (fraudster.watchlist_ids.size() > 1) return {};
  return conflict(ConflictType::kFraudsterMustBelongToAtLeastOneWatchlist);
}

FraudsterMatch closest_fraudster(const Voice& voice, std::span<const Fraudster* const> fraudsters) {
  FraudsterMatch closest;
  for (const Fraudster* fraudster : fraudsters) {
    const int score = fraud_risk(voice, fraudster->voiceprint);
    if (closest.fraudster == nullptr || score > closest.score) closest = {fraudster, score};
  }
  return closest;
}

}  // namespace voiceid
