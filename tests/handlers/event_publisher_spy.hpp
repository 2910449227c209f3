#pragma once

#include <vector>

#include "handlers/event_publisher.hpp"

namespace voiceid::handlers {

/// Remembers the events that handlers state.
class EventPublisherSpy final : public EventPublisher {
 public:
  void publish(Event event) override { published_.push_back(std::move(event)); }

  const std::vector<Event>& published() const { return published_; }
  /// Of that kind, in their order.
  template <class Detail>
  std::vector<Event> published_of() const {
    std::vector<Event> found;
    for (const Event& event : published_) {
      if (std::holds_alternative<Detail>(event.detail)) found.push_back(event);
    }
    return found;
  }

 private:
  std::vector<Event> published_;
};

}  // namespace voiceid::handlers
