#pragma once

#include "domain/event.hpp"

namespace voiceid::handlers {

/// Takes what handlers state as events. Belongs to the server's one thread.
class EventPublisher {
 public:
  EventPublisher() = default;
  EventPublisher(const EventPublisher&) = delete;
  EventPublisher& operator=(const EventPublisher&) = delete;
  virtual ~EventPublisher() = default;

  /// Appends the event to those before it. Does not wait.
  virtual void publish(Event event) = 0;
};

}  // namespace voiceid::handlers
