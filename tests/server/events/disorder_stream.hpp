#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "server/events/disorder.hpp"

namespace voiceid::events {

inline constexpr TimePoint kNoon{std::chrono::hours(12)};
using Sequences = std::vector<std::uint64_t>;

// A disorder, its clock, and events known by their numbers.
class Stream {
 public:
  explicit Stream(const DisorderOptions& options) : disorder(std::make_unique<Disorder>(options)) {}

  // Passes the next events; returns what comes.
  Sequences pass(int count = 1) {
    return numbers([&](std::vector<EventPtr>& out) {
      for (int i = 0; i < count; ++i) {
        disorder->pass(std::make_shared<PublishedEvent>(PublishedEvent{++last, {}}), now, out);
      }
    });
  }
  Sequences release() {
    return numbers([&](std::vector<EventPtr>& out) { disorder->release(now, out); });
  }

  Sequences after(std::chrono::milliseconds time) {
    now += time;
    return release();
  }
  Sequences flush() {
    return numbers([&](std::vector<EventPtr>& out) { disorder->flush(out); });
  }

  std::unique_ptr<Disorder> disorder;
  TimePoint now = kNoon;
  std::uint64_t last = 0;

 private:
  // The numbers of the events that the action appends.
  template <class Action>
  static Sequences numbers(Action action) {
    std::vector<EventPtr> out;
    action(out);
    Sequences found;
    for (const EventPtr& event : out) found.push_back(event->sequence);
    return found;
  }
};

}  // namespace voiceid::events
