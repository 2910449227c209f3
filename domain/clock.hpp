#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>

#include "domain/time_point.hpp"

namespace voiceid {

/// The emulator's clock, the only source of time for every rule. It runs beside the machine's clock at a distance that
/// can be set, or stands still.
class Clock {
 public:
  /// `machine_now` tells the time of the machine; tests put in their own.
  explicit Clock(std::function<TimePoint()> machine_now) : machine_now_(std::move(machine_now)) {}

  /// Stands still when it has come to latest_time_point().
  TimePoint now() const { return frozen_at_ ? *frozen_at_ : std::min(machine_now_() + offset_, latest_time_point()); }
  bool frozen() const { return frozen_at_.has_value(); }
  /// How often it was set, frozen or let run.
  std::uint64_t changes() const { return changes_; }

  /// Shows that time from now on; stays frozen or running.
  void set(TimePoint now);
  void freeze() {
    ++changes_;
    frozen_at_ = now();
  }
  void run();
  /// Works while frozen too. Errors: ValidationException beyond latest_time_point().
  Result<TimePoint> advance(const CalendarDuration& by);
  /// Back to the machine's time, running.
  void reset();

 private:
  std::function<TimePoint()> machine_now_;
  std::chrono::milliseconds offset_{0};
  std::optional<TimePoint> frozen_at_;
  std::uint64_t changes_ = 0;
};

}  // namespace voiceid
