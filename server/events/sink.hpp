#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "domain/event.hpp"
#include "domain/scope.hpp"

/// Where events go (docs/events.md). Everything here runs on the server's one thread, unless it says otherwise.
namespace voiceid::events {

/// An event and its place among all that were published since the start or the last reset, counted from 1.
struct PublishedEvent {
  std::uint64_t sequence = 0;
  Event event;
};
/// Shared by the sinks that hold it.
using EventPtr = std::shared_ptr<const PublishedEvent>;

inline bool covers(const Scope& scope, const EventPtr& event) {
  return scope.covers(event->event.account, event->event.region);
}

/// What became of a sink's events.
struct SinkCounts {
  /// Accepted by the receiver; for the memory: kept.
  std::uint64_t delivered = 0;
  /// Lost: the queue was full, every attempt failed, or the emulator stopped first.
  std::uint64_t dropped = 0;
  /// Waiting or being sent.
  std::uint64_t pending = 0;
};

class Sink {
 public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;

  /// Its name in the control API: memory, webhook, eventbridge.
  virtual std::string_view name() const = 0;
  /// Takes an event, after all earlier ones. Never waits.
  virtual void take(const EventPtr& event) = 0;
  /// Forgets all events and counts.
  virtual void clear() = 0;
  /// Forgets the events of these accounts and regions that it holds. Those that it delivered stay counted.
  virtual void forget(const Scope& scope) = 0;
  virtual SinkCounts counts() const = 0;
  /// Takes no more events. Pending ones may be delivered for another half second at most.
  virtual void stop() {}
};

}  // namespace voiceid::events
