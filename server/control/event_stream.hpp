#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "server/control/event_query.hpp"
#include "server/events/event_bus.hpp"
#include "server/http/message.hpp"

namespace voiceid::control {

/// The memory's events as Server-Sent Events, those that are there and then those that come: `id` is the position,
/// `data` the event.
class EventStream final : public http::StreamSource {
 public:
  /// Of those behind `after`; at its beginning from the oldest that is kept.
  EventStream(events::EventBus& bus, EventFilter filter, std::uint64_t after);

  Next next(std::string& out) override;
  void set_wake(std::function<void()> wake) override { wake_ = std::move(wake); }

 private:
  // Goes on behind what was overwritten before the client took it, and says how much that is.
  void pass_over_missed(std::string& out);
  void append_event(std::string& out) const;

  events::EventBus& bus_;
  EventFilter filter_;
  // Of the event that was looked at last.
  std::uint64_t position_;
  std::function<void()> wake_;
  events::MemorySink::Subscription subscription_;
};

}  // namespace voiceid::control
