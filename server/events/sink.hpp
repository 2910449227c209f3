#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "domain/event.hpp"

/// Where events go (page 5). All of this is on the one thread of the server, unless it says otherwise.
namespace voiceid::events {

/// An event and its place among all that were published since the start or the last reset, from 1 on.
struct PublishedEvent {
  std::uint64_t sequence = 0;
  Event event;
};
/// Shared by the sinks that hold it.
using EventPtr = std::shared_ptr<const PublishedEvent>;

/// What became of the events that a sink was given.
struct SinkCounts {
  /// Taken by the receiver; of the memory: kept.
  std::uint64_t delivered = 0;
  /// Lost: the queue was full, no try reached the receiver, or the stop came before.
  std::uint64_t dropped = 0;
  /// Waiting or on their way.
  std::uint64_t pending = 0;
};

class Sink {
 public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;

  /// What the control API calls it: memory, webhook, eventbridge.
  virtual std::string_view name() const = 0;
  /// Takes an event in behind those before it. Does not wait.
  virtual void take(const EventPtr& event) = 0;
  /// Forgets all events and counts.
  virtual void clear() = 0;
  virtual SinkCounts counts() const = 0;
  /// Takes no more events. What is pending may still be delivered for half a second at most.
  virtual void stop() {}
};

}  // namespace voiceid::events
