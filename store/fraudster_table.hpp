#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "domain/fraudster.hpp"
#include "domain/watchlist.hpp"
#include "store/groups.hpp"
#include "store/table.hpp"

namespace voiceid::store {

/// The fraudsters of a domain in order of creation, found by id and listed by watchlist. Every change of what is on a
/// watchlist goes through here, because watchlists count their fraudsters.
class FraudsterTable {
 public:
  /// Adds a new fraudster that is on this watchlist only.
  const Fraudster& insert(Fraudster fraudster, Watchlist& watchlist);

  /// Adds a fraudster that was saved with that sequence number, which is greater than every other. These are the
  /// watchlists that it is on, in its order.
  void restore(Fraudster fraudster, std::uint64_t sequence, std::span<Watchlist* const> watchlists);

  /// nullptr if there is none.
  const Fraudster* find(std::string_view id) const { return rows_.find(id); }

  /// Adds the watchlist at the end of the fraudster's. Does nothing if the fraudster is on it already.
  void associate(const Fraudster& fraudster, Watchlist& watchlist);
  /// Takes the fraudster off a watchlist that it is on.
  void disassociate(const Fraudster& fraudster, Watchlist& watchlist);
  /// Takes the fraudster off these watchlists, which must be all that it is on, and removes it.
  void erase(const Fraudster& fraudster, std::span<Watchlist* const> watchlists);

  std::size_t size() const { return rows_.size(); }

  /// At most `limit` fraudsters of the domain, starting after the sequence number `after`.
  Page<Fraudster> page(std::uint64_t after, std::size_t limit) const { return rows_.page(after, limit); }
  /// The same of the fraudsters on one watchlist.
  Page<Fraudster> page_of_watchlist(const ResourceId& watchlist_id, std::uint64_t after, std::size_t limit) const {
    return by_watchlist_.page(watchlist_id, after, limit);
  }

  /// All fraudsters of the domain, in order of creation.
  std::vector<const Fraudster*> all() const { return page(0, size()).rows; }
  /// All fraudsters on the watchlist, in order of creation.
  std::vector<const Fraudster*> on(const ResourceId& watchlist_id) const { return by_watchlist_.all(watchlist_id); }

 private:
  struct ById {
    static std::string_view of(const Fraudster& fraudster) { return fraudster.id.view(); }
  };
  using Rows = Table<Fraudster, ById>;

 public:
  /// The fraudsters as they lie there.
  const Rows& rows() const { return rows_; }
  /// Lets the next fraudster come after that sequence number.
  void skip_to(std::uint64_t sequence) { rows_.skip_to(sequence); }

 private:
  Rows rows_;
  Groups<Fraudster, ResourceId> by_watchlist_;
};

}  // namespace voiceid::store
