#pragma once

#include <boost/circular_buffer.hpp>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>

#include "server/events/sink.hpp"

namespace voiceid::events {

/// Keeps the newest events for the control API. Each has a position, from 1 on; positions go on after a reset, so that
/// one known from before means nothing else afterwards.
class MemorySink final : public Sink {
 public:
  using Notices = std::list<std::function<void()>>;

  /// A call of `notice` after each event that was added, for as long as this and the sink live.
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

  /// Keeps so many.
  explicit MemorySink(std::size_t capacity) : events_(capacity) {}

  std::string_view name() const override { return "memory"; }
  /// Notices may not begin or end subscriptions.
  void take(const EventPtr& event) override;
  void clear() override {
    forget();
    delivered_ = 0;
  }
  /// Forgets what it keeps.
  void forget() { events_.clear(); }
  SinkCounts counts() const override { return {.delivered = delivered_}; }

  /// The position of the newest event, kept or not; 0 before the first.
  std::uint64_t last_position() const { return last_position_; }
  /// That of the oldest event which is kept; behind last_position() where none is.
  std::uint64_t first_position() const { return last_position_ + 1 - events_.size(); }
  /// The event at a position from first_position() to last_position().
  const EventPtr& at(std::uint64_t position) const { return events_[position - first_position()]; }

 private:
  boost::circular_buffer<EventPtr> events_;
  std::uint64_t last_position_ = 0;
  std::uint64_t delivered_ = 0;
  // Also those who subscribed have it.
  std::shared_ptr<Notices> notices_ = std::make_shared<Notices>();
};

}  // namespace voiceid::events
