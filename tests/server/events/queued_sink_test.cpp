#include <stdexcept>

#include "tests/server/events/queued_sink_fixture.hpp"

namespace voiceid::events {
namespace {

using ::testing::ElementsAre;

TEST_F(QueuedSinkTest, DeliversInOrder) {
  make({});
  take(1, 100);
  run_to_end();
  Texts expected;
  for (int i = 1; i <= 100; ++i) expected.push_back(std::to_string(i));
  EXPECT_EQ(script_.seen(), expected);
  expect_counts(100, 0, 0);
  EXPECT_EQ(log_.text(), "");
}

TEST_F(QueuedSinkTest, WritesNothingWhileAnEventIsPublished) {
  make({});
  give(1);
  give(2);
  EXPECT_EQ(script_.written, 0);
  run_to_end();
  EXPECT_THAT(script_.seen(), ElementsAre("1", "2"));
  EXPECT_EQ(script_.written, 2);
}

TEST_F(QueuedSinkTest, MakesOneDeliveryAtATime) {
  make({});
  script_.hold();
  take(1, 3);
  ASSERT_TRUE(script_.wait_for_attempts(1));
  expect_counts(0, 0, 3);
  EXPECT_THAT(script_.seen(), ElementsAre("1"));
  script_.let_go();
  run_to_end();
  EXPECT_THAT(script_.seen(), ElementsAre("1", "2", "3"));
}

TEST_F(QueuedSinkTest, DeliversAsManyAtOnceAsTheReceiverTakes) {
  script_.limits.events = 3;
  make({});
  take_together(1, 8);
  EXPECT_THAT(script_.seen(), ElementsAre("1", "2 3 4", "5 6 7", "8"));
}

TEST_F(QueuedSinkTest, DeliversNoMoreBytesAtOnceThanTheReceiverTakes_ButAlwaysOneEvent) {
  script_.limits = {10, 4};
  make({});
  script_.hold();
  take(8, 11);
  take(10'000, 10'001);
  script_.let_go();
  run_to_end();
  EXPECT_THAT(script_.seen(), ElementsAre("8", "9 10", "11", "10000", "10001"));
}

TEST_F(QueuedSinkTest, ForgetsTheEventsOfAnAccount_AndSendsTheOthersThatAreBeingSentWithThemAgain) {
  script_.limits.events = 2;
  make({});
  script_.hold();
  give_of("1", 1);
  give_of("2", 2);
  context_.poll();
  ASSERT_TRUE(script_.wait_for_attempts(1));
  give_of("2", 3);
  give_of("1", 4);
  sink_->forget({.account = "1", .region = {}});
  expect_counts(0, 0, 2);
  script_.let_go();
  run_to_end();
  EXPECT_THAT(script_.seen(), ElementsAre("1 2", "2 3"));
  expect_counts(2, 0, 0);
}

TEST_F(QueuedSinkTest, LeavesADeliveryAloneThatHasNoneOfTheForgottenEvents) {
  make({});
  script_.hold();
  give_of("2", 1);
  context_.poll();
  ASSERT_TRUE(script_.wait_for_attempts(1));
  give_of("1", 2);
  sink_->forget({.account = "1", .region = {}});
  script_.let_go();
  run_to_end();
  EXPECT_THAT(script_.seen(), ElementsAre("1"));
  expect_counts(1, 0, 0);
}

TEST_F(QueuedSinkTest, RepeatsWhatFailedInOrder) {
  script_.answers = {all_fail, all_fail};
  make({});
  take(1, 2);
  run_to_end();
  EXPECT_THAT(script_.seen(), ElementsAre("1", "1", "1", "2"));
  expect_counts(2, 0, 0);
  EXPECT_EQ(log_.text(), "");
}

TEST_F(QueuedSinkTest, RepeatsOnlyWhatWasRefused_BeforeLaterEvents) {
  script_.limits.events = 4;
  const auto refuses_two = [](const Texts&) { return Attempt{{1, 3}, "no"}; };
  const auto refuses_one = [](const Texts&) { return Attempt{{0}, "no"}; };
  script_.answers = {succeeds, refuses_two, refuses_one};
  make({});
  take_together(1, 6);
  EXPECT_THAT(script_.seen(), ElementsAre("1", "2 3 4 5", "3 5", "3", "6"));
  expect_counts(6, 0, 0);
}

TEST_F(QueuedSinkTest, DropsAnEventAfterTheLastAttempt) {
  script_.answers.assign(3, all_fail);
  make({.tries = 3});
  take(1, 2);
  run_to_end();
  EXPECT_THAT(script_.seen(), ElementsAre("1", "1", "1", "2"));
  expect_counts(1, 1, 0);
  EXPECT_EQ(log_.text(), "The fake sink dropped 1 event: it is as scripted.\n");
}

TEST_F(QueuedSinkTest, CountsWhatWasDeliveredBeforeTheLastAttempt) {
  script_.limits.events = 3;
  script_.answers = {succeeds, [](const Texts&) { return Attempt{{1}, "no"}; }, all_fail};
  make({.tries = 2});
  take_together(1, 4);
  expect_counts(3, 1, 0);
}

TEST_F(QueuedSinkTest, DropsTheOldestOfTooManyThatWait_AndLogsTheFirstDropAndThenTheSum) {
  make({.capacity = 3});
  script_.hold();
  take(1, 10);
  // One is being sent.
  expect_counts(0, 6, 4);
  const std::string first = "The fake sink dropped 1 event: 3 events wait for the receiver.\n";
  EXPECT_EQ(log_.text(), first);
  script_.let_go();
  run_to_end();
  EXPECT_THAT(script_.seen(), ElementsAre("1", "8", "9", "10"));
  expect_counts(4, 6, 0);
  stop();
  EXPECT_EQ(log_.text(), first + "The fake sink dropped 5 events: 3 events wait for the receiver.\n");
}

TEST_F(QueuedSinkTest, SurvivesAnExceptionOfTheReceiver) {
  script_.answers = {[](const Texts&) -> Attempt { throw std::runtime_error("a bug"); }};
  make({});
  take(1, 2);
  run_to_end();
  EXPECT_THAT(script_.seen(), ElementsAre("1", "2"));
  expect_counts(1, 1, 0);
  EXPECT_EQ(log_.text(), "The fake sink dropped 1 event: the delivery ended in an exception: a bug.\n");
}

}  // namespace
}  // namespace voiceid::events
