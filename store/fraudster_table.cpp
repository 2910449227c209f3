#include "store/fraudster_table.hpp"

#include <utility>

namespace voiceid::store {

const Fraudster& FraudsterTable::insert(Fraudster fraudster, Watchlist& watchlist) {
  const std::uint64_t sequence = next_sequence_++;
  Fraudster& inserted = fraudsters_.emplace(sequence, std::move(fraudster)).first->second;
  inserted.watchlist_ids.clear();
  sequences_.emplace(inserted.id.view(), sequence);
  associate(inserted, watchlist);
  return inserted;
}

const Fraudster* FraudsterTable::find(std::string_view id) const {
  const auto found = sequences_.find(id);
  return found == sequences_.end() ? nullptr : &fraudsters_.at(found->second);
}

void FraudsterTable::associate(const Fraudster& fraudster, Watchlist& watchlist) {
  const std::uint64_t sequence = sequences_.at(fraudster.id.view());
  Fraudster& changed = fraudsters_.at(sequence);
  if (!by_watchlist_[watchlist.id].emplace(sequence, &changed).second) return;
  changed.watchlist_ids.push_back(watchlist.id);
  ++watchlist.fraudster_count;
}

void FraudsterTable::disassociate(const Fraudster& fraudster, Watchlist& watchlist) {
  const std::uint64_t sequence = sequences_.at(fraudster.id.view());
  const auto index = by_watchlist_.find(watchlist.id);
  index->second.erase(sequence);
  if (index->second.empty()) by_watchlist_.erase(index);
  std::erase(fraudsters_.at(sequence).watchlist_ids, watchlist.id);
  --watchlist.fraudster_count;
}

void FraudsterTable::erase(const Fraudster& fraudster, std::span<Watchlist* const> watchlists) {
  for (Watchlist* watchlist : watchlists) disassociate(fraudster, *watchlist);
  const auto sequence = sequences_.find(fraudster.id.view());
  const std::uint64_t erased = sequence->second;
  sequences_.erase(sequence);
  fraudsters_.erase(erased);
}

Page<Fraudster> FraudsterTable::page(std::uint64_t after, std::size_t limit) const {
  return page_of<Fraudster>(fraudsters_, after, limit,
                            [](const auto& entry) { return std::pair(entry.first, &entry.second); });
}

Page<Fraudster> FraudsterTable::page_of_watchlist(const ResourceId& watchlist_id, std::uint64_t after,
                                                  std::size_t limit) const {
  const auto index = by_watchlist_.find(watchlist_id);
  if (index == by_watchlist_.end()) return {};
  return page_of<Fraudster>(index->second, after, limit, [](const auto& entry) { return entry; });
}

std::vector<const Fraudster*> FraudsterTable::all() const { return page(0, size()).rows; }

std::vector<const Fraudster*> FraudsterTable::on(const ResourceId& watchlist_id) const {
  const auto index = by_watchlist_.find(watchlist_id);
  if (index == by_watchlist_.end()) return {};
  return page_of_watchlist(watchlist_id, 0, index->second.size()).rows;
}

}  // namespace voiceid::store
