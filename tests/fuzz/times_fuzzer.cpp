// Reads any text as a time of RFC 3339 and as an ISO 8601 duration. What is read and written again reads as the same; a
// refusal shows an example.
#include "domain/time_point.hpp"
#include "tests/fuzz/input.hpp"

namespace {

using namespace voiceid;
using fuzz::require;

void check_time(std::string_view text) {
  const auto time = parse_rfc3339(text);
  if (!time) return fuzz::require_sentence(time.error().message);
  require(*time >= TimePoint() && *time <= latest_time_point());
  const std::string written = to_rfc3339(*time);
  require(written.size() == std::string_view("2026-11-21T09:30:00.000Z").size());
  require(*parse_rfc3339(written) == *time);
}

std::string written(const CalendarDuration& duration) {
  const auto milliseconds = duration.exact.count();
  std::string fraction = std::to_string(1000 + milliseconds % 1000);
  fraction.front() = '.';
  return "P" + std::to_string(duration.months) + "MT" + std::to_string(milliseconds / 1000) + fraction + "S";
}

void check_duration(std::string_view text) {
  const auto duration = parse_iso8601_duration(text);
  if (!duration) return fuzz::require_sentence(duration.error().message);
  require(duration->months >= 0 && duration->exact.count() >= 0);
  require(*parse_iso8601_duration(written(*duration)) == *duration);
  const auto end = add(TimePoint(), *duration);
  if (!end) return fuzz::require_sentence(end.error().message);
  require(*end >= TimePoint() && *end <= latest_time_point());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  check_time(input.rest());
  check_duration(input.rest());
  return 0;
}
