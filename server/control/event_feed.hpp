#pragma once

#include <cstdint>
#include <string>

#include "server/control/event_query.hpp"
#include "server/control/log_feed.hpp"
#include "server/events/event_bus.hpp"

namespace voiceid::control {

/// A feed of the memory's events, first those it holds, then new ones as they come: `id` is the position, `data` the
/// event.
class EventFeed final : public LogFeed {
 public:
  /// Starts behind the position `after`; 0 starts with the oldest event kept.
  EventFeed(events::EventBus& bus, EventFilter filter, std::uint64_t after);

 private:
  bool append_next(std::string& out) override;
  // Skips events that were overwritten before the client took them, and says how many.
  void pass_over_missed(std::string& out);
  void append_event(std::string& out) const;

  events::EventBus& bus_;
  EventFilter filter_;
  // Of the last event looked at.
  std::uint64_t position_;
};

}  // namespace voiceid::control
