#pragma once

#include <vector>

#include "handlers/event_bus.hpp"

namespace voiceid::handlers {

/// A bus that brings events to nobody and remembers them.
class EventBusSpy final : public EventBus {
 public:
  void publish(Event event) override { published_.push_back(std::move(event)); }
  void release(TimePoint /*now*/) override {}
  std::optional<TimePoint> next_due() const override { return std::nullopt; }
  void reset() override { published_.clear(); }

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
