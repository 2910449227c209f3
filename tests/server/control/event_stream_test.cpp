#include "server/control/event_stream.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <vector>

namespace voiceid::control {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using Next = http::StreamSource::Next;

constexpr std::uint64_t kSeed = 1;

// A bus and a way to publish on it.
class Bus {
 public:
  explicit Bus(std::size_t capacity = 10'000) : events(capacity, kSeed) {}

  void publish(int count = 1, EventDetail detail = SpeakerEvent{}, const std::string& account = "111122223333") {
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
std::string take(EventStream& stream, Next expected = Next::kLater) {
  std::string out;
  EXPECT_EQ(stream.next(out), expected);
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

TEST(EventStream, GivesWhatIsKeptAndThenWhatComes) {
  Bus bus;
  bus.publish(3);
  EventStream stream(bus.events, {}, 0);
  EventStream behind_the_second(bus.events, {}, 2);
  EventStream at_the_end(bus.events, {}, 3);
  EXPECT_THAT(ids_in(take(stream)), ElementsAre("1", "2", "3"));
  EXPECT_THAT(ids_in(take(behind_the_second)), ElementsAre("3"));
  for (EventStream* each : {&stream, &behind_the_second, &at_the_end}) EXPECT_EQ(take(*each), "");
  bus.publish();
  for (EventStream* each : {&stream, &behind_the_second, &at_the_end})
    EXPECT_THAT(ids_in(take(*each)), ElementsAre("4"));
}

TEST(EventStream, WritesEventsAsTheyAreListed) {
  Bus bus;
  bus.publish();
  std::string expected = "id: " + bus.events.run() + "-1\ndata: ";
  bus.events.writer().append_envelope(expected, *bus.events.memory().at(1));
  EventStream stream(bus.events, {}, 0);
  EXPECT_EQ(take(stream), expected + "\n\n");
}

TEST(EventStream, HasTheEventsThatItsFilterTakes) {
  Bus bus;
  bus.publish();
  bus.publish(1, FraudsterEvent{});
  bus.publish(1, SpeakerEvent{}, "444455556666");
  EventFilter fraudsters_only;
  fraudsters_only.detail_types = {std::string(FraudsterEvent::kDetailType)};
  EventStream fraudsters(bus.events, fraudsters_only, 0);
  EXPECT_THAT(ids_in(take(fraudsters)), ElementsAre("2"));
  EventStream others(bus.events, of_account("444455556666"), 0);
  EXPECT_THAT(ids_in(take(others)), ElementsAre("3"));
}

TEST(EventStream, WakesTheWaiterAtEachEvent_AndNobodyAfterThat) {
  Bus bus;
  int woken = 0;
  {
    EventStream stream(bus.events, {}, 0);
    bus.publish();
    stream.set_wake([&woken] { ++woken; });
    bus.publish(2);
    EXPECT_EQ(woken, 2);
    stream.set_wake({});
    bus.publish();
  }
  bus.publish();
  EXPECT_EQ(woken, 2);
}

TEST(EventStream, SaysHowManyEventsWereOverwritten) {
  Bus bus(3);
  bus.publish(2);
  EventStream stream(bus.events, {}, 0);
  take(stream);
  bus.publish(5);
  const std::string missed = ": missed 2 events, which are no longer kept\n\n";
  const std::string piece = take(stream);
  ASSERT_THAT(piece, StartsWith(missed));
  EXPECT_THAT(ids_in(piece.substr(missed.size())), ElementsAre("5", "6", "7"));
  EventStream later(bus.events, {}, 2);
  EXPECT_EQ(take(later), piece);
  EventStream from_the_oldest(bus.events, {}, 0);
  EXPECT_THAT(ids_in(take(from_the_oldest)), ElementsAre("5", "6", "7"));
}

TEST(EventStream, GoesOnAfterAReset) {
  Bus bus;
  bus.publish(2);
  EventStream stream(bus.events, {}, 0);
  take(stream);
  bus.events.reset();
  EXPECT_EQ(take(stream), "");
  bus.publish();
  EXPECT_THAT(ids_in(take(stream)), ElementsAre("3"));
}

TEST(EventStream, WritesManyEventsInPieces) {
  Bus bus;
  bus.publish(500);
  EventStream stream(bus.events, {}, 0);
  std::vector<std::string> ids;
  for (bool more = true; more;) {
    std::string piece;
    more = stream.next(piece) == Next::kMore;
    EXPECT_LE(piece.size(), 64U * 1024);
    std::ranges::move(ids_in(piece), std::back_inserter(ids));
  }
  EXPECT_THAT(ids, SizeIs(500));
  EXPECT_EQ(ids.back(), "500");
}

TEST(EventStream, PausesAfterManyEventsThatItsFilterLeavesOut) {
  Bus bus;
  bus.publish(3000);
  EventStream stream(bus.events, of_account("444455556666"), 0);
  EXPECT_THAT(take(stream, Next::kMore), IsEmpty());
  EXPECT_THAT(take(stream), IsEmpty());
}

}  // namespace
}  // namespace voiceid::control
