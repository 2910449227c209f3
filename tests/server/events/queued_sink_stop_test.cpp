#include <chrono>

#include "tests/server/events/queued_sink_fixture.hpp"

// How a queued sink forgets, stops and ends.
namespace voiceid::events {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Clock = std::chrono::steady_clock;

TEST_F(QueuedSinkTest, ForgetsAllAndGoesOnWhenItIsCleared) {
  make(quick(3));
  script_.hold();
  take(1, 10);
  ASSERT_TRUE(script_.wait_for_tries(1));
  sink_->clear();
  expect_counts(0, 0, 0);
  take(11, 12);
  expect_counts(0, 0, 2);
  script_.let_go();
  run_to_end();
  EXPECT_THAT(script_.seen(), ElementsAre("1", "11", "12"));
  expect_counts(2, 0, 0);
}

TEST_F(QueuedSinkTest, DoesNotWaitForAReceiverWhenItIsCleared) {
  script_.answers = {all_fail};
  make({10'000, 5, std::chrono::hours(1), milliseconds(100)});
  take(1, 1);
  ASSERT_TRUE(script_.wait_for_tries(1));
  sink_->clear();
  take(2, 2);
  run_to_end();
  expect_counts(1, 0, 0);
}

TEST_F(QueuedSinkTest, StopsAtOnceWhereNothingIsPending) {
  make({10'000, 5, milliseconds(1), std::chrono::hours(1)});
  EXPECT_LT(stop(), seconds(10));
  make({10'000, 5, milliseconds(1), std::chrono::hours(1)});
  take(1, 1);
  run_to_end();
  EXPECT_LT(stop(), seconds(10));
  EXPECT_EQ(log_.text(), "");
}

TEST_F(QueuedSinkTest, StillDeliversWhatIsPendingAtTheStopAndThenEnds) {
  make({10'000, 5, milliseconds(1), std::chrono::hours(1)});
  script_.hold();
  take(1, 50);
  sink_->stop();
  script_.let_go();
  EXPECT_LT(stop(), seconds(20)) << "it does not wait for the end of the grace";
  expect_counts(50, 0, 0);
  EXPECT_EQ(script_.seen().size(), 50U);
  EXPECT_EQ(log_.text(), "");
}

TEST_F(QueuedSinkTest, TakesNoMoreOnceStopped) {
  make(quick());
  sink_->stop();
  take(1, 1);
  expect_counts(0, 1, 0);
  EXPECT_THAT(script_.seen(), IsEmpty());
}

TEST_F(QueuedSinkTest, GivesUpWhatIsPendingAfterTheGrace) {
  make(quick());
  script_.hold();
  take(1, 7);
  const auto took = stop();
  EXPECT_GE(took, milliseconds(100));
  EXPECT_LT(took, seconds(10));
  expect_counts(0, 7, 0);
  EXPECT_EQ(log_.text(), "The fake sink dropped 7 events: the stop came before they were delivered.\n");
  sink_.reset();
  EXPECT_THAT(script_.seen(), ElementsAre("1"));
}

TEST_F(QueuedSinkTest, GivesUpTriesAfterTheGrace) {
  script_.answers.assign(100, all_fail);
  make({10'000, 100, std::chrono::hours(1), milliseconds(100)});
  take(1, 3);
  EXPECT_LT(stop(), seconds(10));
  expect_counts(0, 3, 0);
  EXPECT_THAT(log_.text(), HasSubstr("dropped 3 events"));
  EXPECT_THAT(log_.text(), Not(HasSubstr("as scripted")));
}

TEST_F(QueuedSinkTest, EndsAtOnceInTheMidstOfADelivery) {
  make({10'000, 5, std::chrono::hours(1), std::chrono::hours(1)});
  script_.hold();
  take(1, 3);
  ASSERT_TRUE(script_.wait_for_tries(1));
  const auto begun = Clock::now();
  sink_.reset();
  EXPECT_LT(Clock::now() - begun, seconds(10));
  // What came back of it finds nobody.
  context_.restart();
  context_.run();
}

TEST_F(QueuedSinkTest, EndsAtOnceWithinTheGrace) {
  make({10'000, 5, std::chrono::hours(1), std::chrono::hours(1)});
  script_.hold();
  take(1, 3);
  sink_->stop();
  sink_.reset();
  context_.restart();
  context_.run();
}

}  // namespace
}  // namespace voiceid::events
