#include "domain/clock.hpp"

#include <gtest/gtest.h>

#include "tests/domain/matchers.hpp"
#include "tests/domain/times.hpp"

namespace voiceid {
namespace {

using namespace std::chrono_literals;

class ClockTest : public testing::Test {
 protected:
  TimePoint machine_ = at("2026-11-21T09:30:00Z");
  Clock clock_{[this] { return machine_; }};
};

TEST_F(ClockTest, ShowsTheMachinesTimeAtFirst) {
  EXPECT_EQ(clock_.now(), machine_);
  EXPECT_FALSE(clock_.frozen());
  machine_ += 1500ms;
  EXPECT_EQ(clock_.now(), at("2026-11-21T09:30:01.500Z"));
}

TEST_F(ClockTest, RunsOnFromTheTimeThatIsSet) {
  for (const char* time : {"2030-01-01T00:00:00Z", "1970-01-01T00:00:00Z"}) {
    clock_.set(at(time));
    EXPECT_EQ(clock_.now(), at(time));
    EXPECT_FALSE(clock_.frozen());
    machine_ += 10s;
    EXPECT_EQ(clock_.now(), at(time) + 10s);
    clock_.run();
    EXPECT_EQ(clock_.now(), at(time) + 10s) << "it runs already";
  }
}

TEST_F(ClockTest, StandsStillWhileFrozen) {
  clock_.freeze();
  machine_ += 1h;
  clock_.freeze();
  EXPECT_TRUE(clock_.frozen());
  EXPECT_EQ(clock_.now(), at("2026-11-21T09:30:00Z"));
  clock_.set(at("2030-01-01T00:00:00Z"));
  machine_ += 1h;
  EXPECT_TRUE(clock_.frozen());
  EXPECT_EQ(clock_.now(), at("2030-01-01T00:00:00Z"));
  clock_.run();
  EXPECT_FALSE(clock_.frozen());
  machine_ += 1s;
  EXPECT_EQ(clock_.now(), at("2030-01-01T00:00:01Z"));
}

TEST_F(ClockTest, AdvancesWhileItRuns) {
  EXPECT_EQ(clock_.advance({0, 90s}).value(), at("2026-11-21T09:31:30Z"));
  EXPECT_FALSE(clock_.frozen());
  machine_ += 1s;
  EXPECT_EQ(clock_.advance({0, 1h}).value(), at("2026-11-21T10:31:31Z"));
}

TEST_F(ClockTest, AdvancesByCalendarMonthsWhileFrozen) {
  clock_.freeze();
  EXPECT_EQ(clock_.advance({36, 0ms}).value(), at("2029-11-21T09:30:00Z"));
  machine_ += 1s;
  EXPECT_TRUE(clock_.frozen());
  EXPECT_EQ(clock_.now(), at("2029-11-21T09:30:00Z"));
}

TEST_F(ClockTest, StopsAtTheLastMoment) {
  clock_.set(latest_time_point());
  EXPECT_THAT(failure_of(clock_.advance({0, 1ms})), is_validation_failure());
  EXPECT_THAT(failure_of(clock_.advance({1, 0ms})), is_validation_failure());
  machine_ += 1h;
  EXPECT_EQ(clock_.now(), latest_time_point());
}

TEST_F(ClockTest, StopsAt1970IfTheMachinesClockGoesBack) {
  clock_.set(at("1970-01-01T00:00:00Z"));
  machine_ -= 1h;
  EXPECT_EQ(clock_.now(), at("1970-01-01T00:00:00Z"));
}

TEST_F(ClockTest, ReturnsToTheMachinesTimeWhenReset) {
  clock_.set(at("2030-01-01T00:00:00Z"));
  clock_.reset();
  EXPECT_EQ(clock_.now(), machine_);
  clock_.set(at("2030-01-01T00:00:00Z"));
  clock_.freeze();
  clock_.reset();
  EXPECT_FALSE(clock_.frozen());
  machine_ += 1s;
  EXPECT_EQ(clock_.now(), at("2026-11-21T09:30:01Z"));
}

TEST_F(ClockTest, GoesOnFromASettingOfAnotherClock) {
  Clock other([this] { return machine_; });
  for (const bool frozen : {true, false}) {
    other.set(at("2030-01-01T00:00:00Z"));
    if (frozen) other.freeze();
    clock_.restore(other.setting());
    machine_ += 10s;
    EXPECT_EQ(clock_.now(), other.now());
    EXPECT_EQ(clock_.frozen(), frozen);
    other.reset();
  }
}

TEST_F(ClockTest, CountsItsChanges) {
  EXPECT_EQ(clock_.changes(), 0U);
  clock_.run();
  EXPECT_THAT(failure_of(clock_.advance({INT64_MAX, 0ms})), is_validation_failure());
  EXPECT_EQ(clock_.changes(), 0U) << "neither changes it";
  clock_.freeze();
  clock_.run();
  clock_.set(machine_);
  EXPECT_TRUE(clock_.advance({0, 1s}));
  clock_.reset();
  EXPECT_EQ(clock_.changes(), 5U);
}

}  // namespace
}  // namespace voiceid
