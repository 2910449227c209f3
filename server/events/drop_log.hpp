#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace voiceid::events {

/// Tells in the log of events that were dropped: the first at once, then a sum at most every ten seconds.
class DropLog {
 public:
  explicit DropLog(std::string sink) : sink_(std::move(sink)) {}

  /// `reason` is the end of a sentence.
  void note(std::uint64_t count, std::string_view reason);
  /// Tells what has not been told yet, where it is time for that.
  void tell_in_time();
  /// Tells what has not been told yet.
  void flush();

 private:
  std::string sink_;
  std::uint64_t untold_ = 0;
  std::string reason_;
  std::optional<std::chrono::steady_clock::time_point> told_at_;
};

}  // namespace voiceid::events
