#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "server/events/disorder.hpp"

namespace voiceid::events {

inline constexpr TimePoint kNoon{std::chrono::hours(12)};
using Sequences = std::vector<std::uint64_t>;

// A disorder, its clock, and the events of a sink, which are told by their numbers.
class Stream {
 public:
  explicit Stream(const DisorderOptions& options) : disorder(options) {}

  // What the next so many events make come.
  Sequences pass(int count = 1) {
    std::vector<EventPtr> out;
    for (int i = 0; i < count; ++i) {
      auto event = std::make_shared<PublishedEvent>();
      event->sequence = ++last;
      disorder.pass(event, now, out);
    }
    return numbers(out);
  }

  Sequences release() {
    std::vector<EventPtr> out;
    disorder.release(now, out);
    return numbers(out);
  }

  Sequences after(std::chrono::milliseconds time) {
    now += time;
    return release();
  }

  Sequences flush() {
    std::vector<EventPtr> out;
    disorder.flush(out);
    return numbers(out);
  }

  Disorder disorder;
  TimePoint now = kNoon;
  std::uint64_t last = 0;

 private:
  static Sequences numbers(const std::vector<EventPtr>& events) {
    Sequences found;
    for (const EventPtr& event : events) found.push_back(event->sequence);
    return found;
  }
};

}  // namespace voiceid::events
