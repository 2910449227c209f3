#include "server/control/event_feed.hpp"

#include "server/control/calls.hpp"

namespace voiceid::control {
namespace {

// What is written at a time, but for the event that goes beyond it; and how many events are looked at for that.
constexpr std::size_t kMostBytes = 60 * 1024;
constexpr int kMostLookedAt = 2000;

}  // namespace

EventFeed::EventFeed(events::EventBus& bus, EventFilter filter, std::uint64_t after)
    : bus_(bus),
      filter_(std::move(filter)),
      position_(after != 0 ? after : bus.memory().first_position() - 1),
      waiter_([this] {
        if (wake_) wake_();
      }) {}

http::FeedSource::Next EventFeed::next(std::string& out) {
  pass_over_missed(out);
  events::MemorySink& memory = bus_.memory();
  for (int looked_at = 0; position_ < memory.last_position(); ++looked_at) {
    if (out.size() >= kMostBytes || looked_at == kMostLookedAt) return Next::kMore;
    ++position_;
    const events::EventPtr& event = memory.at(position_);
    if (event && filter_.takes(event->event)) append_event(out);
  }
  waiter_.wait(memory);
  return Next::kLater;
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
