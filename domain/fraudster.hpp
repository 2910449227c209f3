#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "domain/ids.hpp"
#include "domain/result.hpp"
#include "domain/time_point.hpp"
#include "domain/voice.hpp"

namespace voiceid {

/// A person whose voice is on watchlists.
struct Fraudster {
  GeneratedId id;
  /// The voice that was registered.
  Voice voiceprint;
  TimePoint created_at;
  /// In order of association; at least one.
  std::vector<ResourceId> watchlist_ids = {};

  bool is_on(const ResourceId& watchlist_id) const {
    return std::ranges::find(watchlist_ids, watchlist_id) != watchlist_ids.end();
  }
};

/// Checks that the fraudster may be taken off a watchlist that it is on.
/// Errors: ConflictException FRAUDSTER_MUST_BELONG_TO_AT_LEAST_ONE_WATCHLIST if it is on no other (API model).
Result<void> check_disassociation(const Fraudster& fraudster);

/// The fraudster that a voice is the most likely to be, and the risk that it is, 0 to 100.
struct FraudsterMatch {
  /// nullptr if there is no fraudster.
  const Fraudster* fraudster = nullptr;
  int score = 0;
};

/// The fraudster with the highest fraud_risk(). Of two that are equally likely, the first counts.
FraudsterMatch closest_fraudster(const Voice& voice, std::span<const Fraudster* const> fraudsters);

}  // namespace voiceid
