#pragma once

#include <map>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/fraudster.hpp"
#include "domain/watchlist.hpp"
#include "store/table.hpp"

namespace voiceid::store {

/// The fraudsters of a domain in order of creation, found by id and by the watchlists that they are on. Watchlists
/// count their fraudsters, so they are associated and taken out through here.
class FraudsterTable {
 public:
  /// Adds a new one, on that watchlist alone.
  const Fraudster& insert(Fraudster fraudster, Watchlist& watchlist);

  /// nullptr where there is none.
  const Fraudster* find(std::string_view id) const;

  /// Puts a fraudster on a watchlist, as its last one; changes nothing where it is on it (D).
  void associate(const Fraudster& fraudster, Watchlist& watchlist);
  /// Takes a fraudster out of a watchlist that it is on.
  void disassociate(const Fraudster& fraudster, Watchlist& watchlist);
  /// Takes it out of these watchlists, which are all that it is on, and forgets it.
  void erase(const Fraudster& fraudster, std::span<Watchlist* const> watchlists);

  std::size_t size() const { return fraudsters_.size(); }

  /// At most `limit` fraudsters, beginning behind the sequence number `after`; of the domain, or of one watchlist.
  Page<Fraudster> page(std::uint64_t after, std::size_t limit) const;
  Page<Fraudster> page_of_watchlist(const ResourceId& watchlist_id, std::uint64_t after, std::size_t limit) const;

  /// In order of creation.
  std::vector<const Fraudster*> all() const;
  std::vector<const Fraudster*> on(const ResourceId& watchlist_id) const;

 private:
  using Index = std::map<std::uint64_t, const Fraudster*>;

  std::map<std::uint64_t, Fraudster> fraudsters_;
  // The keys are views of the ids in the fraudsters.
  std::unordered_map<std::string_view, std::uint64_t> sequences_;
  std::map<ResourceId, Index> by_watchlist_;
  std::uint64_t next_sequence_ = 1;
};

}  // namespace voiceid::store
