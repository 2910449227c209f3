#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/result.hpp"

namespace voiceid {

/// A moment in UTC with the millisecond precision that the service's timestamps have (P).
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

/// An ISO 8601 duration: calendar years and months, and an exact remainder.
struct CalendarDuration {
  std::int64_t months = 0;
  std::chrono::milliseconds exact{0};

  friend bool operator==(const CalendarDuration&, const CalendarDuration&) = default;
};

/// The last moment the emulator's clock can show, 9999-12-31T23:59:59.999Z: the last that RFC 3339 can write.
TimePoint latest_time_point();

/// Reads `P3Y`, `P1DT2H`, `PT0.5S`, `P2W`. Milliseconds are the finest precision.
/// Errors: ValidationException for anything else, negative durations included.
Result<CalendarDuration> parse_iso8601_duration(std::string_view text);

/// Adds calendar months first, the exact part then. A day the month does not have counts on into the next month, so
/// that 29 February plus one year is 1 March (D), in expiry as in advancing the clock. Errors: ValidationException
/// where the result lies beyond latest_time_point().
Result<TimePoint> add(TimePoint start, const CalendarDuration& duration);

/// The same day and time so many calendar years later; 29 February counts to 1 March of a common year (D).
TimePoint add_years(TimePoint start, int years);

/// Reads `2026-11-21T09:30:00Z`, with up to three digits of a second's fraction and any offset, from 1970 to 9999.
/// Errors: ValidationException.
Result<TimePoint> parse_rfc3339(std::string_view text);

/// Writes `2026-11-21T09:30:00.000Z`.
std::string to_rfc3339(TimePoint time);

}  // namespace voiceid
