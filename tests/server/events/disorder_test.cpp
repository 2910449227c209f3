#include "server/events/disorder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <vector>

#include "tests/server/events/disorder_stream.hpp"
#include "tests/server/events/event_samples.hpp"

namespace voiceid::events {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

DisorderOptions delay_of(milliseconds by) { return {.delay = 1, .delay_by = {0, by}}; }

TEST(Disorder, ChangesNothingByDefault) {
  Stream stream({.delay_by = {0, seconds(5)}});
  EXPECT_THAT(stream.pass(5), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_FALSE(stream.disorder->holds());
  EXPECT_EQ(stream.disorder->dropped(), 0U);
  EXPECT_THAT(stream.flush(), IsEmpty());
  EXPECT_EQ(stream.disorder->next_due(), std::nullopt);
}

TEST(Disorder, ACopyIsTheSameEventRightBehind) {
  Stream stream({.duplicate = 1});
  std::vector<EventPtr> out{nullptr};
  stream.disorder->pass(std::make_shared<PublishedEvent>(), kNoon, out);
  ASSERT_EQ(out.size(), 3U) << "events are appended";
  EXPECT_EQ(out[1], out[2]);
  EXPECT_THAT(stream.pass(3), ElementsAre(1, 1, 2, 2, 3, 3));
}

TEST(Disorder, DropOverridesEverythingElse) {
  for (const double other : {0.0, 1.0}) {
    Stream stream({.duplicate = other, .drop = 1, .reorder = other, .delay = other});
    EXPECT_THAT(stream.pass(3), IsEmpty());
    EXPECT_EQ(stream.disorder->dropped(), 3U) << "an event that would have come twice counts once";
    EXPECT_FALSE(stream.disorder->holds());
  }
}

TEST(Disorder, AReorderedEventComesRightAfterTheNext) {
  Stream stream({.reorder = 1});
  EXPECT_THAT(stream.pass(), IsEmpty());
  EXPECT_EQ(stream.disorder->held(), 1U);
  EXPECT_THAT(stream.pass(), ElementsAre(2, 1)) << "while one waits, the next does not";
  EXPECT_FALSE(stream.disorder->holds());
  EXPECT_THAT(stream.pass(4), ElementsAre(4, 3, 6, 5));
}

TEST(Disorder, AReorderedEventWaitsOneSecondAtMost) {
  Stream stream({.reorder = 1});
  stream.pass();
  EXPECT_EQ(stream.disorder->next_due(), kNoon + seconds(1));
  EXPECT_THAT(stream.after(milliseconds(999)), IsEmpty());
  EXPECT_THAT(stream.after(milliseconds(1)), ElementsAre(1));
  EXPECT_THAT(stream.pass(), IsEmpty()) << "nothing waits for the next event any more, so it waits itself";
  stream.now += seconds(1);
  EXPECT_THAT(stream.pass(), ElementsAre(2)) << "what is due comes before a new event";
  EXPECT_THAT(stream.pass(), ElementsAre(4, 3));
}

TEST(Disorder, ForgetsTheHeldEventsOfAnAccount) {
  const Scope first{.account = "1", .region = {}};
  Disorder disorder({.reorder = 1});
  std::vector<EventPtr> out;
  disorder.pass(sample_of("1", 1), kNoon, out);
  disorder.forget(first);
  EXPECT_EQ(disorder.held(), 0U);
  disorder.pass(sample_of("2", 2), kNoon, out);
  disorder.forget(first);
  EXPECT_EQ(disorder.held(), 1U) << "the next event waits in its place";
  disorder.flush(out);
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(out.front()->sequence, 2);
}

TEST(Disorder, ADelayedEventComesWhenItIsDue) {
  Stream stream(delay_of(seconds(2)));
  EXPECT_THAT(stream.pass(2), IsEmpty());
  EXPECT_EQ(stream.disorder->held(), 2U);
  EXPECT_EQ(stream.disorder->next_due(), kNoon + seconds(2));
  EXPECT_THAT(stream.after(milliseconds(1999)), IsEmpty());
  EXPECT_THAT(stream.pass(), IsEmpty());
  EXPECT_THAT(stream.after(milliseconds(1)), ElementsAre(1, 2)) << "due at the same time: in order";
  EXPECT_THAT(stream.release(), IsEmpty());
  EXPECT_THAT(stream.after(seconds(2)), ElementsAre(3));
  EXPECT_FALSE(stream.disorder->holds());
}

TEST(Disorder, ADelayGoesByTheCalendar_UpToTheLastTimePoint) {
  Stream stream({.delay = 1, .delay_by = {1, seconds(1)}});
  stream.now = parse_rfc3339("2027-01-31T00:00:00Z").value();
  stream.pass();
  EXPECT_EQ(stream.disorder->next_due(), parse_rfc3339("2027-03-03T00:00:01Z").value());
  Stream beyond({.delay = 1, .delay_by = {12 * 8'000, milliseconds(0)}});
  beyond.now = stream.now;
  EXPECT_THAT(beyond.pass(), IsEmpty());
  EXPECT_EQ(beyond.disorder->next_due(), latest_time_point());
  beyond.now = latest_time_point();
  EXPECT_THAT(beyond.release(), ElementsAre(1));
}

TEST(Disorder, ADelayOfZeroHoldsNothing) {
  Stream stream(delay_of(seconds(0)));
  EXPECT_THAT(stream.pass(2), ElementsAre(1, 2));
  EXPECT_FALSE(stream.disorder->holds());
}

TEST(Disorder, DelayOverridesReorder) {
  Stream stream({.reorder = 1, .delay = 1, .delay_by = {0, seconds(5)}});
  stream.pass(2);
  EXPECT_THAT(stream.after(milliseconds(4999)), IsEmpty());
  EXPECT_THAT(stream.after(milliseconds(1)), ElementsAre(1, 2));
}

// The first seed with which the first event is reordered and the condition holds after two events.
template <class Condition>
Stream stream_where(DisorderOptions options, Condition condition) {
  for (options.seed = 0; options.seed < 1000; ++options.seed) {
    Stream probe(options);
    probe.pass(2);
    if (condition(probe)) return probe;
  }
  ADD_FAILURE() << "no seed does that";
  return Stream({});
}

TEST(Disorder, AReorderedEventDoesNotFollowADelayedOrADroppedOne) {
  Stream delayed = stream_where({.reorder = 0.5, .delay = 0.5, .delay_by = {0, milliseconds(500)}}, [](Stream& stream) {
    return stream.disorder->next_due() == kNoon + milliseconds(500) && stream.disorder->held() == 2 &&
           stream.after(milliseconds(500)) == Sequences{2};
  });
  EXPECT_THAT(delayed.after(milliseconds(500)), ElementsAre(1));
  stream_where({.drop = 0.5, .reorder = 1}, [](Stream& stream) {
    return stream.disorder->held() == 1 && stream.disorder->dropped() == 1 && stream.pass() == Sequences{3, 1};
  });
}

TEST(Disorder, AHeldEventComesWithItsCopy) {
  Stream reordered({.duplicate = 1, .reorder = 1});
  reordered.pass();
  EXPECT_EQ(reordered.disorder->held(), 2U);
  EXPECT_THAT(reordered.pass(), ElementsAre(2, 2, 1, 1));

  DisorderOptions options = delay_of(seconds(2));
  options.duplicate = 1;
  Stream delayed(options);
  delayed.pass(2);
  EXPECT_EQ(delayed.disorder->held(), 4U);
  EXPECT_THAT(delayed.after(seconds(2)), ElementsAre(1, 1, 2, 2));
}

TEST(Disorder, SettingTheClockBackMakesNoEventWaitLonger) {
  Stream stream(delay_of(seconds(2)));
  stream.pass();
  EXPECT_THAT(stream.after(milliseconds(1500)), IsEmpty());
  EXPECT_THAT(stream.after(-hours(5)), IsEmpty());
  EXPECT_EQ(stream.disorder->next_due(), stream.now + milliseconds(500));
  stream.pass();
  EXPECT_THAT(stream.after(milliseconds(500)), ElementsAre(1));
  EXPECT_THAT(stream.after(milliseconds(1499)), IsEmpty());
  EXPECT_THAT(stream.after(milliseconds(1)), ElementsAre(2));
}

TEST(Disorder, SettingTheClockBackAgainAndAgainKeepsTheOrder) {
  Stream stream(delay_of(seconds(2)));
  Sequences come;
  for (int i = 0; i < 20; ++i) {
    std::ranges::copy(stream.after(i % 3 == 0 ? -hours(i) : milliseconds(700)), std::back_inserter(come));
    std::ranges::copy(stream.pass(), std::back_inserter(come));
  }
  std::ranges::copy(stream.after(seconds(2)), std::back_inserter(come));
  EXPECT_EQ(come.size(), 20U);
  EXPECT_TRUE(std::ranges::is_sorted(come));
}

TEST(Disorder, HoldsNoMoreThanTheMost) {
  Stream stream(delay_of(seconds(2)));
  EXPECT_THAT(stream.pass(static_cast<int>(Disorder::kMostHeld)), IsEmpty());
  EXPECT_THAT(stream.pass(2), ElementsAre(1, 2)) << "those due first come early";
  EXPECT_EQ(stream.disorder->held(), Disorder::kMostHeld);
}

}  // namespace
}  // namespace voiceid::events
