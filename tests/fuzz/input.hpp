#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "base/wording.hpp"

/// What the fuzz targets share.
namespace voiceid::fuzz {

/// Ends the process if a rule is broken, and prints where; libFuzzer then keeps the input.
inline void require(bool holds, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  if (holds) return;
  std::fprintf(stderr, "%s:%d: does not hold\n", file, line);
  std::abort();
}

/// A message is text that can be shown in one line.
inline void require_shown(std::string_view message, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  require(!message.empty() && printable(message) == message, file, line);
}

/// A message that is one sentence.
inline void require_sentence(std::string_view message, const char* file = __builtin_FILE(),
                             int line = __builtin_LINE()) {
  require_shown(message, file, line);
  require(message.ends_with('.'), file, line);
}

/// The bytes of one run, taken from the front. The memory around them is not readable, so reading past their end is
/// found.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size)
      : bytes_(std::make_unique<char[]>(size)), rest_(bytes_.get(), size) {
    std::copy_n(data, size, bytes_.get());
  }

  bool empty() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

  /// The next byte; 0 at the end.
  unsigned byte() {
    if (rest_.empty()) return 0;
    const auto next = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return next;
  }

  /// What precedes the next `separator`, which is dropped; the rest if there is none.
  std::string_view until(char separator) {
    const std::string_view part = rest_.substr(0, rest_.find(separator));
    rest_.remove_prefix(std::min(part.size() + 1, rest_.size()));
    return part;
  }

 private:
  std::unique_ptr<char[]> bytes_;
  std::string_view rest_;
};

}  // namespace voiceid::fuzz
