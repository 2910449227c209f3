#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
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

/// Takes rows in order until the page is full.
template <class Row>
class PageMaker {
 public:
  /// A page of at most `limit` rows, starting after the sequence number `after`, from a list of `size` rows.
  PageMaker(std::uint64_t after, std::size_t limit, std::size_t size) : last_(after), limit_(limit) {
    page_.rows.reserve(std::min(limit, size));
  }

  /// Returns false if the page is full; then the next one starts with this row.
  bool take(std::uint64_t sequence, const Row& row) {
    if (page_.rows.size() == limit_) {
      page_.next = last_;
      return false;
    }
    page_.rows.push_back(&row);
    last_ = sequence;
    return true;
  }

  Page<Row> take_page() { return std::move(page_); }

 private:
  Page<Row> page_;
  std::uint64_t last_;
  std::size_t limit_;
};

}  // namespace voiceid::store
