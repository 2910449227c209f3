#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace voiceid::http {

/// A connection keeps its buffers for the next request unless one request made them this large.
inline constexpr std::size_t kKeptMemory = 64 * 1024;

/// Frees the memory of a text that has grown beyond the limit.
inline void release_if_large(std::string& text, std::size_t limit = kKeptMemory) {
  if (text.capacity() > limit) std::string().swap(text);
}

/// The bytes received on a connection and not parsed yet. prepare() moves them; until then the bytes parsed last stay
/// in place, for the request that has views of them.
class ReadBuffer {
 public:
  std::span<const char> unparsed() const { return {bytes_.data() + parsed_, end_ - parsed_}; }
  bool has_unparsed() const { return parsed_ != end_; }
  void mark_parsed(std::size_t count) { parsed_ += count; }

  /// Where to receive more bytes; empty if kMax bytes are waiting to be parsed.
  std::span<char> prepare() {
    move_to_front();
    if (end_ == bytes_.size() && end_ < kMax) bytes_.resize(2 * end_);
    return {bytes_.data() + end_, bytes_.size() - end_};
  }
  void commit(std::size_t count) { end_ += count; }

  /// Frees the memory that a large request took.
  void shrink() {
    if (bytes_.size() == kInitial || end_ - parsed_ > kInitial) return;
    move_to_front();
    bytes_.resize(kInitial);
    bytes_.shrink_to_fit();
  }

 private:
  static constexpr std::size_t kInitial = 4 * 1024;
  static constexpr std::size_t kMax = 32 * 1024;

  void move_to_front() {
    const std::size_t length = end_ - parsed_;
    if (length != 0 && parsed_ != 0) std::memmove(bytes_.data(), bytes_.data() + parsed_, length);
    parsed_ = 0;
    end_ = length;
  }

  std::vector<char> bytes_ = std::vector<char>(kInitial);
  std::size_t parsed_ = 0;
  std::size_t end_ = 0;
};

}  // namespace voiceid::http
