#include <chrono>

#include "tests/server/events/queued_sink_fixture.hpp"

// How a queued sink forgets, stops and ends. Pauses and graces of an hour would outlast the test.
namespace voiceid::events {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(QueuedSinkTest, ForgetsEverythingAndGoesOnWhenCleared) {
  make({.capacity = 3, .first_pause = milliseconds(1)});
  script_.hold();
  take(1, 10);
  ASSERT_TRUE(script_.wait_for_attempts(1));
  sink_->clear();
  expect_counts(0, 0, 0);
  take(11, 12);
  expect_counts(0, 0, 2);
  script_.let_go();
  run_to_end();
  EXPECT_THAT(script_.seen(), ElementsAre("1", "11", "12"));
  expect_counts(2, 0, 0);
}

TEST_F(QueuedSinkTest, DoesNotWaitForAReceiverWhenCleared) {
  script_.answers = {all_fail};
  make({.first_pause = hours(1)});
  take(1, 1);
  ASSERT_TRUE(script_.wait_for_attempts(1));
  sink_->clear();
  take(2, 2);
  run_to_end();
  expect_counts(1, 0, 0);
}

TEST_F(QueuedSinkTest, StopsAtOnceIfNothingIsPending) {
  for (const std::uint64_t events : {0U, 1U}) {
    make({.grace = hours(1)});
    take(1, events);
    run_to_end();
    stop();
  }
  EXPECT_EQ(log_.text(), "");
}

TEST_F(QueuedSinkTest, DeliversWhatIsPendingAtTheStop_AndEndsBeforeTheGrace) {
  make({.grace = hours(1)});
  script_.hold();
  take(1, 50);
  sink_->stop();
  script_.let_go();
  stop();
  expect_counts(50, 0, 0);
  EXPECT_EQ(script_.seen().size(), 50U);
  EXPECT_EQ(log_.text(), "");
}

TEST_F(QueuedSinkTest, TakesNoMoreOnceStopped) {
  make({});
  sink_->stop();
  take(1, 1);
  expect_counts(0, 1, 0);
  EXPECT_THAT(script_.seen(), IsEmpty());
}

TEST_F(QueuedSinkTest, GivesUpWhatIsPendingAfterTheGrace) {
  make({.grace = milliseconds(100)});
  script_.hold();
  take(1, 7);
  const auto begun = Clock::now();
  stop();
  EXPECT_GE(Clock::now() - begun, milliseconds(100));
  expect_counts(0, 7, 0);
  EXPECT_EQ(log_.text(), "The fake sink dropped 7 events: the stop came before they were delivered.\n");
  sink_.reset();
  EXPECT_THAT(script_.seen(), ElementsAre("1"));
}

TEST_F(QueuedSinkTest, GivesUpAttemptsAfterTheGrace) {
  script_.answers.assign(100, all_fail);
  make({.tries = 100, .first_pause = hours(1), .grace = milliseconds(100)});
  take(1, 3);
  stop();
  expect_counts(0, 3, 0);
  EXPECT_EQ(log_.text(), "The fake sink dropped 3 events: the stop came before they were delivered.\n");
}

TEST_F(QueuedSinkTest, EndsAtOnceDuringADeliveryAndWithinTheGrace) {
  for (const bool stopped_before : {false, true}) {
    make({.first_pause = hours(1), .grace = hours(1)});
    script_.hold();
    take(1, 3);
    ASSERT_TRUE(script_.wait_for_attempts(1));
    if (stopped_before) sink_->stop();
    sink_.reset();
    // The late completion finds no sink.
    context_.restart();
    context_.run();
  }
}

}  // namespace
}  // namespace voiceid::events
