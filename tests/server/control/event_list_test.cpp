#include "server/control/event_list.hpp"

#include <gmock/gmock.h>

#include "tests/server/control/pieces.hpp"
#include "tests/server/events/event_samples.hpp"

namespace voiceid::control {
namespace {

using ::testing::Each;
using ::testing::Le;
using ::testing::Property;

class EventListTest : public ::testing::Test {
 protected:
  void publish(int count) {
    for (int i = 0; i < count; ++i) bus_.publish(events::sample_event());
  }
  // All events in one text.
  std::string expected() const {
    std::string text(R"({"Events":[)");
    for (auto position = bus_.memory().first_position(); position <= bus_.memory().last_position(); ++position) {
      if (text.back() == '}') text += ',';
      bus_.writer().append_envelope(text, *bus_.memory().at(position));
    }
    return text + R"(],"Last":")" + told_position(bus_, bus_.memory().last_position()) + "\"}";
  }

  events::EventBus bus_{1000, 1};
};

TEST_F(EventListTest, IsTheSameInPiecesAsInOne) {
  for (const int more : {0, 1, 1, 998}) {
    publish(more);
    EventList list(EventSearch({}), bus_);
    const std::vector<std::string> pieces = pieces_of(list);
    EXPECT_EQ(joined(pieces), expected());
    EXPECT_EQ(pieces.size() > 1, expected().size() > http::kPieceBytes);
    EXPECT_THAT(pieces, Each(Property(&std::string::size, Le(64U * 1024))));
  }
}

TEST_F(EventListTest, IsThatOfItsMoment) {
  publish(1000);
  const std::string whole = expected();
  EventList list(EventSearch({}), bus_);
  std::string text;
  EXPECT_EQ(list.next(text), http::PieceSource::Next::kMore);
  publish(500);
  bus_.reset();
  EXPECT_EQ(text + joined(pieces_of(list)), whole);
}

// Not bounded by time, which a busy machine stretches.
TEST_F(EventListTest, LooksAtFewEventsAtATime_SoThatNobodyWaitsForTheSearch) {
  events::EventBus bus(100'000, 1);
  for (int i = 0; i < 50'000; ++i) bus.publish(events::sample_event());
  EventQuery query;
  query.filter.account = "999999999999";
  EventList list(EventSearch(query), bus);
  const std::vector<std::string> pieces = pieces_of(list);
  EXPECT_EQ(pieces.size(), 3U);
  EXPECT_EQ(pieces.back(), R"({"Events":[],"Last":")" + told_position(bus, 50'000) + "\"}");
}

TEST_F(EventListTest, OfNoEvents_TellsThePresentPosition) {
  publish(3);
  for (const std::uint64_t after : {0, 1, 3}) {
    EventQuery query;
    query.after = after;
    query.limit = 0;
    EventSearch search(query);
    EXPECT_TRUE(search.go_on(bus_.memory()));
    EXPECT_FALSE(search.has_found_any());
    EXPECT_EQ(search.last(), 3U);
  }
}

}  // namespace
}  // namespace voiceid::control
