#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>

#include "domain/time_point.hpp"

namespace voiceid {

/// The emulator's clock, the only source of time for every rule. It runs at a settable offset from the machine's clock,
/// or is frozen.
class Clock {
 public:
  /// `machine_now` returns the machine's time; tests pass their own.
  explicit Clock(std::function<TimePoint()> machine_now) : machine_now_(std::move(machine_now)) {}

  /// From 1970 to latest_time_point(), whatever the machine's clock shows.
  TimePoint now() const {
    return frozen_at_ ? *frozen_at_ : std::clamp(machine_now_() + offset_, TimePoint(), latest_time_point());
  }
  bool frozen() const { return frozen_at_.has_value(); }
  /// How often the clock was set, frozen, run or reset.
  std::uint64_t changes() const { return changes_; }

  /// Shows that time from now on. A frozen clock stays frozen, a running one runs.
  void set(TimePoint now);
  /// Stops the clock at the time that it shows.
  void freeze() {
    ++changes_;
    frozen_at_ = now();
  }
  /// Lets a frozen clock run from the time that it shows.
  void run();
  /// Sets the clock forward and returns its new time; also while frozen. Errors: ValidationException beyond
  /// latest_time_point().
  Result<TimePoint> advance(const CalendarDuration& by);
  /// Returns to the machine's time and runs.
  void reset() { restore({}); }

  /// What makes it show its time: how far it is ahead of the machine's clock, and where it stands if it does.
  struct Setting {
    std::chrono::milliseconds offset{0};
    std::optional<TimePoint> frozen_at;
  };
  Setting setting() const { return {offset_, frozen_at_}; }
  void restore(const Setting& setting);

 private:
  std::function<TimePoint()> machine_now_;
  std::chrono::milliseconds offset_{0};
  std::optional<TimePoint> frozen_at_;
  std::uint64_t changes_ = 0;
};

}  // namespace voiceid
