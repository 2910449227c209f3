#pragma once

#include <algorithm>

#include "domain/time_point.hpp"

namespace voiceid {

/// A rate limit of so many calls per second with a burst of the same size (A).
class TokenBucket {
 public:
  TokenBucket(unsigned calls_per_second, TimePoint now)
      : size_(calls_per_second * kPerCall), level_(size_), filled_at_(now) {}

  /// Takes one call's token, or says no. Time that goes backwards, as the emulator's clock can, fills nothing.
  bool take(TimePoint now) {
    level_ = level_at(now);
    filled_at_ = now;
    if (level_ < kPerCall) return false;
    level_ -= kPerCall;
    return true;
  }

  /// Whether it is as good as new.
  bool is_full_at(TimePoint now) const { return level_at(now) == size_; }

 private:
  std::int64_t level_at(TimePoint now) const {
    const auto passed = std::min(std::max(now - filled_at_, std::chrono::milliseconds(0)), kFull);
    return std::min(size_, level_ + passed.count() * (size_ / kPerCall));
  }

  // Levels are in thousandths of a call: what one call per second fills in a millisecond.
  static constexpr std::int64_t kPerCall = 1000;
  static constexpr std::chrono::milliseconds kFull{1000};

  std::int64_t size_;
  std::int64_t level_;
  TimePoint filled_at_;
};

}  // namespace voiceid
