#pragma once

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <list>
#include <memory>
#include <string>

#include "server/control/event_list.hpp"
#include "server/http/later_answer.hpp"

namespace boost::asio {
class io_context;
}

namespace voiceid::control {

/// Long polls: answers that wait for an event. Runs on the server's one thread.
class EventWaits {
  struct Wait {
    EventSearch search;
    http::LaterAnswer later;
    boost::asio::steady_timer timer;
  };

 public:
  using Waits = std::list<std::shared_ptr<Wait>>;

  /// Both references outlive it.
  EventWaits(boost::asio::io_context& context, events::EventBus& bus) : context_(context), bus_(bus) {}

  /// Answers as soon as the search has found an event, or after `wait` at the latest.
  void add(EventSearch search, std::chrono::milliseconds wait, http::LaterAnswer later);
  /// Takes out the waits for which `is_meant(filter)` is true. finish() answers them with what there is by then.
  template <class Predicate>
  Waits take(Predicate is_meant) {
    Waits taken;
    const auto first =
        std::partition(waits_.begin(), waits_.end(), [&](const auto& wait) { return !is_meant(wait->search.filter()); });
    taken.splice(taken.end(), waits_, first, waits_.end());
    return taken;
  }
  void finish(const Waits& taken) const;
  /// Lets waits that were taken go on after all.
  void put_back(Waits taken);
  /// Answers all waits with what there is, and from then on each new one at once.
  void stop();

 private:
  // Answers the waits that match. look_soon() puts that off to the end of the turn, so that events of one call come
  // together.
  void look_soon();
  void look();
  void answer(Wait& wait) const;

  boost::asio::io_context& context_;
  events::EventBus& bus_;
  Waits waits_;
  // Waits while there are waits.
  events::MemorySink::Waiter waiter_{[this] { look_soon(); }};
  bool stopped_ = false;
};

}  // namespace voiceid::control
