#include "domain/time_point.hpp"

#include <gtest/gtest.h>

#include "tests/domain/matchers.hpp"
#include "tests/domain/times.hpp"

namespace voiceid {
namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

struct ValidDuration {
  std::string name;
  std::string text;
  CalendarDuration duration;

  friend void PrintTo(const ValidDuration& row, std::ostream* out) { *out << row.text; }
};

class ValidDurations : public testing::TestWithParam<ValidDuration> {};

TEST_P(ValidDurations, AreCalendarMonthsAndAnExactRest) {
  EXPECT_EQ(parse_iso8601_duration(GetParam().text).value(), GetParam().duration);
}

INSTANTIATE_TEST_SUITE_P(
    Iso8601, ValidDurations,
    testing::Values(ValidDuration{"Years", "P3Y", {36, 0ms}}, ValidDuration{"Months", "P2M", {2, 0ms}},
                    ValidDuration{"Weeks", "P2W", {0, milliseconds(14 * 24h)}},
                    ValidDuration{"Days", "P30D", {0, milliseconds(30 * 24h)}},
                    ValidDuration{"Hours", "PT24H", {0, milliseconds(24h)}},
                    ValidDuration{"Minutes", "PT5M", {0, milliseconds(5min)}},
                    ValidDuration{"Seconds", "PT90S", {0, milliseconds(90s)}},
                    ValidDuration{"DayAndHours", "P1DT2H", {0, milliseconds(26h)}},
                    ValidDuration{"EveryUnit", "P1Y2M3DT4H5M6S", {14, milliseconds(76h + 5min + 6s)}},
                    ValidDuration{"MonthsAndMinutes", "P1MT1M", {1, milliseconds(1min)}},
                    ValidDuration{"OneDigitOfAFraction", "PT0.5S", {0, 500ms}},
                    ValidDuration{"ThreeDigitsOfAFraction", "PT1.001S", {0, 1001ms}},
                    ValidDuration{"CommaAsDecimalSign", "PT0,25S", {0, 250ms}},
                    ValidDuration{"Nothing", "PT0S", {0, 0ms}}, ValidDuration{"LeadingZeros", "P003Y", {36, 0ms}}),
    [](const auto& row) { return row.param.name; });

struct InvalidText {
  std::string name;
  std::string text;

  friend void PrintTo(const InvalidText& row, std::ostream* out) { *out << row.text; }
};

class InvalidDurations : public testing::TestWithParam<InvalidText> {};

TEST_P(InvalidDurations, AreRefused) {
  EXPECT_THAT(failure_of(parse_iso8601_duration(GetParam().text)), is_validation_failure());
}

INSTANTIATE_TEST_SUITE_P(
    Iso8601, InvalidDurations,
    testing::Values(
        InvalidText{"Empty", ""}, InvalidText{"NoUnit", "P"}, InvalidText{"NoTimeUnit", "PT"},
        InvalidText{"DayWithoutTimeUnit", "P1DT"}, InvalidText{"NumberWithoutUnit", "P1"},
        InvalidText{"UnitWithoutNumber", "PY"}, InvalidText{"NoP", "3Y"}, InvalidText{"LowerCase", "p3y"},
        InvalidText{"NegativeAsAWhole", "-P1D"}, InvalidText{"NegativeNumber", "P-1D"}, InvalidText{"PlusSign", "P+1D"},
        InvalidText{"HoursWithoutT", "P1H"}, InvalidText{"DaysBehindT", "PT1D"}, InvalidText{"YearsBehindT", "PT1Y"},
        InvalidText{"MonthsBeforeYears", "P1M1Y"}, InvalidText{"SecondsBeforeHours", "PT1S1H"},
        InvalidText{"UnitTwice", "P1Y1Y"}, InvalidText{"TwiceT", "PTT1S"}, InvalidText{"FractionOfAMinute", "PT1.5M"},
        InvalidText{"FractionOfADay", "P1.5D"}, InvalidText{"FractionWithoutDigits", "PT1.S"},
        InvalidText{"FractionWithoutNumber", "PT.5S"}, InvalidText{"FinerThanMilliseconds", "PT0.0001S"},
        InvalidText{"Space", "P 1D"}, InvalidText{"SpaceBehind", "P1D "}, InvalidText{"UnknownUnit", "P1X"},
        InvalidText{"Word", "tomorrow"}, InvalidText{"MoreYearsThanThereAre", "P10001Y"},
        InvalidText{"YearsOverflow", "P9223372036854775807Y"}, InvalidText{"DaysOverflow", "P9223372036854775807D"},
        InvalidText{"NumberOverflow", "PT99999999999999999999S"}, InvalidText{"SumOverflow", "P3660000DT87840000H1M"}),
    [](const auto& row) { return row.param.name; });

struct Sum {
  std::string name;
  std::string start;
  std::string duration;
  std::string expected;

