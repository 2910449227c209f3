#include "server/control/event_list.hpp"

#include <algorithm>

namespace voiceid::control {
namespace {

// Takes about a millisecond. More than --event-buffer keeps by default.
constexpr int kMostEvents = 20'000;

}  // namespace

bool EventSearch::go_on(const events::MemorySink& memory) {
  std::uint64_t& position = query_.after;
  position = std::clamp(position, memory.first_position() - 1, memory.last_position());
  if (query_.limit == 0) position = memory.last_position();
  for (int looked_at = 0; position < memory.last_position() && found_.size() < query_.limit; ++looked_at) {
    if (looked_at == kMostEvents) return false;
    const events::EventPtr& event = memory.at(++position);
    if (event && query_.filter.takes(event->event)) found_.push_back(event);
  }
  return true;
}

EventList::EventList(EventSearch search, const events::EventBus& bus)
    : ListInPieces(R"({"Events":[)"), bus_(bus), search_(std::move(search)), writer_(bus.writer()) {}

bool EventList::prepare() {
  if (has_searched_) return true;
  has_searched_ = search_.go_on(bus_.memory());
  if (has_searched_) close_with(R"(],"Last":")" + told_position(bus_, search_.last()) + "\"}");
  return has_searched_;
}

bool EventList::append_some(std::string& out) {
  std::vector<events::EventPtr>& found = search_.found();
  if (next_ == found.size()) return false;
  separate(out);
  writer_.append_envelope(out, *found[next_]);
  found[next_++].reset();
  return true;
}

http::Answer AwaitedEvents::answer() { return {200, kJson, {}, std::make_unique<EventList>(std::move(search_), bus_)}; }

}  // namespace voiceid::control
