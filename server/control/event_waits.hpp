#pragma once

#include <boost/asio/steady_timer.hpp>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "server/control/event_query.hpp"
#include "server/http/later_answer.hpp"

namespace boost::asio {
class io_context;
}

namespace voiceid::events {
class EventBus;
}

namespace voiceid::control {

/// The events that a query asks for, and how far was looked.
struct FoundEvents {
  std::vector<events::EventPtr> events;
  /// The position to ask after the next time.
  std::uint64_t last = 0;
};

FoundEvents find_events(const events::MemorySink& memory, const EventQuery& query);
/// `{"Events": […], "Last": "…"}`.
std::string json_of(const FoundEvents& found, const events::EventBus& bus);

/// Long polls: answers that wait for an event. All of it on the one thread of the server.
class EventWaits {
 public:
  /// Both outlive it.
  EventWaits(boost::asio::io_context& context, events::EventBus& bus) : context_(context), bus_(bus) {}

  /// Answers as soon as there is an event that the query takes, at the latest when its time is over.
  void add(EventQuery query, http::LaterAnswer later);
  /// Answers all at once with what there is, and from now on everybody.
  void stop();

 private:
  struct Wait {
    EventQuery query;
    http::LaterAnswer later;
    boost::asio::steady_timer timer;
  };

  // Answers those for whom there is something; soon, so that what belongs together comes together.
  void look_soon();
  void look();
  void answer(const Wait& wait, const FoundEvents& found) const;

  boost::asio::io_context& context_;
  events::EventBus& bus_;
  std::list<std::shared_ptr<Wait>> waits_;
  // While there are any.
  std::optional<events::MemorySink::Subscription> subscription_;
  bool looking_soon_ = false;
  bool stopped_ = false;
};

}  // namespace voiceid::control
