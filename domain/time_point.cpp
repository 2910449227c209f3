#include "domain/time_point.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <optional>

namespace voiceid {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t kMaxMonths = 12 * 10000;
constexpr std::int64_t kMaxExactMilliseconds = milliseconds(days(10000 * 366)).count();

// Takes the digits at the front of the text; nothing if there are none or too many.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data() || text.front() == '-') return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

// Takes up to three digits after a decimal sign as milliseconds.
std::optional<std::int64_t> take_fraction(std::string_view& text) {
  std::int64_t value = 0;
  std::int64_t unit = 100;
  std::size_t digits = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
    if (digits >= 3) return std::nullopt;
    value += unit * (text[digits] - '0');
    unit /= 10;
  }
  if (digits == 0) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

struct Unit {
  char letter;
  bool time_part;
  std::int64_t months;
  std::int64_t milliseconds;
};

// In the order that ISO 8601 prescribes.
constexpr std::array<Unit, 7> kUnits{{{'Y', false, 12, 0},
                                      {'M', false, 1, 0},
                                      {'W', false, 0, 7LL * 86'400'000},
                                      {'D', false, 0, 86'400'000},
                                      {'H', true, 0, 3'600'000},
                                      {'M', true, 0, 60'000},
                                      {'S', true, 0, 1'000}}};

// The index of the unit with that letter at or after `from`; kUnits.size() if there is none.
std::size_t find_unit(char letter, bool time_part, std::size_t from) {
  while (from < kUnits.size() && (kUnits[from].letter != letter || kUnits[from].time_part != time_part)) ++from;
  return from;
}

std::optional<CalendarDuration> try_parse_duration(std::string_view text) {
  if (!take(text, 'P') || text.empty()) return std::nullopt;
  CalendarDuration duration;
  bool time_part = false;
  std::size_t next_unit = 0;
  while (!text.empty()) {
    if (!time_part && take(text, 'T')) time_part = true;
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    std::int64_t fraction = 0;
    if (take(text, '.') || take(text, ',')) {
      const auto taken = take_fraction(text);
      if (!taken || text != "S") return std::nullopt;
      fraction = *taken;
    }
    if (text.empty()) return std::nullopt;
    const std::size_t index = find_unit(text.front(), time_part, next_unit);
    if (index == kUnits.size()) return std::nullopt;
    text.remove_prefix(1);
    next_unit = index + 1;
    const Unit& unit = kUnits[index];
    if (unit.months != 0 && *number > (kMaxMonths - duration.months) / unit.months) return std::nullopt;
    if (unit.milliseconds != 0 && *number > (kMaxExactMilliseconds - duration.exact.count()) / unit.milliseconds) {
      return std::nullopt;
    }
    duration.months += *number * unit.months;
    duration.exact += milliseconds(*number * unit.milliseconds + fraction);
  }
  return duration;
}

std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (const char digit : text.substr(0, count)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + (digit - '0');
  }
  text.remove_prefix(count);
  return value;
}

// Takes `Z` or `+hh:mm` as minutes east of UTC.
std::optional<int> take_offset(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return 0;
  const bool west = take(text, '-');
  if (!west && !take(text, '+')) return std::nullopt;
  const auto hours = take_digits(text, 2);
  if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
  const auto minutes = take_digits(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return (west ? -1 : 1) * (*hours * 60 + *minutes);
}

std::optional<sys_days> take_date(std::string_view& text) {
  const auto year = take_digits(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day) return std::nullopt;
  const year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                            std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return sys_days(date);
}

std::optional<milliseconds> take_time_of_day(std::string_view& text) {
  const auto hour = take_digits(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = take_digits(text, 2);
  if (!minute || *minute > 59 || !take(text, ':')) return std::nullopt;
  const auto second = take_digits(text, 2);
  if (!second || *second > 59) return std::nullopt;
  std::int64_t fraction = 0;
  if (take(text, '.')) {
    const auto taken = take_fraction(text);
    if (!taken) return std::nullopt;
    fraction = *taken;
  }
  return milliseconds((static_cast<std::int64_t>(*hour) * 3600 + *minute * 60 + *second) * 1000 + fraction);
}

std::optional<TimePoint> try_parse_rfc3339(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !(take(text, 'T') || take(text, 't'))) return std::nullopt;
  const auto time_of_day = take_time_of_day(text);
  if (!time_of_day) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  const TimePoint time = *date + *time_of_day - std::chrono::minutes(*offset);
  if (time < TimePoint() || time > latest_time_point()) return std::nullopt;
  return time;
}

// sys_days() carries a day that the month does not have over into the next month.
TimePoint add_months(TimePoint start, std::int64_t months) {
  const sys_days day = std::chrono::floor<days>(start);
  year_month_day date(day);
  date += std::chrono::months(months);
  return sys_days(date) + (start - day);
}

}  // namespace

TimePoint latest_time_point() {
  using namespace std::chrono_literals;
  return sys_days(9999y / 12 / 31) + 23h + 59min + 59s + 999ms;
}

Result<CalendarDuration> parse_iso8601_duration(std::string_view text) {
  if (const auto duration = try_parse_duration(text)) return *duration;
  return validation_failed("A duration must be in the form of ISO 8601, such as PT90S, P1DT2H or P3Y.");
}

Result<TimePoint> add(TimePoint start, const CalendarDuration& duration) {
  const TimePoint latest = latest_time_point();
  if (duration.months <= kMaxMonths && start <= latest) {
    const TimePoint in_month = add_months(start, duration.months);
    if (in_month <= latest && duration.exact <= latest - in_month) return in_month + duration.exact;
  }
  return validation_failed("The clock cannot go beyond " + to_rfc3339(latest) + ".");
}

TimePoint add_years(TimePoint start, int years) { return add_months(start, 12LL * years); }

Result<TimePoint> parse_rfc3339(std::string_view text) {
  if (const auto time = try_parse_rfc3339(text)) return *time;
  return validation_failed(
      "A time must be in the form of RFC 3339, such as 2026-11-21T09:30:00.000Z, from 1970 to 9999.");
}

std::string to_rfc3339(TimePoint time) {
  const sys_days day = std::chrono::floor<days>(time);
  const year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::array<char, 40> text{};
  const int length =
      std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                    static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                    static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace voiceid
