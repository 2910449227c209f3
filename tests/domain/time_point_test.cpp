#include "domain/time_point.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "tests/domain/matchers.hpp"
#include "tests/domain/times.hpp"

namespace voiceid {
namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

TEST(ParseIso8601Duration, ReadsCalendarMonthsAndAnExactRest) {
  using Row = std::pair<std::string_view, CalendarDuration>;
  for (const auto& [text, duration] :
       {Row{"P3Y", {36, 0ms}}, Row{"P2M", {2, 0ms}}, Row{"P2W", {0, milliseconds(14 * 24h)}},
        Row{"P30D", {0, milliseconds(30 * 24h)}}, Row{"PT24H", {0, milliseconds(24h)}},
        Row{"PT5M", {0, milliseconds(5min)}}, Row{"PT90S", {0, milliseconds(90s)}},
        Row{"P1DT2H", {0, milliseconds(26h)}}, Row{"P1Y2M3DT4H5M6S", {14, milliseconds(76h + 5min + 6s)}},
        Row{"P1MT1M", {1, milliseconds(1min)}}, Row{"PT0.5S", {0, 500ms}}, Row{"PT1.001S", {0, 1001ms}},
        Row{"PT0,25S", {0, 250ms}}, Row{"PT0S", {0, 0ms}}, Row{"P003Y", {36, 0ms}}, Row{"P10000Y", {120'000, 0ms}}}) {
    EXPECT_EQ(parse_iso8601_duration(text).value(), duration) << text;
  }
}

// In groups: parts missing; signs and case; units in the wrong part or order; fractions; other text; too large.
constexpr std::string_view kBadDurations[] = {"",
                                              "P",
                                              "PT",
                                              "P1DT",
                                              "P1",
                                              "PY",
                                              "3Y",
                                              "p3y",
                                              "-P1D",
                                              "P-1D",
                                              "P+1D",
                                              "P1H",
                                              "PT1D",
                                              "PT1Y",
                                              "P1M1Y",
                                              "PT1S1H",
                                              "P1Y1Y",
                                              "PTT1S",
                                              "PT1.5M",
                                              "P1.5D",
                                              "PT1.S",
                                              "PT.5S",
                                              "PT0.0001S",
                                              "P 1D",
                                              "P1D ",
                                              "P1X",
                                              "tomorrow",
                                              "P10001Y",
                                              "P9223372036854775807Y",
                                              "P9223372036854775807D",
                                              "PT99999999999999999999S",
                                              "P3660000DT87840000H1M"};

TEST(ParseIso8601Duration, RefusesEverythingElse) {
  for (const std::string_view text : kBadDurations) {
    EXPECT_THAT(failure_of(parse_iso8601_duration(text)), is_validation_failure()) << text;
  }
}

TEST(Add, AddsCalendarMonthsFirst) {
  struct Row {
    std::string_view start;
    std::string_view duration;
    std::string_view sum;
  };
  for (const auto& [start, duration, sum] : {Row{"2026-11-21T09:30:00Z", "P3Y", "2029-11-21T09:30:00.000Z"},
                                             Row{"2024-02-29T12:00:00Z", "P1Y", "2025-03-01T12:00:00.000Z"},
                                             Row{"2024-02-29T12:00:00Z", "P4Y", "2028-02-29T12:00:00.000Z"},
                                             Row{"2026-01-31T00:00:00Z", "P1M", "2026-03-03T00:00:00.000Z"},
                                             Row{"2026-11-21T09:30:00Z", "P2M", "2027-01-21T09:30:00.000Z"},
                                             Row{"2026-01-30T00:00:00Z", "P1M1D", "2026-03-03T00:00:00.000Z"},
                                             Row{"2024-02-28T00:00:00Z", "P2D", "2024-03-01T00:00:00.000Z"},
                                             Row{"2026-12-31T23:59:59.999Z", "PT0.001S", "2027-01-01T00:00:00.000Z"},
                                             Row{"9999-12-31T00:00:00Z", "PT23H59M59.999S", "9999-12-31T23:59:59.999Z"},
                                             Row{"1970-01-01T00:00:00Z", "P8029Y", "9999-01-01T00:00:00.000Z"}}) {
    EXPECT_EQ(to_rfc3339(add(at(start), parse_iso8601_duration(duration).value()).value()), sum)
        << start << " + " << duration;
  }
}

TEST(Add, RefusesATimeAfterTheLastMoment) {
  using Row = std::pair<std::string_view, CalendarDuration>;
  for (const auto& [start, duration] :
       {Row{"9999-12-31T23:59:59.999Z", {0, 1ms}}, Row{"9999-12-01T00:00:00Z", {1, 0ms}},
        Row{"1970-01-01T00:00:00Z", {120'000, 0ms}}, Row{"1970-01-01T00:00:00Z", {INT64_MAX, 0ms}},
        Row{"2026-11-21T09:30:00Z", {0, milliseconds::max()}},
        Row{"9990-01-01T00:00:00Z", {119, milliseconds(32 * 24h)}}}) {
    const auto failure = failure_of(add(at(start), duration));
    ASSERT_THAT(failure, is_validation_failure()) << start;
    EXPECT_THAT(failure->message, testing::HasSubstr("9999-12-31T23:59:59.999Z"));
  }
}

TEST(AddYears, KeepsDayAndTimeExceptForALeapDay) {
  EXPECT_EQ(add_years(at("2024-02-29T12:00:00.001Z"), 3), at("2027-03-01T12:00:00.001Z"));
  EXPECT_EQ(add_years(at("2024-02-28T23:59:59.999Z"), 3), at("2027-02-28T23:59:59.999Z"));
  EXPECT_EQ(add_years(at("2025-03-01T00:00:00Z"), 3), at("2028-03-01T00:00:00Z"));
}

}  // namespace
}  // namespace voiceid
