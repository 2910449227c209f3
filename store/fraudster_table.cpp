#include "store/fraudster_table.hpp"

#include <utility>

namespace voiceid::store {

const Fraudster& FraudsterTable::insert(Fraudster fraudster, Watchlist& watchlist) {
  fraudster.watchlist_ids.clear();
  const Fraudster& inserted = rows_.insert(std::move(fraudster));
  associate(inserted, watchlist);
  return inserted;
}

void FraudsterTable::restore(Fraudster fraudster, std::uint64_t sequence, std::span<Watchlist* const> watchlists) {
  fraudster.watchlist_ids.clear();
  const Fraudster& inserted = rows_.insert(std::move(fraudster), sequence);
  for (Watchlist* watchlist : watchlists) associate(inserted, *watchlist);
}

void FraudsterTable::associate(const Fraudster& fraudster, Watchlist& watchlist) {
  if (!by_watchlist_.put(watchlist.id, rows_.sequence_of(fraudster), fraudster)) return;
  rows_.find(fraudster.id.view())->watchlist_ids.push_back(watchlist.id);
  ++watchlist.fraudster_count;
}

void FraudsterTable::disassociate(const Fraudster& fraudster, Watchlist& watchlist) {
  by_watchlist_.take(watchlist.id, rows_.sequence_of(fraudster));
  std::erase(rows_.find(fraudster.id.view())->watchlist_ids, watchlist.id);
  --watchlist.fraudster_count;
}

void FraudsterTable::erase(const Fraudster& fraudster, std::span<Watchlist* const> watchlists) {
  for (Watchlist* watchlist : watchlists) disassociate(fraudster, *watchlist);
  rows_.erase(fraudster.id.view());
}

}  // namespace voiceid::store
