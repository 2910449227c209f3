#pragma once

#include "domain/event.hpp"

namespace voiceid::handlers {

/// What takes note of events and hands them to those who listen. Belongs to the one thread of the server.
class EventBus {
 public:
  EventBus() = default;
  EventBus(const EventBus&) = delete;
  EventBus& operator=(const EventBus&) = delete;
  virtual ~EventBus() = default;

  /// Takes the event in at the end of those before it. Does not wait.
  virtual void publish(Event event) = 0;
  /// Tells that the clock has come to that time, for what is to be handed over only then.
  virtual void release(TimePoint now) = 0;
  /// When that is next; nothing where nothing waits.
  virtual std::optional<TimePoint> next_due() const = 0;
  /// Forgets everything.
  virtual void reset() = 0;
};

}  // namespace voiceid::handlers
