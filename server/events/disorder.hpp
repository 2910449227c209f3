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

/// How a sink's events are disordered; probabilities from 0 to 1.
struct DisorderOptions {
  std::uint64_t seed = 1;
  /// The event comes twice.
  double duplicate = 0;
  /// It never comes; overrides everything else.
  double drop = 0;
  /// It comes right after the next event.
  double reorder = 0;
  /// It comes later by delay_by; overrides reorder.
  double delay = 0;
  CalendarDuration delay_by{0, std::chrono::seconds(1)};
};

/// Stands in front of a sink and disorders its events as EventBridge might on a bad day. What happens to an event
/// depends only on the seed and on its place in the sequence, on every machine.
class Disorder {
 public:
  /// The longest that a reordered event waits for the next one.
  static constexpr std::chrono::seconds kMostReorder{1};
  /// The most that are held; beyond that, those due first come early.
  static constexpr std::size_t kMostHeld = 10'000;

  explicit Disorder(const DisorderOptions& options) : options_(options), engine_(options.seed) {}
  Disorder(const Disorder&) = delete;
  Disorder& operator=(const Disorder&) = delete;
  ~Disorder() = default;

  /// Appends what an event causes to be delivered: first the held events that are due, then the event itself and the
  /// one that waited for it, unless they are dropped or held.
  void pass(const EventPtr& event, TimePoint now, std::vector<EventPtr>& out);
  /// Appends the held events that are due, by due time and then by sequence. Setting the clock back makes no event wait
  /// longer than intended.
  void release(TimePoint now, std::vector<EventPtr>& out);
  /// Appends all held events in their original order.
  void flush(std::vector<EventPtr>& out);

  /// Forgets the held events of these accounts and regions.
  void forget(const Scope& scope);

  const DisorderOptions& options() const { return options_; }
  bool holds() const { return !held_.empty(); }
  /// How many events are held; one that will come twice counts twice.
  std::size_t held() const { return held_count_; }
  std::uint64_t dropped() const { return dropped_; }
  /// When the next held event is due, by the clock of the last call.
  std::optional<TimePoint> next_due() const;

 private:
  struct Held {
    EventPtr event;
    std::size_t times = 1;
  };
  using HeldEvents = std::multimap<TimePoint, Held>;

  /// Notes the clock and returns a time that advances with it but never goes back.
  TimePoint follow(TimePoint now);
  TimePoint delayed_until(TimePoint now) const;
  bool happens(double probability);
  HeldEvents::iterator hold(TimePoint due, Held held);
  void deliver(HeldEvents::iterator held, std::vector<EventPtr>& out);
  void remove(HeldEvents::iterator held);

  DisorderOptions options_;
  std::mt19937_64 engine_;
  // Keyed by the time that never goes back; equal keys stay in order of arrival.
  HeldEvents held_;
  std::size_t held_count_ = 0;
  // The reordered event that waits for the next one.
  std::optional<HeldEvents::iterator> awaits_next_;
  std::uint64_t dropped_ = 0;
  TimePoint latest_ = TimePoint::min();
  // How far the clock was set back in total.
  std::chrono::milliseconds set_back_{0};
};

}  // namespace voiceid::events
