#include "server/control/waits.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <utility>

namespace voiceid::control {

void Waits::add(std::unique_ptr<AwaitedList> list, std::chrono::milliseconds time, http::LaterAnswer later) {
  const auto wait =
      std::make_shared<Wait>(Wait{std::move(list), std::move(later), boost::asio::steady_timer(context_)});
  if (stopped_) return wait->later.give(wait->list->answer());
  wait->timer.expires_after(time);
  wait->timer.async_wait([this, weak = std::weak_ptr(wait)](const boost::system::error_code& error) {
    const auto over = weak.lock();
    if (error || !over) return;
    over->later.give(over->list->answer());
    waits_.remove(over);
  });
  waits_.push_back(wait);
  look_soon();
}

void Waits::look_soon() {
  boost::asio::post(context_, [this] { look(); });
}

void Waits::look() {
  bool ended = true;
  waits_.remove_if([&ended](const std::shared_ptr<Wait>& wait) {
    if (!wait->later.is_awaited()) return true;
    ended = wait->list->go_on() && ended;
    if (!wait->list->has_found_any()) return false;
    wait->later.give(wait->list->answer());
    return true;
  });
  if (waits_.empty()) return;
  if (ended) {
    waiter_.wait(news_);
  } else {
    look_soon();
  }
}

void Waits::finish(const Taken& taken) {
  for (const auto& wait : taken) wait->later.give(wait->list->answer());
}

void Waits::put_back(Taken taken) {
  waits_.splice(waits_.end(), taken);
  look_soon();
}

void Waits::stop() {
  stopped_ = true;
  finish(std::exchange(waits_, {}));
}

}  // namespace voiceid::control
