#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/ids.hpp"
#include "domain/result.hpp"
#include "domain/time_point.hpp"

namespace voiceid {

/// A person whose voice is on watchlists.
struct Fraudster {
  GeneratedId id;
  /// The label of the voice that was registered.
  std::string voiceprint;
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

/// The fraudster whose voice is the most similar, and how similar it is, 0 to 100.
struct FraudsterMatch {
  /// nullptr if there is no fraudster.
  const Fraudster* fraudster = nullptr;
  int score = 0;
};

/// The fraudster whose voice is the most similar to `voice`. Of two that are equally similar, the first counts.
FraudsterMatch closest_fraudster(std::string_view voice, std::span<const Fraudster* const> fraudsters);

}  // namespace voiceid
