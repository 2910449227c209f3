#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/result.hpp"

namespace voiceid {

/// A moment in UTC with the precision of the service's timestamps, a millisecond (AWS JSON services).
using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

/// An ISO 8601 duration: calendar years and months, and an exact remainder.
struct CalendarDuration {
  std::int64_t months = 0;
  std::chrono::milliseconds exact{0};

  friend bool operator==(const CalendarDuration&, const CalendarDuration&) = default;
};

/// The last moment that the emulator's clock can show, 9999-12-31T23:59:59.999Z: RFC 3339 has no later one.
TimePoint latest_time_point();

/// Parses `P3Y`, `P1DT2H`, `PT0.5S`, `P2W`, with at most three decimals.
/// Errors: ValidationException for anything else, negative durations included.
Result<CalendarDuration> parse_iso8601_duration(std::string_view text);

/// Adds the calendar months, then the exact part. A day that the month does not have is carried over into the next
/// month: 29 February plus one year is 1 March. Errors: ValidationException if the result is after latest_time_point().
Result<TimePoint> add(TimePoint start, const CalendarDuration& duration);

/// The same day and time that many calendar years later; for 29 February, 1 March of a common year.
TimePoint add_years(TimePoint start, int years);

/// Parses `2026-11-21T09:30:00Z`, with up to three decimals of a second and any offset, from 1970 to 9999.
/// Errors: ValidationException.
Result<TimePoint> parse_rfc3339(std::string_view text);

/// Formats as `2026-11-21T09:30:00.000Z`.
std::string to_rfc3339(TimePoint time);

}  // namespace voiceid
