#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "store/page.hpp"

namespace voiceid::store {

/// Which rows of a table belong to which group, each group in order of creation. A row may be in several groups. The
/// table keeps the rows; take a row out of its groups before erasing it.
template <class Row, class Group>
class Groups {
 public:
  /// Puts a row with its sequence number in the table into the group. Returns false if it is in there already.
  bool put(const Group& group, std::uint64_t sequence, const Row& row) {
    return groups_[group].emplace(sequence, &row).second;
  }

  /// Takes a row out of a group. Does nothing if it is not in there.
  void take(const Group& group, std::uint64_t sequence) {
    const auto found = groups_.find(group);
    if (found == groups_.end()) return;
    found->second.erase(sequence);
    if (found->second.empty()) groups_.erase(found);
  }

  std::size_t count(const Group& group) const {
    const auto found = groups_.find(group);
    return found == groups_.end() ? 0 : found->second.size();
  }

  /// At most `limit` rows of the group, starting after the sequence number `after`.
  Page<Row> page(const Group& group, std::uint64_t after, std::size_t limit) const {
    const auto found = groups_.find(group);
    if (found == groups_.end()) return {};
    const std::map<std::uint64_t, const Row*>& rows = found->second;
    PageMaker<Row> maker(after, limit, rows.size());
    for (auto row = rows.upper_bound(after); row != rows.end(); ++row) {
      if (!maker.take(row->first, *row->second)) break;
    }
    return maker.take_page();
  }

  /// All rows of the group.
  std::vector<const Row*> all(const Group& group) const { return page(group, 0, count(group)).rows; }

 private:
  std::map<Group, std::map<std::uint64_t, const Row*>> groups_;
};

}  // namespace voiceid::store
