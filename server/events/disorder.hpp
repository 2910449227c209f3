#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <vector>

#include "domain/time_point.hpp"
#include "server/events/sink.hpp"

namespace voiceid::events {

/// How the events of a sink are put into disorder; probabilities from 0 to 1.
struct DisorderOptions {
  std::uint64_t seed = 1;
  /// An event comes twice.
  double duplicate = 0;
  /// It never comes; this wins over all else.
  double drop = 0;
  /// It comes right behind the one after it.
  double reorder = 0;
  /// It comes later by delay_by; this wins over reorder.
  double delay = 0;
  CalendarDuration delay_by{0, std::chrono::seconds(1)};
};

/// Stands in front of a sink and does with its events what EventBridge may do on a bad day. What becomes of each event
/// follows from the seed and its place alone, on every machine.
class Disorder {
 public:
  /// One that waits for the next event waits no longer.
  static constexpr std::chrono::seconds kMostReorder{1};
  /// Where more are held, those that are due first come before their time.
  static constexpr std::size_t kMostHeld = 10'000;

  explicit Disorder(const DisorderOptions& options) : options_(options), engine_(options.seed) {}
  Disorder(const Disorder&) = delete;
  Disorder& operator=(const Disorder&) = delete;
  ~Disorder() = default;

  /// Appends what is to be delivered now that the event has come: first what was held and falls due, then the event and
  /// what waited for it, each unless it is dropped or held.
  void pass(const EventPtr& event, TimePoint now, std::vector<EventPtr>& out);
  /// Appends what was held and falls due, in the order of that; of the same moment in the order of the events. A clock
  /// that was set back makes nothing wait longer than it was to.
  void release(TimePoint now, std::vector<EventPtr>& out);
  /// Appends all that is held, in the order of the events.
  void flush(std::vector<EventPtr>& out);

  const DisorderOptions& options() const { return options_; }
  bool holds() const { return !held_.empty(); }
  /// How many events are held, each counted as often as it will come.
  std::size_t held() const { return held_count_; }
  std::uint64_t dropped() const { return dropped_; }
  /// When the next one that is held falls due by the clock that the last call was told.
  std::optional<TimePoint> next_due() const;

 private:
  struct Held {
    EventPtr event;
    std::size_t times = 1;
  };
  using HeldEvents = std::multimap<TimePoint, Held>;

  /// Takes note of the clock; gives a time that goes with it, but never back.
  TimePoint follow(TimePoint now);
  TimePoint delayed_until(TimePoint now) const;
  bool happens(double probability);
  HeldEvents::iterator hold(TimePoint due, Held held);
  void deliver(HeldEvents::iterator held, std::vector<EventPtr>& out);

  DisorderOptions options_;
  std::mt19937_64 engine_;
  // By the time that never goes back; those of the same time are in the order in which they came.
  HeldEvents held_;
  std::size_t held_count_ = 0;
  // The one that waits for the next event.
  std::optional<HeldEvents::iterator> awaits_next_;
  std::uint64_t dropped_ = 0;
  TimePoint latest_ = TimePoint::min();
  // By how much the clock was set back in all.
  std::chrono::milliseconds set_back_{0};
};

}  // namespace voiceid::events
