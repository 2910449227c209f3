#pragma once

#include <boost/circular_buffer.hpp>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/news.hpp"
#include "server/events/sink.hpp"

namespace voiceid::events {

/// Keeps the newest events for the control API. Each has a position, counted from 1. A reset does not restart the
/// count, so a position from before it never means a later event.
class MemorySink final : public Sink {
 public:
  using Events = boost::circular_buffer<EventPtr>;

  /// Keeps up to `capacity` events.
  explicit MemorySink(std::size_t capacity) : events_(capacity) {}

  std::string_view name() const override { return "memory"; }
  void take(const EventPtr& event) override {
    events_.push_back(event);
    ++last_position_;
    ++delivered_;
    news_.tell();
  }
  void clear() override {
    events_.clear();
    delivered_ = 0;
  }
  /// Forgets the events, but not the counts. Returns the events, because destroying many takes time.
  Events take_all() {
    Events taken(events_.capacity());
    taken.swap(events_);
    return taken;
  }
  void forget(const Scope& scope) override {
    for (EventPtr& event : events_) {
      if (event && covers(scope, event)) event.reset();
    }
  }
  SinkCounts counts() const override { return {.delivered = delivered_}; }

  /// Tells of each event.
  News& news() { return news_; }

  /// The position of the newest event, kept or not; 0 before the first.
  std::uint64_t last_position() const { return last_position_; }
  /// The position of the oldest kept event; last_position() + 1 if none is kept.
  std::uint64_t first_position() const { return last_position_ + 1 - events_.size(); }
  /// The event at a position from first_position() to last_position(); nullptr if it was forgotten.
  const EventPtr& at(std::uint64_t position) const { return events_[position - first_position()]; }
  /// The position of the newest kept event with that sequence number; nothing if there is none.
  std::optional<std::uint64_t> find(std::uint64_t sequence) const {
    for (std::uint64_t position = last_position_; position >= first_position(); --position) {
      if (at(position) && at(position)->sequence == sequence) return position;
    }
    return std::nullopt;
  }

 private:
  Events events_;
  std::uint64_t last_position_ = 0;
  std::uint64_t delivered_ = 0;
  News news_;
};

}  // namespace voiceid::events
