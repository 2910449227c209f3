#pragma once

#include <boost/circular_buffer.hpp>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>

#include "server/events/sink.hpp"

namespace voiceid::events {

/// Keeps the newest events for the control API. Each has a position, counted from 1. A reset does not restart the
/// count, so a position from before it never means a later event.
class MemorySink final : public Sink {
 public:
  using Notices = std::list<std::function<void()>>;

  /// Calls `notice` after each new event, as long as both this and the sink live.
  class Subscription {
   public:
    Subscription(MemorySink& sink, std::function<void()> notice) : notices_(sink.notices_) {
      notices_->push_front(std::move(notice));
      place_ = notices_->begin();
    }
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;
    ~Subscription() { notices_->erase(place_); }

   private:
    std::shared_ptr<Notices> notices_;
    Notices::iterator place_;
  };

  /// Keeps up to `capacity` events.
  explicit MemorySink(std::size_t capacity) : events_(capacity) {}

  std::string_view name() const override { return "memory"; }
  /// Notices must not begin or end subscriptions.
  void take(const EventPtr& event) override {
    events_.push_back(event);
    ++last_position_;
    ++delivered_;
    for (const auto& notice : *notices_) notice();
  }
  void clear() override {
    forget();
    delivered_ = 0;
  }
  /// Forgets the events, but not the counts.
  void forget() { events_.clear(); }
  SinkCounts counts() const override { return {.delivered = delivered_}; }

  /// The position of the newest event, kept or not; 0 before the first.
  std::uint64_t last_position() const { return last_position_; }
  /// The position of the oldest kept event; last_position() + 1 if none is kept.
  std::uint64_t first_position() const { return last_position_ + 1 - events_.size(); }
  /// The event at a position from first_position() to last_position().
  const EventPtr& at(std::uint64_t position) const { return events_[position - first_position()]; }

 private:
  boost::circular_buffer<EventPtr> events_;
  std::uint64_t last_position_ = 0;
  std::uint64_t delivered_ = 0;
  // Shared with the subscriptions, which may outlive the sink.
  std::shared_ptr<Notices> notices_ = std::make_shared<Notices>();
};

}  // namespace voiceid::events
