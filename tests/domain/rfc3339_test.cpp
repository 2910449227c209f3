#include <gtest/gtest.h>

#include <utility>

#include "domain/time_point.hpp"
#include "tests/domain/matchers.hpp"

namespace voiceid {
namespace {

std::int64_t milliseconds_of(std::string_view text) { return parse_rfc3339(text).value().time_since_epoch().count(); }

TEST(ParseRfc3339, ReadsMillisecondsSinceTheEpoch) {
  using Row = std::pair<std::string_view, std::int64_t>;
  for (const auto& [text, milliseconds] :
       {Row{"2026-11-21T09:30:00Z", 1795253400000}, Row{"2026-11-21T09:30:00.1Z", 1795253400100},
        Row{"2026-11-21T09:30:00.12Z", 1795253400120}, Row{"2026-11-21T09:30:00.123Z", 1795253400123},
        Row{"2026-11-21T09:30:00+01:00", 1795249800000}, Row{"2026-11-21T09:30:00-00:30", 1795255200000},
        Row{"2026-11-21t09:30:00z", 1795253400000}, Row{"2024-02-29T23:59:59.999Z", 1709251199999},
        Row{"1970-01-01T00:00:00Z", 0}, Row{"1969-12-31T19:00:00-05:00", 0},
        Row{"9999-12-31T23:59:59.999Z", 253402300799999}}) {
    EXPECT_EQ(milliseconds_of(text), milliseconds) << text;
  }
}

// In groups: not complete; too much; fields out of range; fractions; offsets; lengths of fields; out of bounds; others.
constexpr std::string_view kBadTimes[] = {"",
                                          "2026-11-21",
                                          "2026-11-21T09:30:00",
                                          "2026-11-21T09:30Z",
                                          "2026-11-21 09:30:00Z",
                                          " 2026-11-21T09:30:00Z",
                                          "2026-11-21T09:30:00Z ",
                                          "2026-11-21T09:30:00ZZ",
                                          "2026-00-21T09:30:00Z",
                                          "2026-13-21T09:30:00Z",
                                          "2026-11-00T09:30:00Z",
                                          "2026-11-31T09:30:00Z",
                                          "2026-02-29T09:30:00Z",
                                          "2026-11-21T24:00:00Z",
                                          "2026-11-21T09:60:00Z",
                                          "2026-11-21T09:30:61Z",
                                          "2026-11-21T09:30:60Z",
                                          "2026-11-21T09:30:00.Z",
                                          "2026-11-21T09:30:00.1234Z",
                                          "2026-11-21T09:30:00+0100",
                                          "2026-11-21T09:30:00+24:00",
                                          "2026-11-21T09:30:00+01:60",
                                          "26-11-21T09:30:00Z",
                                          "12026-11-21T09:30:00Z",
                                          "2026-1-21T09:30:00Z",
                                          "-026-11-21T09:30:00Z",
                                          "1969-12-31T23:59:59.999Z",
                                          "1970-01-01T00:59:59+01:00",
                                          "9999-12-31T23:59:00-00:01",
                                          "1795253400",
                                          "now"};

TEST(ParseRfc3339, RefusesEverythingElse) {
  for (const std::string_view text : kBadTimes) {
    EXPECT_THAT(failure_of(parse_rfc3339(text)), is_validation_failure()) << text;
  }
}

TEST(ToRfc3339, WritesMillisecondsInUtc) {
  for (const std::string_view text :
       {"2026-11-21T09:30:00.000Z", "2026-11-21T09:30:00.007Z", "2024-02-29T23:59:59.999Z", "1970-01-01T00:00:00.000Z",
        "9999-12-31T23:59:59.999Z"}) {
    EXPECT_EQ(to_rfc3339(parse_rfc3339(text).value()), text);
  }
  EXPECT_EQ(to_rfc3339(TimePoint(std::chrono::milliseconds(1795253400007))), "2026-11-21T09:30:00.007Z");
}

TEST(LatestTimePoint, IsTheLastThatRfc3339CanWrite) {
  EXPECT_EQ(to_rfc3339(latest_time_point()), "9999-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace voiceid
