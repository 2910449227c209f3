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

TEST_F(ClockTest, Start_ShowsTheMachinesTimeAndRuns) {
  EXPECT_EQ(clock_.now(), machine_);
  EXPECT_FALSE(clock_.frozen());
  machine_ += 1500ms;
  EXPECT_EQ(clock_.now(), at("2026-11-21T09:30:01.500Z"));
}

TEST_F(ClockTest, Set_WhileRunning_GoesOnFromThere) {
  clock_.set(at("2030-01-01T00:00:00Z"));
  EXPECT_EQ(clock_.now(), at("2030-01-01T00:00:00Z"));
  EXPECT_FALSE(clock_.frozen());
  machine_ += 10s;
  EXPECT_EQ(clock_.now(), at("2030-01-01T00:00:10Z"));
}

TEST_F(ClockTest, Set_ToAnEarlierTime_GoesBack) {
  clock_.set(at("1970-01-01T00:00:00Z"));
  machine_ += 1ms;
  EXPECT_EQ(clock_.now(), at("1970-01-01T00:00:00.001Z"));
}

TEST_F(ClockTest, Freeze_StandsStill) {
  clock_.freeze();
  machine_ += 1h;
  EXPECT_TRUE(clock_.frozen());
  EXPECT_EQ(clock_.now(), at("2026-11-21T09:30:00Z"));
}

TEST_F(ClockTest, Freeze_WhenRepeated_ChangesNothing) {
  clock_.freeze();
  machine_ += 1h;
  clock_.freeze();
  EXPECT_EQ(clock_.now(), at("2026-11-21T09:30:00Z"));
}

TEST_F(ClockTest, Set_WhileFrozen_StaysFrozen) {
  clock_.freeze();
  clock_.set(at("2030-01-01T00:00:00Z"));
  machine_ += 1h;
  EXPECT_TRUE(clock_.frozen());
  EXPECT_EQ(clock_.now(), at("2030-01-01T00:00:00Z"));
}

TEST_F(ClockTest, Run_GoesOnFromTheFrozenTime) {
  clock_.freeze();
  machine_ += 1h;
  clock_.run();
  EXPECT_FALSE(clock_.frozen());
  EXPECT_EQ(clock_.now(), at("2026-11-21T09:30:00Z"));
  machine_ += 1s;
  EXPECT_EQ(clock_.now(), at("2026-11-21T09:30:01Z"));
}

TEST_F(ClockTest, Run_WhileRunning_ChangesNothing) {
  clock_.set(at("2030-01-01T00:00:00Z"));
  machine_ += 1s;
  clock_.run();
  EXPECT_EQ(clock_.now(), at("2030-01-01T00:00:01Z"));
}

TEST_F(ClockTest, Advance_WhileRunning_AnswersTheNewTimeAndGoesOn) {
  EXPECT_EQ(clock_.advance({0, 90s}).value(), at("2026-11-21T09:31:30Z"));
  EXPECT_FALSE(clock_.frozen());
  machine_ += 1s;
  EXPECT_EQ(clock_.now(), at("2026-11-21T09:31:31Z"));
}

TEST_F(ClockTest, Advance_WhileFrozen_WorksAndStaysFrozen) {
  clock_.freeze();
  EXPECT_EQ(clock_.advance({36, 0ms}).value(), at("2029-11-21T09:30:00Z"));
  machine_ += 1s;
  EXPECT_TRUE(clock_.frozen());
  EXPECT_EQ(clock_.now(), at("2029-11-21T09:30:00Z"));
}

TEST_F(ClockTest, Advance_FromALeapDay_CountsToTheFirstOfMarch) {
  clock_.set(at("2024-02-29T00:00:00Z"));
  EXPECT_EQ(clock_.advance({12, 0ms}).value(), at("2025-03-01T00:00:00Z"));
}

TEST_F(ClockTest, Advance_AddsUp) {
  static_cast<void>(clock_.advance({0, 1h}).value());
  static_cast<void>(clock_.advance({0, 1h}).value());
  EXPECT_EQ(clock_.now(), at("2026-11-21T11:30:00Z"));
}

TEST_F(ClockTest, Advance_BeyondTheLastMoment_IsRefusedAndChangesNothing) {
  clock_.set(latest_time_point());
  EXPECT_THAT(failure_of(clock_.advance({0, 1ms})), is_validation_failure());
  EXPECT_THAT(failure_of(clock_.advance({1, 0ms})), is_validation_failure());
  EXPECT_EQ(clock_.now(), latest_time_point());
}

TEST_F(ClockTest, Run_ToTheLastMoment_StandsStillThere) {
  clock_.set(latest_time_point());
  machine_ += 1h;
  EXPECT_EQ(clock_.now(), latest_time_point());
}

TEST_F(ClockTest, Reset_ReturnsToTheMachinesTimeAndRuns) {
  clock_.set(at("2030-01-01T00:00:00Z"));
  clock_.freeze();
  clock_.reset();
  EXPECT_FALSE(clock_.frozen());
  EXPECT_EQ(clock_.now(), machine_);
  machine_ += 1s;
  EXPECT_EQ(clock_.now(), at("2026-11-21T09:30:01Z"));
}

TEST_F(ClockTest, Reset_WhileRunningAhead_ReturnsToTheMachinesTime) {
  static_cast<void>(clock_.advance({12, 0ms}).value());
  clock_.reset();
  EXPECT_EQ(clock_.now(), machine_);
}

}  // namespace
}  // namespace voiceid
