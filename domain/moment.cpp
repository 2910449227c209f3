#include "domain/moment.hpp"

namespace voiceid {
namespace {

Error wrong_moment() {
  return validation_failed(
      "A moment is a time in the form of RFC 3339, such as 2026-11-21T09:30:00Z, or an ISO 8601 duration from now on, "
      "such as -P4Y, from 1970 to 9999.");
}

// As add() does: the calendar months first, and a day that the month does not have is carried over into the next one.
Result<TimePoint> before(TimePoint now, const CalendarDuration& duration) {
  constexpr std::int64_t kMonthsSince1970 = 12 * 8030LL;
  if (duration.months > kMonthsSince1970) return wrong_moment();
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const auto date = std::chrono::year_month_day(day) - std::chrono::months(duration.months);
  const TimePoint moment = std::chrono::sys_days(date) + (now - day) - duration.exact;
  if (moment < TimePoint()) return wrong_moment();
  return moment;
}

}  // namespace

Result<TimePoint> parse_moment(std::string_view text, TimePoint now) {
  const bool is_past = text.starts_with('-');
  if (!is_past && !text.starts_with('P')) {
    const auto time = parse_rfc3339(text);
    return time ? time : Result<TimePoint>(wrong_moment());
  }
  const auto duration = parse_iso8601_duration(text.substr(is_past ? 1 : 0));
  if (!duration) return wrong_moment();
  if (is_past) return before(now, *duration);
  const auto moment = add(now, *duration);
  return moment ? moment : Result<TimePoint>(wrong_moment());
}

}  // namespace voiceid
