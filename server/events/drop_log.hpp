#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace voiceid::events {

/// Logs dropped events: the first drop at once, then totals at most every ten seconds.
class DropLog {
 public:
  explicit DropLog(std::string sink) : sink_(std::move(sink)) {}

  /// `reason` is the end of a sentence.
  void note(std::uint64_t count, std::string_view reason);
  /// Logs what is not yet logged if ten seconds have passed.
  void flush_if_due();
  /// Logs what is not yet logged.
  void flush();

 private:
  std::string sink_;
  std::uint64_t unlogged_ = 0;
  std::string reason_;
  std::optional<std::chrono::steady_clock::time_point> logged_at_;
};

}  // namespace voiceid::events
