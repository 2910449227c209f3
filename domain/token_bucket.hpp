#pragma once

#include <algorithm>

#include "domain/time_point.hpp"

namespace voiceid {

/// A limit of calls per second, with a burst of the same size (Guide, "Amazon Connect service quotas").
class TokenBucket {
 public:
  TokenBucket(unsigned calls_per_second, TimePoint now)
      : size_(calls_per_second * kPerCall), level_(size_), filled_at_(now) {}

  /// Takes the token of one call; returns false if there is none. Setting the emulator's clock back adds no tokens.
  bool take(TimePoint now) {
    level_ = level_at(now);
    filled_at_ = now;
    if (level_ < kPerCall) return false;
    level_ -= kPerCall;
    return true;
  }

  /// Whether the bucket is full again, like a new one.
  bool is_full_at(TimePoint now) const { return level_at(now) == size_; }

 private:
  std::int64_t level_at(TimePoint now) const {
    const auto passed = std::min(std::max(now - filled_at_, std::chrono::milliseconds(0)), kFull);
    return std::min(size_, level_ + passed.count() * (size_ / kPerCall));
  }

  // Levels are in thousandths of a call: what a rate of one call per second adds in a millisecond.
  static constexpr std::int64_t kPerCall = 1000;
  static constexpr std::chrono::milliseconds kFull{1000};

  std::int64_t size_;
  std::int64_t level_;
  TimePoint filled_at_;
};

}  // namespace voiceid
