#pragma once

#include <cstddef>
#include <limits>
#include <stop_token>
#include <string>
#include <vector>

#include "server/events/sink.hpp"

namespace voiceid::events {

/// The far side of a sink: knows how events are sent there.
class Receiver {
 public:
  /// The most that goes there at a time.
  struct Limits {
    std::size_t events = 1;
    std::size_t bytes = std::numeric_limits<std::size_t>::max();
  };
  /// What came of a try.
  struct Attempt {
    /// The places of the texts that did not get there, in order.
    std::vector<std::size_t> refused;
    /// Why, as the end of a sentence.
    std::string reason;

    /// None of so many texts got there.
    static Attempt failed(std::size_t texts, std::string reason);
  };

  Receiver() = default;
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;
  virtual ~Receiver() = default;

  virtual Limits limits() const { return {}; }
  /// The event as it is sent.
  virtual std::string text_of(const PublishedEvent& event) const = 0;
  /// Tries once to bring these there, in order. Runs on the sink's own thread, all else on the one of the server. Ends
  /// at once where a stop is requested.
  virtual Attempt attempt(const std::vector<std::string>& texts, const std::stop_token& stop) = 0;
};

}  // namespace voiceid::events
