#include <gtest/gtest.h>

#include "domain/time_point.hpp"
#include "tests/domain/matchers.hpp"

namespace voiceid {
namespace {

struct ValidTime {
  std::string name;
  std::string text;
  std::int64_t milliseconds_since_epoch;

  friend void PrintTo(const ValidTime& row, std::ostream* out) { *out << row.text; }
};

class ValidTimes : public testing::TestWithParam<ValidTime> {};

TEST_P(ValidTimes, AreMillisecondsSinceTheEpoch) {
  EXPECT_EQ(parse_rfc3339(GetParam().text).value().time_since_epoch().count(), GetParam().milliseconds_since_epoch);
}

INSTANTIATE_TEST_SUITE_P(Rfc3339, ValidTimes,
                         testing::Values(ValidTime{"WholeSeconds", "2026-11-21T09:30:00Z", 1795253400000},
                                         ValidTime{"OneDigitOfAFraction", "2026-11-21T09:30:00.1Z", 1795253400100},
                                         ValidTime{"TwoDigitsOfAFraction", "2026-11-21T09:30:00.12Z", 1795253400120},
                                         ValidTime{"ThreeDigitsOfAFraction", "2026-11-21T09:30:00.123Z", 1795253400123},
                                         ValidTime{"EastOfUtc", "2026-11-21T09:30:00+01:00", 1795249800000},
                                         ValidTime{"WestOfUtc", "2026-11-21T09:30:00-00:30", 1795255200000},
                                         ValidTime{"LowerCase", "2026-11-21t09:30:00z", 1795253400000},
                                         ValidTime{"LeapDay", "2024-02-29T23:59:59.999Z", 1709251199999},
                                         ValidTime{"Epoch", "1970-01-01T00:00:00Z", 0},
                                         ValidTime{"EpochFromTheWest", "1969-12-31T19:00:00-05:00", 0},
                                         ValidTime{"LastMoment", "9999-12-31T23:59:59.999Z", 253402300799999}),
                         [](const auto& row) { return row.param.name; });

struct InvalidTime {
  std::string name;
  std::string text;

  friend void PrintTo(const InvalidTime& row, std::ostream* out) { *out << row.text; }
};

class InvalidTimes : public testing::TestWithParam<InvalidTime> {};

TEST_P(InvalidTimes, AreRefused) { EXPECT_THAT(failure_of(parse_rfc3339(GetParam().text)), is_validation_failure()); }

INSTANTIATE_TEST_SUITE_P(
    Rfc3339, InvalidTimes,
    testing::Values(
        InvalidTime{"Empty", ""}, InvalidTime{"DateOnly", "2026-11-21"}, InvalidTime{"NoOffset", "2026-11-21T09:30:00"},
        InvalidTime{"NoSeconds", "2026-11-21T09:30Z"}, InvalidTime{"SpaceForT", "2026-11-21 09:30:00Z"},
        InvalidTime{"SpaceBefore", " 2026-11-21T09:30:00Z"}, InvalidTime{"SpaceBehind", "2026-11-21T09:30:00Z "},
        InvalidTime{"TwoOffsets", "2026-11-21T09:30:00ZZ"}, InvalidTime{"MonthZero", "2026-00-21T09:30:00Z"},
        InvalidTime{"MonthThirteen", "2026-13-21T09:30:00Z"}, InvalidTime{"DayZero", "2026-11-00T09:30:00Z"},
        InvalidTime{"DayTheMonthHasNot", "2026-11-31T09:30:00Z"},
        InvalidTime{"LeapDayOfACommonYear", "2026-02-29T09:30:00Z"}, InvalidTime{"Hour24", "2026-11-21T24:00:00Z"},
        InvalidTime{"Minute60", "2026-11-21T09:60:00Z"}, InvalidTime{"Second61", "2026-11-21T09:30:61Z"},
        InvalidTime{"FractionWithoutDigits", "2026-11-21T09:30:00.Z"},
        InvalidTime{"FinerThanMilliseconds", "2026-11-21T09:30:00.1234Z"},
        InvalidTime{"OffsetWithoutColon", "2026-11-21T09:30:00+0100"},
        InvalidTime{"OffsetOf24Hours", "2026-11-21T09:30:00+24:00"},
        InvalidTime{"OffsetOf60Minutes", "2026-11-21T09:30:00+01:60"},
        InvalidTime{"YearOfTwoDigits", "26-11-21T09:30:00Z"}, InvalidTime{"YearOfFiveDigits", "12026-11-21T09:30:00Z"},
        InvalidTime{"MonthOfOneDigit", "2026-1-21T09:30:00Z"}, InvalidTime{"Sign", "-026-11-21T09:30:00Z"},
        InvalidTime{"BeforeTheEpoch", "1969-12-31T23:59:59.999Z"},
        InvalidTime{"BeforeTheEpochByOffset", "1970-01-01T00:59:59+01:00"},
        InvalidTime{"BehindTheLastMomentByOffset", "9999-12-31T23:59:00-00:01"}, InvalidTime{"Number", "1795253400"},
        InvalidTime{"Word", "now"}),
    [](const auto& row) { return row.param.name; });

struct WrittenTime {
  std::string name;
  std::int64_t milliseconds_since_epoch;
  std::string text;

  friend void PrintTo(const WrittenTime& row, std::ostream* out) { *out << row.text; }
};

class WrittenTimes : public testing::TestWithParam<WrittenTime> {};

TEST_P(WrittenTimes, HaveMillisecondsAndAreInUtc) {
  const TimePoint time{std::chrono::milliseconds(GetParam().milliseconds_since_epoch)};
  EXPECT_EQ(to_rfc3339(time), GetParam().text);
  EXPECT_EQ(parse_rfc3339(to_rfc3339(time)).value(), time);
}

INSTANTIATE_TEST_SUITE_P(Rfc3339, WrittenTimes,
                         testing::Values(WrittenTime{"WholeSeconds", 1795253400000, "2026-11-21T09:30:00.000Z"},
                                         WrittenTime{"Milliseconds", 1795253400007, "2026-11-21T09:30:00.007Z"},
                                         WrittenTime{"LeapDay", 1709251199999, "2024-02-29T23:59:59.999Z"},
                                         WrittenTime{"Epoch", 0, "1970-01-01T00:00:00.000Z"},
                                         WrittenTime{"LastMoment", 253402300799999, "9999-12-31T23:59:59.999Z"}),
                         [](const auto& row) { return row.param.name; });

TEST(LatestTimePoint, IsTheLastThatRfc3339CanWrite) {
  EXPECT_EQ(to_rfc3339(latest_time_point()), "9999-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace voiceid
