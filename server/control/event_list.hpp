#pragma once

#include <cstdint>
#include <vector>

#include "server/control/event_query.hpp"
#include "server/control/list_in_pieces.hpp"
#include "server/events/event_bus.hpp"

namespace voiceid::control {

/// The events that match a query, and how far the search went.
struct FoundEvents {
  std::vector<events::EventPtr> events;
  /// The position to search from next time.
  std::uint64_t last = 0;
};

FoundEvents find_events(const events::MemorySink& memory, const EventQuery& query);

/// `{"Events": […], "Last": "…"}`. Holds its events, so it is the list of the moment in which it was made, whatever
/// happens while it is sent.
class EventList final : public ListInPieces {
 public:
  EventList(FoundEvents&& found, const events::EventBus& bus);

 private:
  bool append_some(std::string& out) override;

  std::vector<events::EventPtr> events_;
  std::size_t next_ = 0;
  // A copy, since a reset changes the ids that the bus gives events.
  events::EventWriter writer_;
};

}  // namespace voiceid::control
