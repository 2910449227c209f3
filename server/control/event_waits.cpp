#include "server/control/event_waits.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

namespace voiceid::control {

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
    FoundEvents found = find_events(bus_.memory(), wait->query);
    // Skip next time what did not match now.
    wait->query.after = found.last;
    if (found.events.empty()) return false;
    answer(*wait, std::move(found));
    return true;
  });
  if (!waits_.empty()) waiter_.wait(bus_.memory());
}

void EventWaits::answer(const Wait& wait, FoundEvents found) const {
  wait.later.give({200, kJson, {}, std::make_unique<EventList>(std::move(found), bus_)});
}

void EventWaits::stop() {
  stopped_ = true;
  for (const auto& wait : waits_) answer(*wait, find_events(bus_.memory(), wait->query));
  waits_.clear();
}

}  // namespace voiceid::control
