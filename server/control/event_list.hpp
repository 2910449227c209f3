#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "server/control/event_query.hpp"
#include "server/control/list_in_pieces.hpp"
#include "server/control/waits.hpp"
#include "server/events/event_bus.hpp"

namespace voiceid::control {

/// A search for the events of the memory that match a query.
class EventSearch {
 public:
  explicit EventSearch(EventQuery query) : query_(std::move(query)) {}

  /// Looks at a few of the next events, so that other calls do not wait. Returns false if there are more to look at.
  /// Call it again once new events have come, too.
  bool go_on(const events::MemorySink& memory);
  bool has_found_any() const { return !found_.empty(); }
  const EventFilter& filter() const { return query_.filter; }
  /// What matches of the events looked at, in order.
  std::vector<events::EventPtr>& found() { return found_; }
  /// The position to search from next time.
  std::uint64_t last() const { return query_.after; }

 private:
  EventQuery query_;
  std::vector<events::EventPtr> found_;
};

/// `{"Events": […], "Last": "…"}`. Ends the search, then holds its events, so it is the list of that moment, whatever
/// happens while it is sent.
class EventList final : public ListInPieces {
 public:
  /// The bus outlives the list.
  EventList(EventSearch search, const events::EventBus& bus);

 private:
  bool prepare() override;
  bool append_some(std::string& out) override;

  const events::EventBus& bus_;
  EventSearch search_;
  bool has_searched_ = false;
  std::size_t next_ = 0;
  // A copy, since a reset changes the ids that the bus gives events.
  events::EventWriter writer_;
};

/// The list for a long poll.
class AwaitedEvents final : public AwaitedList {
 public:
  /// The bus outlives it.
  AwaitedEvents(const events::EventBus& bus, EventSearch search) : bus_(bus), search_(std::move(search)) {}

  WaitFilter filter() const override { return {search_.filter().account, search_.filter().domain_id}; }
  bool go_on() override { return search_.go_on(bus_.memory()); }
  bool has_found_any() const override { return search_.has_found_any(); }
  http::Answer answer() override;

 private:
  const events::EventBus& bus_;
  EventSearch search_;
};

}  // namespace voiceid::control
