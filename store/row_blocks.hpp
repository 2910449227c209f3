#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

namespace voiceid::store {

/// Rows in order of creation, each at an address that stays until it is erased. They lie in blocks, which saves each
/// row what an allocation and the links of a tree take; a block is freed once all of its rows are erased.
template <class Row>
class RowBlocks {
 public:
  struct Entry {
    /// Counts the rows that were ever added, from 1.
    std::uint64_t sequence = 0;
    /// Nothing once the row is erased.
    std::optional<Row> row;
  };

  /// Adds a row at the end.
  Entry& add(Row row) { return add(std::move(row), last_sequence_ + 1); }
  /// The same with a sequence number, which is greater than every other.
  Entry& add(Row row, std::uint64_t sequence) {
    last_sequence_ = sequence;
    Block& block = blocks_.try_emplace(blocks_.end(), block_of(sequence))->second;
    Entry& entry = block.entries[sequence % kRowsOfBlock];
    entry.sequence = sequence;
    entry.row.emplace(std::move(row));
    ++block.rows;
    ++size_;
    return entry;
  }

  /// Removes a row and returns it.
  Row take(Entry& entry) {
    Row row = std::move(*entry.row);
    erase(entry);
    return row;
  }

  void erase(Entry& entry) {
    const auto block = blocks_.find(block_of(entry.sequence));
    entry.row.reset();
    --size_;
    if (--block->second.rows == 0) blocks_.erase(block);
  }

  std::size_t size() const { return size_; }

  /// Calls `take(entry)` with the rows after that sequence number, in order, until it returns false.
  template <class Take>
  void visit_after(std::uint64_t after, Take take) const {
    for (auto block = blocks_.lower_bound(block_of(after)); block != blocks_.end(); ++block) {
      for (const Entry& entry : block->second.entries) {
        if (entry.row && entry.sequence > after && !take(entry)) return;
      }
    }
  }

  /// The greatest number that a row ever had.
  std::uint64_t last_sequence() const { return last_sequence_; }
  /// Lets the next row come after that number.
  void skip_to(std::uint64_t sequence) { last_sequence_ = std::max(last_sequence_, sequence); }

  /// The last row of which `fits` is true; nullptr if there is none. Looks at the rows from the end on.
  template <class Predicate>
  Row* find_last(Predicate fits) {
    // Not std::views::reverse, which the clang of Debian 12 cannot compile.
    for (auto block = blocks_.rbegin(); block != blocks_.rend(); ++block) {
      auto& entries = block->second.entries;
      for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        if (entry->row && fits(*entry->row)) return &*entry->row;
      }
    }
    return nullptr;
  }

 private:
  // Large enough for a dozen speakers. A block holds few larger rows, so that small tables stay small.
  static constexpr std::size_t kBlockBytes = 2048;
  static constexpr std::size_t kRowsOfBlock = std::max<std::size_t>(1, kBlockBytes / sizeof(Entry));

  struct Block {
    std::size_t rows = 0;
    std::array<Entry, kRowsOfBlock> entries;
  };

  static std::uint64_t block_of(std::uint64_t sequence) { return sequence / kRowsOfBlock; }

  std::map<std::uint64_t, Block> blocks_;
  std::uint64_t last_sequence_ = 0;
  std::size_t size_ = 0;
};

}  // namespace voiceid::store
