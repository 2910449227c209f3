#include "domain/fraudster.hpp"

#include "domain/voice.hpp"

namespace voiceid {

Result<void> check_disassociation(const Fraudster& fraudster) {
  if (fraudster.watchlist_ids.size() > 1) return {};
  return conflict(ConflictType::kFraudsterMustBelongToAtLeastOneWatchlist);
}

FraudsterMatch closest_fraudster(std::string_view voice, std::span<const Fraudster* const> fraudsters) {
  FraudsterMatch closest;
  for (const Fraudster* fraudster : fraudsters) {
    const int score = similarity(voice, fraudster->voiceprint);
    if (closest.fraudster == nullptr || score > closest.score) closest = {fraudster, score};
  }
  return closest;
}

}  // namespace voiceid
