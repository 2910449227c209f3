#include "domain/moment.hpp"

#include <gmock/gmock.h>

#include "tests/domain/matchers.hpp"
#include "tests/domain/times.hpp"

namespace voiceid {
namespace {

const TimePoint kNow = at("2024-03-31T12:00:00.500Z");

TEST(ParseMoment, ReadsTimesAndDurationsFromNowOn) {
  for (const auto& [text, expected] : {std::pair{"2026-11-21T09:30:00Z", "2026-11-21T09:30:00Z"},
                                       {"1970-01-01T01:00:00+01:00", "1970-01-01T00:00:00Z"},
                                       {"PT0S", "2024-03-31T12:00:00.500Z"},
                                       {"PT1.5S", "2024-03-31T12:00:02Z"},
                                       {"P1M", "2024-05-01T12:00:00.500Z"},
                                       {"-PT90S", "2024-03-31T11:58:30.500Z"},
                                       {"-P4Y", "2020-03-31T12:00:00.500Z"},
                                       {"-P1M", "2024-03-02T12:00:00.500Z"},
                                       {"-P1Y2M3DT4H", "2023-01-28T08:00:00.500Z"},
                                       {"-P54Y2M30DT12H0M0.5S", "1970-01-01T00:00:00Z"},
                                       {"-P54Y", "1970-03-31T12:00:00.500Z"}}) {
    const auto moment = parse_moment(text, kNow);
    ASSERT_TRUE(moment) << text;
    EXPECT_EQ(to_rfc3339(*moment), to_rfc3339(at(expected))) << text;
  }
}

TEST(ParseMoment, RefusesWhatIsNeither) {
  for (const char* text : {"", "-", "--P1D", "P", "-P", "P-1D", "-PT", "1D", "yesterday", "2026-11-21", "-P55Y",
                           "P8000Y", "-P9223372036854775807Y", "1969-12-31T23:59:59Z", " P1D", "P1D "}) {
    const auto moment = parse_moment(text, kNow);
    ASSERT_FALSE(moment) << text;
    EXPECT_THAT(moment.error().message, testing::StartsWith("A moment is a time")) << text;
  }
}

}  // namespace
}  // namespace voiceid
