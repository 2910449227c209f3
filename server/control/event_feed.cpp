#include "server/control/event_feed.hpp"

#include "server/control/calls.hpp"

namespace voiceid::control {

EventFeed::EventFeed(events::EventBus& bus, EventFilter filter, std::uint64_t after)
    : LogFeed(bus.memory().news()),
      bus_(bus),
      filter_(std::move(filter)),
      position_(after != 0 ? after : bus.memory().first_position() - 1) {}

bool EventFeed::append_next(std::string& out) {
  pass_over_missed(out);
  const events::MemorySink& memory = bus_.memory();
  if (position_ == memory.last_position()) return false;
  const events::EventPtr& event = memory.at(++position_);
  if (event && filter_.takes(event->event)) append_event(out);
  return true;
}

void EventFeed::pass_over_missed(std::string& out) {
  const std::uint64_t next = position_ + 1;
  const std::uint64_t first = bus_.memory().first_position();
  if (next >= first) return;
  out.append(": missed ").append(std::to_string(first - next)).append(" events, which are no longer kept\n\n");
  position_ = first - 1;
}

void EventFeed::append_event(std::string& out) const {
  out.append("id: ").append(told_position(bus_, position_)).append("\ndata: ");
  bus_.writer().append_envelope(out, *bus_.memory().at(position_));
  out.append("\n\n");
}

Result<void> stream_events(const Call& call, const EmptyRequest& /*request*/) {
  auto query = read_stream_query(call);
  if (!query) return query.error();
  call.response.content_type = "text/event-stream";
  call.response.more_headers.append("Cache-Control: no-store\r\n");
  // What has fallen due by now belongs to the events that are there.
  call.emulator.turn([&] {
    call.response.feed = std::make_unique<EventFeed>(call.state.events, std::move(query->filter), query->after);
  });
  return {};
}

}  // namespace voiceid::control
