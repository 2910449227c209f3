#include "server/control/event_feed.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <vector>

namespace voiceid::control {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using Next = http::FeedSource::Next;

// A bus and a way to publish on it.
struct Bus {
  explicit Bus(std::size_t capacity = 10'000) : events(capacity, 1) {}

  void publish(int count = 1, const EventDetail& detail = SpeakerEvent{}, const std::string& account = "111122223333") {
    for (int i = 0; i < count; ++i) {
      Event event;
      event.account = account;
      event.region = "us-east-1";
      event.detail = detail;
      events.publish(std::move(event));
    }
  }

  events::EventBus events;
};

EventFilter of_account(const std::string& account) {
  EventFilter filter;
  filter.account = account;
  return filter;
}

// What it has next.
std::string take(EventFeed& feed, Next expected = Next::kLater) {
  std::string out;
  EXPECT_EQ(feed.next(out), expected);
  return out;
}

// The positions in the `id` lines of a piece; each is followed by a line with the event and an empty line.
std::vector<std::string> ids_in(std::string_view piece) {
  std::vector<std::string> ids;
  while (!piece.empty()) {
    const std::string_view block = piece.substr(0, piece.find("\n\n"));
    const std::size_t line_end = block.find('\n');
    EXPECT_THAT(block, StartsWith("id: "));
    EXPECT_THAT(block.substr(line_end + 1), StartsWith("data: {"));
    EXPECT_TRUE(nlohmann::json::accept(block.substr(line_end + 7))) << block;
    const std::size_t position = block.find('-') + 1;
    ids.emplace_back(block.substr(position, line_end - position));
    piece.remove_prefix(block.size() + 2);
  }
  return ids;
}

TEST(EventFeed, GivesWhatIsKeptAndThenWhatComes) {
  Bus bus;
  bus.publish(3);
  EventFeed feed(bus.events, {}, 0);
  EventFeed behind_the_second(bus.events, {}, 2);
  EventFeed at_the_end(bus.events, {}, 3);
  EXPECT_THAT(ids_in(take(feed)), ElementsAre("1", "2", "3"));
  EXPECT_THAT(ids_in(take(behind_the_second)), ElementsAre("3"));
  for (EventFeed* each : {&feed, &behind_the_second, &at_the_end}) EXPECT_EQ(take(*each), "");
  bus.publish();
  for (EventFeed* each : {&feed, &behind_the_second, &at_the_end}) EXPECT_THAT(ids_in(take(*each)), ElementsAre("4"));
}

TEST(EventFeed, WritesEventsAsTheyAreListed) {
  Bus bus;
  bus.publish();
  std::string expected = "id: " + bus.events.run() + "-1\ndata: ";
  bus.events.writer().append_envelope(expected, *bus.events.memory().at(1));
  EventFeed feed(bus.events, {}, 0);
  EXPECT_EQ(take(feed), expected + "\n\n");
}

TEST(EventFeed, HasTheEventsThatItsFilterTakes_AndPausesAfterManyOthers) {
  Bus bus;
  bus.publish();
  bus.publish(1, FraudsterEvent{});
  bus.publish(1, SpeakerEvent{}, "444455556666");
  EventFilter fraudsters_only;
  fraudsters_only.detail_types = {std::string(FraudsterEvent::kDetailType)};
  EventFeed fraudsters(bus.events, fraudsters_only, 0);
  EXPECT_THAT(ids_in(take(fraudsters)), ElementsAre("2"));
  EventFeed others(bus.events, of_account("444455556666"), 0);
  EXPECT_THAT(ids_in(take(others)), ElementsAre("3"));
  bus.publish(3000);
  EXPECT_THAT(take(others, Next::kMore), IsEmpty());
  EXPECT_THAT(take(others), IsEmpty());
}

TEST(EventFeed, WakesItsConnectionOnceItWaitsForNews_AndNotWhileItWaitsForTheClient) {
  Bus bus;
  int woken = 0;
  {
    EventFeed feed(bus.events, {}, 0);
    feed.set_wake([&woken] { ++woken; });
    bus.publish();
    EXPECT_EQ(woken, 0);
    for (int times = 1; times <= 2; ++times) {
      take(feed);
      bus.publish(3);
      EXPECT_EQ(woken, times);
    }
    take(feed);
    feed.set_wake({});
    bus.publish();
    take(feed);
  }
  bus.publish();
  EXPECT_EQ(woken, 2);
}

TEST(EventFeed, SaysHowManyEventsWereOverwritten) {
  Bus bus(3);
  bus.publish(2);
  EventFeed feed(bus.events, {}, 0);
  take(feed);
  bus.publish(5);
  const std::string missed = ": missed 2 events, which are no longer kept\n\n";
  const std::string piece = take(feed);
  ASSERT_THAT(piece, StartsWith(missed));
  EXPECT_THAT(ids_in(piece.substr(missed.size())), ElementsAre("5", "6", "7"));
  EventFeed later(bus.events, {}, 2);
  EXPECT_EQ(take(later), piece);
  EventFeed from_the_oldest(bus.events, {}, 0);
  EXPECT_THAT(ids_in(take(from_the_oldest)), ElementsAre("5", "6", "7"));
}

TEST(EventFeed, GoesOnAfterAReset) {
  Bus bus;
  bus.publish(2);
  EventFeed feed(bus.events, {}, 0);
  take(feed);
  bus.events.reset();
  EXPECT_EQ(take(feed), "");
  bus.publish();
  EXPECT_THAT(ids_in(take(feed)), ElementsAre("3"));
}

TEST(EventFeed, WritesManyEventsInPieces) {
  Bus bus;
  bus.publish(500);
  EventFeed feed(bus.events, {}, 0);
  std::vector<std::string> ids;
  for (bool more = true; more;) {
    std::string piece;
    more = feed.next(piece) == Next::kMore;
    EXPECT_LE(piece.size(), 64U * 1024);
    std::ranges::move(ids_in(piece), std::back_inserter(ids));
  }
  EXPECT_THAT(ids, SizeIs(500));
  EXPECT_EQ(ids.back(), "500");
}

}  // namespace
}  // namespace voiceid::control
