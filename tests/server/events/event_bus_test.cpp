#include "server/events/event_bus.hpp"

#include <gmock/gmock.h>

#include "tests/server/events/event_samples.hpp"

namespace voiceid::events {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Keeps the numbers of its events.
class Basket final : public Sink {
 public:
  std::string_view name() const override { return "basket"; }
  void take(const EventPtr& event) override { sequences_.push_back(event->sequence); }
  void clear() override { sequences_.clear(); }
  void forget(const Scope& scope) override { forgotten_ = scope.account; }
  SinkCounts counts() const override { return {}; }
  void stop() override { stopped_ = true; }

  std::vector<std::uint64_t> sequences_;
  std::optional<std::string> forgotten_;
  bool stopped_ = false;
};

class EventBusTest : public testing::Test {
 protected:
  EventBusTest() { bus_.add(std::move(owned_)); }

  void publish(int count) {
    for (int i = 0; i < count; ++i) bus_.publish(sample_event());
  }
  std::vector<std::uint64_t> kept() {
    std::vector<std::uint64_t> sequences;
    const MemorySink& memory = bus_.memory();
    for (auto place = memory.first_position(); place <= memory.last_position(); ++place) {
      sequences.push_back(memory.at(place)->sequence);
    }
    return sequences;
  }

  std::unique_ptr<Basket> owned_ = std::make_unique<Basket>();
  Basket& basket_ = *owned_;
  EventBus bus_{3, 1};
};

TEST_F(EventBusTest, HandsEachEventToEverySinkInOrder) {
  publish(3);
  EXPECT_THAT(basket_.sequences_, ElementsAre(1, 2, 3));
  EXPECT_THAT(kept(), ElementsAre(1, 2, 3));
}

TEST_F(EventBusTest, TheMemoryKeepsTheNewest_ByPositionsThatGoOn) {
  publish(5);
  EXPECT_THAT(kept(), ElementsAre(3, 4, 5));
  EXPECT_EQ(bus_.memory().first_position(), 3);
  bus_.memory().take_all();
  EXPECT_THAT(kept(), IsEmpty());
  EXPECT_EQ(bus_.memory().last_position(), 5);
  publish(1);
  EXPECT_EQ(bus_.memory().first_position(), 6);
}

TEST_F(EventBusTest, AWaiterIsNotifiedOnce_UntilItWaitsAgain) {
  int notices = 0;
  {
    News::Waiter first([&notices] { ++notices; });
    News::Waiter second([&] {
      ++notices;
      second.wait(bus_.memory().news());
    });
    publish(1);
    EXPECT_EQ(notices, 0);
    for (News::Waiter* each : {&first, &first, &second}) each->wait(bus_.memory().news());
    publish(1);
    EXPECT_EQ(notices, 2);
    publish(1);
    EXPECT_EQ(notices, 3);
  }
  publish(1);
  EXPECT_EQ(notices, 3);
}

TEST_F(EventBusTest, TheMemoryFindsItsNewestEventWithASequenceNumber) {
  bus_.find("memory")->set_disorder(DisorderOptions{.duplicate = 1});
  publish(2);
  EXPECT_THAT(kept(), ElementsAre(1, 2, 2));
  EXPECT_EQ(bus_.memory().find(1), 2);
  EXPECT_EQ(bus_.memory().find(2), 4);
  EXPECT_EQ(bus_.memory().find(3), std::nullopt);
  bus_.memory().take_all();
  EXPECT_EQ(bus_.memory().find(2), std::nullopt);
}

TEST_F(EventBusTest, DisorderIsInFrontOfItsSinkOnly) {
  bus_.find("basket")->set_disorder(DisorderOptions{.duplicate = 1});
  publish(2);
  EXPECT_THAT(basket_.sequences_, ElementsAre(1, 1, 2, 2));
  EXPECT_THAT(kept(), ElementsAre(1, 2));
  EXPECT_EQ(bus_.find("nobody"), nullptr);
}

TEST_F(EventBusTest, TheDisorderOfAnAccountIsForItsEventsAlone_InPlaceOfTheOneForAll) {
  EventBus::Outlet& outlet = *bus_.find("basket");
  const auto publish_of = [this](const char* account) {
    Event event = sample_event();
    event.account = account;
    bus_.publish(std::move(event));
  };
  outlet.set_disorder(DisorderOptions{.duplicate = 1});
  outlet.set_disorder(DisorderOptions{.delay = 1, .delay_by = {0, std::chrono::seconds(10)}}, "1");
  publish_of("1");
  publish_of("2");
  EXPECT_THAT(basket_.sequences_, ElementsAre(2, 2));
  EXPECT_EQ(bus_.next_due(), sample_event().time + std::chrono::seconds(10));
  bus_.forget({.account = "1", .region = {}});
  EXPECT_EQ(outlet.disorder("1"), nullptr);
  publish_of("1");
  EXPECT_THAT(basket_.sequences_, ElementsAre(2, 2, 3, 3)) << "what was held is forgotten";
  outlet.set_disorder({}, "1");
  EXPECT_NE(outlet.disorder(), nullptr);
}

TEST_F(EventBusTest, HeldEventsComeWhenDue_OrWhenDisorderEnds) {
  EventBus::Outlet& outlet = *bus_.find("basket");
  outlet.set_disorder(DisorderOptions{.delay = 1, .delay_by = {0, std::chrono::seconds(10)}});
  publish(2);
  const TimePoint due = sample_event().time + std::chrono::seconds(10);
  EXPECT_EQ(bus_.next_due(), due);
  bus_.release(due - std::chrono::milliseconds(1));
  EXPECT_THAT(basket_.sequences_, IsEmpty());
  bus_.release(due);
  EXPECT_THAT(basket_.sequences_, ElementsAre(1, 2));
  publish(1);
  outlet.set_disorder({});
  EXPECT_THAT(basket_.sequences_, ElementsAre(1, 2, 3));
  EXPECT_EQ(bus_.next_due(), std::nullopt);
}

TEST_F(EventBusTest, AResetForgetsEventsAndDisorder_AndSeededIdsStartOver) {
  publish(2);
  const std::string first = bus_.writer().id_of(1);
  bus_.find("basket")->set_disorder(DisorderOptions{.drop = 1});
  bus_.reset();
  EXPECT_THAT(kept(), IsEmpty());
  EXPECT_THAT(basket_.sequences_, IsEmpty());
  publish(1);
  EXPECT_THAT(basket_.sequences_, ElementsAre(1));
  EXPECT_EQ(bus_.writer().id_of(bus_.memory().at(3)->sequence), first);
}

TEST_F(EventBusTest, ForgetsTheEventsOfAnAccount_InTheMemoryAndWhereDisorderHoldsThem) {
  bus_.find("basket")->set_disorder(DisorderOptions{.delay = 1});
  for (const char* account : {"111111111111", "222222222222"}) {
    Event event = sample_event();
    event.account = account;
    bus_.publish(std::move(event));
  }
  bus_.forget({.account = "111111111111", .region = {}});
  EXPECT_EQ(bus_.memory().at(1), nullptr);
  EXPECT_EQ(bus_.memory().find(1), std::nullopt);
  EXPECT_EQ(bus_.memory().at(2)->sequence, 2);
  EXPECT_EQ(bus_.memory().last_position(), 2);
  EXPECT_EQ(basket_.forgotten_, "111111111111");
  bus_.find("basket")->set_disorder({});
  EXPECT_THAT(basket_.sequences_, ElementsAre(2));
}

TEST_F(EventBusTest, AStopReleasesHeldEvents_AndTakesNoMore) {
  bus_.find("basket")->set_disorder(DisorderOptions{.delay = 1});
  publish(1);
  bus_.stop();
  EXPECT_THAT(basket_.sequences_, ElementsAre(1));
  EXPECT_TRUE(basket_.stopped_);
  publish(1);
  EXPECT_THAT(basket_.sequences_, ElementsAre(1));
}

}  // namespace
}  // namespace voiceid::events
