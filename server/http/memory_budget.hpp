#pragma once

#include <cstddef>

namespace voiceid::http {

/// How many bytes all connections together hold of bodies that they read and answers that their clients have not taken.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::size_t limit) : limit_(limit) {}
  MemoryBudget(const MemoryBudget&) = delete;
  MemoryBudget& operator=(const MemoryBudget&) = delete;
  ~MemoryBudget() = default;

  bool is_exhausted() const { return held_ >= limit_; }
  std::size_t held() const { return held_; }

 private:
  friend class HeldMemory;

  std::size_t limit_;
  std::size_t held_ = 0;
};

/// What one connection holds of the budget; given back on destruction. The budget must outlive it.
class HeldMemory {
 public:
  explicit HeldMemory(MemoryBudget& budget) : budget_(budget) {}
  HeldMemory(const HeldMemory&) = delete;
  HeldMemory& operator=(const HeldMemory&) = delete;
  ~HeldMemory() { hold(0); }

  /// Changes the held bytes to this many. Returns false, and changes nothing, if that is an increase beyond the limit.
  bool try_hold(std::size_t bytes) {
    const std::size_t others = budget_.held_ - bytes_;
    if (bytes > bytes_ && (others > budget_.limit_ || bytes > budget_.limit_ - others)) return false;
    hold(bytes);
    return true;
  }

  /// The same without the limit, for what is in memory already.
  void hold(std::size_t bytes) {
    budget_.held_ += bytes - bytes_;
    bytes_ = bytes;
  }

 private:
  MemoryBudget& budget_;
  std::size_t bytes_ = 0;
};

}  // namespace voiceid::http
