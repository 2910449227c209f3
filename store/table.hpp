#pragma once

#include <algorithm>
#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/member.hpp>
#include <boost/multi_index/ordered_index.hpp>
#include <boost/multi_index_container.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace voiceid::store {

/// Some rows of a table in order of creation, and where the next page starts, if there is another row by now (D).
template <class Row>
struct Page {
  std::vector<const Row*> rows;
  /// The sequence number after which the next page starts.
  std::optional<std::uint64_t> next;
};

/// The page that begins behind `after` in an index of entries ordered by their sequence number. Costs the page (page
/// 1).
template <class Row, class Index, class RowOf>
Page<Row> page_of(const Index& index, std::uint64_t after, std::size_t limit, RowOf row_of) {
  Page<Row> page;
  page.rows.reserve(std::min(limit, index.size()));
  std::uint64_t last = after;
  auto entry = index.upper_bound(after);
  for (; entry != index.end() && page.rows.size() < limit; ++entry) {
    const auto& [sequence, row] = row_of(*entry);
    page.rows.push_back(row);
    last = sequence;
  }
  if (entry != index.end()) page.next = last;
  return page;
}

/// Rows in order of creation, found in constant time by each of their keys. A `Key` has a static
/// `std::string_view of(const Row&)`; a row's keys never change. Rows stay where they are until they are erased.
template <class Row, class... Keys>
class Table {
 public:
  /// Adds a row at the end; no row has one of its keys yet.
  Row& insert(Row row) {
    const auto [position, inserted] = entries_.insert(Entry{next_sequence_, std::move(row)});
    if (inserted) ++next_sequence_;
    return position->row;
  }

  /// The row with that value of its Nth key; nullptr where there is none.
  template <std::size_t Key = 0>
  Row* find(std::string_view value) {
    const auto& index = entries_.template get<Key + 1>();
    const auto found = index.find(value);
    return found == index.end() ? nullptr : &found->row;
  }

  /// Removes the row with that value of its Nth key. Returns whether there was one.
  template <std::size_t Key = 0>
  bool erase(std::string_view value) {
    return entries_.template get<Key + 1>().erase(value) != 0;
  }

  std::size_t size() const { return entries_.size(); }

  /// At most `limit` rows in order of creation, beginning behind the sequence number `after`.
  Page<Row> page(std::uint64_t after, std::size_t limit) const {
    return page_of<Row>(entries_.template get<0>(), after, limit,
                        [](const Entry& entry) { return std::pair(entry.sequence, &entry.row); });
  }

 private:
  struct Entry {
    std::uint64_t sequence;
    // What changes in a row is never a key, so the indexes stay right.
    mutable Row row;
  };

  template <class Key>
  struct KeyOf {
    using result_type = std::string_view;
    result_type operator()(const Entry& entry) const { return Key::of(entry.row); }
  };

  using Entries = boost::multi_index_container<
      Entry, boost::multi_index::indexed_by<
                 boost::multi_index::ordered_unique<boost::multi_index::member<Entry, std::uint64_t, &Entry::sequence>>,
                 boost::multi_index::hashed_unique<KeyOf<Keys>, std::hash<std::string_view>>...>>;

  Entries entries_;
  std::uint64_t next_sequence_ = 1;
};

}  // namespace voiceid::store
