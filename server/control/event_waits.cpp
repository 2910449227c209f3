#include "server/control/event_waits.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "server/events/event_bus.hpp"

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

std::string json_of(const FoundEvents& found, const events::EventBus& bus) {
  std::string json = R"({"Events":[)";
  for (const events::EventPtr& event : found.events) {
    if (json.back() != '[') json.push_back(',');
    bus.writer().append_envelope(json, *event);
  }
  return json.append(R"(],"Last":")").append(told_position(bus, found.last)).append("\"}");
}

void EventWaits::add(EventQuery query, http::LaterAnswer later) {
  const auto wait =
      std::make_shared<Wait>(Wait{std::move(query), std::move(later), boost::asio::steady_timer(context_)});
  if (stopped_) return answer(*wait, find_events(bus_.memory(), wait->query));
  wait->timer.expires_after(wait->query.wait);
  wait->timer.async_wait([this, weak = std::weak_ptr(wait)](const boost::system::error_code& error) {
    const auto over = weak.lock();
    if (error || !over) return;
    answer(*over, find_events(bus_.memory(), over->query));
    waits_.remove(over);
  });
  waits_.push_back(wait);
  waiter_.wait(bus_.memory());
}

void EventWaits::look_soon() {
  boost::asio::post(context_, [this] { look(); });
}

void EventWaits::look() {
  waits_.remove_if([this](const std::shared_ptr<Wait>& wait) {
    if (!wait->later.is_awaited()) return true;
    const FoundEvents found = find_events(bus_.memory(), wait->query);
    // Skip next time what did not match now.
    wait->query.after = found.last;
    if (found.events.empty()) return false;
    answer(*wait, found);
    return true;
  });
  if (!waits_.empty()) waiter_.wait(bus_.memory());
}

void EventWaits::answer(const Wait& wait, const FoundEvents& found) const {
  wait.later.give({200, kJson, json_of(found, bus_)});
}

void EventWaits::stop() {
  stopped_ = true;
  for (const auto& wait : waits_) answer(*wait, find_events(bus_.memory(), wait->query));
  waits_.clear();
}

}  // namespace voiceid::control
