#include "server/control/event_list.hpp"

#include <algorithm>

namespace voiceid::control {

FoundEvents find_events(const events::MemorySink& memory, const EventQuery& query) {
  FoundEvents found;
  for (std::uint64_t position = std::max(query.after + 1, memory.first_position()); position <= memory.last_position();
       ++position) {
    const events::EventPtr& event = memory.at(position);
    if (!query.filter.takes(event->event)) continue;
    found.events.push_back(event);
    if (found.events.size() == query.limit) {
      found.last = position;
      return found;
    }
  }
  found.last = memory.last_position();
  return found;
}

EventList::EventList(FoundEvents&& found, const events::EventBus& bus)
    : ListInPieces(R"({"Events":[)", R"(],"Last":")" + told_position(bus, found.last) + "\"}"),
      events_(std::move(found.events)),
      writer_(bus.writer()) {}

bool EventList::append_some(std::string& out) {
  if (next_ == events_.size()) return false;
  separate(out);
  writer_.append_envelope(out, *events_[next_]);
  events_[next_++].reset();
  return true;
}

}  // namespace voiceid::control
