#pragma once

#include <algorithm>
#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/member.hpp>
#include <boost/multi_index/ordered_index.hpp>
#include <boost/multi_index/tag.hpp>
#include <boost/multi_index_container.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace voiceid::store {

/// Some rows of a table in order of creation, and where the next page starts, if there are more rows.
template <class Row>
struct Page {
  std::vector<const Row*> rows;
  /// The sequence number after which the next page starts.
  std::optional<std::uint64_t> next;
};

/// The page after the sequence number `after` of an index that is ordered by sequence number. Takes time proportional
/// to the page, not to the index.
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

/// Rows in order of creation, found in constant time by each of their keys. A key is a type with a static
/// `std::string_view of(const Row&)`; a row's keys never change. Rows stay at their address until they are erased.
template <class Row, class MainKey, class... OtherKeys>
class Table {
 public:
  /// Adds a row at the end. No row may have one of its keys already.
  Row& insert(Row row) {
    const auto [position, inserted] = entries_.insert(Entry{next_sequence_, std::move(row)});
    if (inserted) ++next_sequence_;
    return position->row;
  }

  /// The row whose main key has that value; nullptr if there is none.
  Row* find(std::string_view value) { return find_by<MainKey>(value); }
  const Row* find(std::string_view value) const { return find_by<MainKey>(value); }

  /// The row whose `Key` has that value; nullptr if there is none.
  template <class Key>
  Row* find_by(std::string_view value) {
    return row_of<Key>(value);
  }
  template <class Key>
  const Row* find_by(std::string_view value) const {
    return row_of<Key>(value);
  }

  /// The last row of which `fits` is true; nullptr if there is none. Looks at the rows from the end on.
  template <class Predicate>
  Row* find_last(Predicate fits) {
    const auto& in_order = entries_.template get<InOrder>();
    const auto found =
        std::find_if(in_order.rbegin(), in_order.rend(), [&](const Entry& entry) { return fits(entry.row); });
    return found == in_order.rend() ? nullptr : &found->row;
  }

  /// Removes the row whose main key has that value. Returns whether there was one.
  bool erase(std::string_view value) {
    auto& index = entries_.template get<MainKey>();
    const auto found = index.find(value);
    if (found == index.end()) return false;
    index.erase(found);
    return true;
  }

  std::size_t size() const { return entries_.size(); }

  /// The sequence number of a row of this table.
  std::uint64_t sequence_of(const Row& row) const {
    return entries_.template get<MainKey>().find(MainKey::of(row))->sequence;
  }

  /// At most `limit` rows in order of creation, starting after the sequence number `after`.
  Page<Row> page(std::uint64_t after, std::size_t limit) const {
    return page_of<Row>(entries_.template get<InOrder>(), after, limit,
                        [](const Entry& entry) { return std::pair(entry.sequence, &entry.row); });
  }

 private:
  struct Entry {
    std::uint64_t sequence;
    // Changing a row never changes its keys, so the indexes stay right.
    mutable Row row;
  };

  struct InOrder {};

  template <class Key>
  struct KeyOf {
    using result_type = std::string_view;
    result_type operator()(const Entry& entry) const { return Key::of(entry.row); }
  };

  template <class Key>
  using IndexBy =
      boost::multi_index::hashed_unique<boost::multi_index::tag<Key>, KeyOf<Key>, std::hash<std::string_view>>;

  using Entries = boost::multi_index_container<
      Entry, boost::multi_index::indexed_by<
                 boost::multi_index::ordered_unique<boost::multi_index::tag<InOrder>,
                                                    boost::multi_index::member<Entry, std::uint64_t, &Entry::sequence>>,
                 IndexBy<MainKey>, IndexBy<OtherKeys>...>>;

  template <class Key>
  Row* row_of(std::string_view value) const {
    const auto& index = entries_.template get<Key>();
    const auto found = index.find(value);
    return found == index.end() ? nullptr : &found->row;
  }

  Entries entries_;
  std::uint64_t next_sequence_ = 1;
};

}  // namespace voiceid::store
