#include "server/control/event_waits.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

namespace voiceid::control {

void EventWaits::add(EventSearch search, std::chrono::milliseconds wait, http::LaterAnswer later) {
  const auto added =
      std::make_shared<Wait>(Wait{std::move(search), std::move(later), boost::asio::steady_timer(context_)});
  if (stopped_) return answer(*added);
  added->timer.expires_after(wait);
  added->timer.async_wait([this, weak = std::weak_ptr(added)](const boost::system::error_code& error) {
    const auto over = weak.lock();
    if (error || !over) return;
    answer(*over);
    waits_.remove(over);
  });
  waits_.push_back(added);
  look_soon();
}

void EventWaits::look_soon() {
  boost::asio::post(context_, [this] { look(); });
}

void EventWaits::look() {
  bool ended = true;
  waits_.remove_if([this, &ended](const std::shared_ptr<Wait>& wait) {
    if (!wait->later.is_awaited()) return true;
    ended = wait->search.go_on(bus_.memory()) && ended;
    if (!wait->search.has_found_any()) return false;
    answer(*wait);
    return true;
  });
  if (waits_.empty()) return;
  if (ended) {
    waiter_.wait(bus_.memory());
  } else {
    look_soon();
  }
}

void EventWaits::answer(Wait& wait) const {
  wait.later.give({200, kJson, {}, std::make_unique<EventList>(std::move(wait.search), bus_)});
}

void EventWaits::finish(const Waits& taken) const {
  for (const auto& wait : taken) answer(*wait);
}

void EventWaits::put_back(Waits taken) {
  waits_.splice(waits_.end(), taken);
  look_soon();
}

void EventWaits::stop() {
  stopped_ = true;
  finish(std::exchange(waits_, {}));
}

}  // namespace voiceid::control
