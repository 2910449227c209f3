#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <utility>

#include "store/key_index.hpp"
#include "store/page.hpp"
#include "store/row_blocks.hpp"

namespace voiceid::store {

/// Rows in order of creation, found in constant time by each of their keys. A key is a type with a static
/// `std::string_view of(const Row&)`; a row's keys never change. Rows stay at their address until they are erased.
template <class Row, class MainKey, class... OtherKeys>
class Table {
 public:
  /// Adds a row at the end. No row may have one of its keys already.
  Row& insert(Row row) { return index(rows_.add(std::move(row))); }
  /// The same with a sequence number, which is greater than every other: for rows that were saved.
  Row& insert(Row row, std::uint64_t sequence) { return index(rows_.add(std::move(row), sequence)); }

  /// The greatest sequence number that a row ever had.
  std::uint64_t last_sequence() const { return rows_.last_sequence(); }
  /// Lets the next row come after that number.
  void skip_to(std::uint64_t sequence) { rows_.skip_to(sequence); }

  /// The row whose main key has that value; nullptr if there is none.
  Row* find(std::string_view value) { return find_by<MainKey>(value); }
  const Row* find(std::string_view value) const { return find_by<MainKey>(value); }

  /// The row whose `Key` has that value; nullptr if there is none.
  template <class Key>
  Row* find_by(std::string_view value) {
    return row_of(index<Key>().find(value));
  }
  template <class Key>
  const Row* find_by(std::string_view value) const {
    return row_of(index<Key>().find(value));
  }

  /// The last row of which `fits` is true; nullptr if there is none. Looks at the rows from the end on.
  template <class Predicate>
  Row* find_last(Predicate fits) {
    return rows_.find_last(fits);
  }

  /// Calls `use(sequence, row)` with every row, in order.
  template <class Use>
  void visit(Use use) const {
    rows_.visit_after(0, [&use](const Entry& entry) {
      use(entry.sequence, *entry.row);
      return true;
    });
  }

  /// Removes the row whose main key has that value. Returns whether there was one.
  bool erase(std::string_view value) {
    Entry* entry = index<MainKey>().find(value);
    if (entry == nullptr) return false;
    remove_from_indexes(*entry);
    rows_.erase(*entry);
    return true;
  }

  /// Removes the row whose main key has that value, which there must be, and returns it.
  Row take(std::string_view value) {
    Entry& entry = *index<MainKey>().find(value);
    remove_from_indexes(entry);
    return rows_.take(entry);
  }

  std::size_t size() const { return rows_.size(); }

  /// The sequence number of a row of this table.
  std::uint64_t sequence_of(const Row& row) const { return index<MainKey>().find(MainKey::of(row))->sequence; }

  /// At most `limit` rows in order of creation, starting after the sequence number `after`. Takes time proportional to
  /// the page, not to the table.
  Page<Row> page(std::uint64_t after, std::size_t limit) const {
    PageMaker<Row> maker(after, limit, size());
    rows_.visit_after(after, [&](const Entry& entry) { return maker.take(entry.sequence, *entry.row); });
    return maker.take_page();
  }

 private:
  using Entry = typename RowBlocks<Row>::Entry;

  template <class Key>
  struct KeyOf {
    static std::string_view of(const Entry& entry) { return Key::of(*entry.row); }
  };
  template <class Key>
  using IndexBy = KeyIndex<Entry, KeyOf<Key>>;

  template <class Key>
  IndexBy<Key>& index() {
    return std::get<IndexBy<Key>>(indexes_);
  }
  template <class Key>
  const IndexBy<Key>& index() const {
    return std::get<IndexBy<Key>>(indexes_);
  }

  void remove_from_indexes(const Entry& entry) {
    std::apply([&](auto&... index) { (index.erase(entry), ...); }, indexes_);
  }
  Row& index(Entry& entry) {
    std::apply([&](auto&... each) { (each.add(entry), ...); }, indexes_);
    return *entry.row;
  }

  static Row* row_of(Entry* entry) { return entry == nullptr ? nullptr : &*entry->row; }

  RowBlocks<Row> rows_;
  std::tuple<IndexBy<MainKey>, IndexBy<OtherKeys>...> indexes_;
};

}  // namespace voiceid::store