  friend void PrintTo(const Sum& row, std::ostream* out) { *out << row.start << " + " << row.duration; }
};

class Sums : public testing::TestWithParam<Sum> {};

TEST_P(Sums, CountCalendarMonthsFirst) {
  const auto duration = parse_iso8601_duration(GetParam().duration).value();
  EXPECT_EQ(to_rfc3339(add(at(GetParam().start), duration).value()), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Calendar, Sums,
    testing::Values(Sum{"Years", "2026-11-21T09:30:00Z", "P3Y", "2029-11-21T09:30:00.000Z"},
                    Sum{"LeapDayToACommonYear", "2024-02-29T12:00:00Z", "P1Y", "2025-03-01T12:00:00.000Z"},
                    Sum{"LeapDayToALeapYear", "2024-02-29T12:00:00Z", "P4Y", "2028-02-29T12:00:00.000Z"},
                    Sum{"DayTheMonthHasNot", "2026-01-31T00:00:00Z", "P1M", "2026-03-03T00:00:00.000Z"},
                    Sum{"MonthsOverTheYear", "2026-11-21T09:30:00Z", "P2M", "2027-01-21T09:30:00.000Z"},
                    Sum{"MonthsBeforeDays", "2026-01-30T00:00:00Z", "P1M1D", "2026-03-03T00:00:00.000Z"},
                    Sum{"DaysOverALeapDay", "2024-02-28T00:00:00Z", "P2D", "2024-03-01T00:00:00.000Z"},
                    Sum{"MillisecondsOverTheYear", "2026-12-31T23:59:59.999Z", "PT0.001S", "2027-01-01T00:00:00.000Z"},
                    Sum{"UpToTheLastMoment", "9999-12-31T00:00:00Z", "PT23H59M59.999S", "9999-12-31T23:59:59.999Z"},
                    Sum{"FromTheEpochToTheLastYear", "1970-01-01T00:00:00Z", "P8029Y", "9999-01-01T00:00:00.000Z"}),
    [](const auto& row) { return row.param.name; });

struct SumBeyond {
  std::string name;
  std::string start;
  CalendarDuration duration;

  friend void PrintTo(const SumBeyond& row, std::ostream* out) { *out << row.name; }
};

class SumsBeyondTheLastMoment : public testing::TestWithParam<SumBeyond> {};

TEST_P(SumsBeyondTheLastMoment, AreRefused) {
  const auto failure = failure_of(add(at(GetParam().start), GetParam().duration));
  ASSERT_THAT(failure, is_validation_failure());
  EXPECT_THAT(failure->message, testing::HasSubstr("9999-12-31T23:59:59.999Z"));
}

INSTANTIATE_TEST_SUITE_P(
    Calendar, SumsBeyondTheLastMoment,
    testing::Values(SumBeyond{"ByAMillisecond", "9999-12-31T23:59:59.999Z", {0, 1ms}},
                    SumBeyond{"ByAMonth", "9999-12-01T00:00:00Z", {1, 0ms}},
                    SumBeyond{"ByTenThousandYears", "1970-01-01T00:00:00Z", {120'000, 0ms}},
                    SumBeyond{"ByAllMonths", "1970-01-01T00:00:00Z", {INT64_MAX, 0ms}},
                    SumBeyond{"ByAllMilliseconds", "2026-11-21T09:30:00Z", {0, milliseconds::max()}},
                    SumBeyond{"ByBothTogether", "9990-01-01T00:00:00Z", {119, milliseconds(32 * 24h)}}),
    [](const auto& row) { return row.param.name; });

TEST(AddYears, LeapDay_CountsToTheFirstOfMarchOfACommonYear) {
  EXPECT_EQ(add_years(at("2024-02-29T12:00:00.001Z"), 3), at("2027-03-01T12:00:00.001Z"));
}

TEST(AddYears, AnyOtherDay_KeepsDayAndTime) {
  EXPECT_EQ(add_years(at("2024-02-28T23:59:59.999Z"), 3), at("2027-02-28T23:59:59.999Z"));
  EXPECT_EQ(add_years(at("2025-03-01T00:00:00Z"), 3), at("2028-03-01T00:00:00Z"));
}

}  // namespace
}  // namespace voiceid
