#pragma once

#include <array>
#include <cstddef>
#include <memory_resource>
#include <string_view>

namespace voiceid::json {

/// Owns the strings of one request. Most requests fit into the first block, which every request reuses.
class Arena {
 public:
  Arena() = default;

  std::string_view copy(std::string_view text) {
    if (text.empty()) return {first_block_.data(), 0};
    char* place = static_cast<char*>(resource_.allocate(text.size(), 1));
    text.copy(place, text.size());
    return {place, text.size()};
  }

  /// Frees every string and invalidates the views of them.
  void clear() { resource_.release(); }

 private:
  std::array<char, 4096> first_block_{};
  std::pmr::monotonic_buffer_resource resource_{first_block_.data(), first_block_.size()};
};

}  // namespace voiceid::json
