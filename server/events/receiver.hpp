#pragma once

#include <cstddef>
#include <limits>
#include <stop_token>
#include <string>
#include <vector>

#include "server/events/sink.hpp"

namespace voiceid::events {

/// The far end of a queued sink: knows how to send events there.
class Receiver {
 public:
  /// The most that one delivery may hold.
  struct Limits {
    std::size_t events = 1;
    std::size_t bytes = std::numeric_limits<std::size_t>::max();
  };
  /// The outcome of one attempt.
  struct Attempt {
    /// The indexes of the texts that were not delivered, in ascending order.
    std::vector<std::size_t> refused;
    /// Why not, as the end of a sentence.
    std::string reason;

    /// None of `texts` texts was delivered.
    static Attempt failed(std::size_t texts, std::string reason);
  };

  Receiver() = default;
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;
  virtual ~Receiver() = default;

  virtual Limits limits() const { return {}; }
  /// The event in the form in which it is sent.
  virtual std::string text_of(const PublishedEvent& event) const = 0;
  /// Tries once to deliver the texts, in order; returns at once when a stop is requested. Runs on the sink's own
  /// thread, unlike everything else here.
  virtual Attempt attempt(const std::vector<std::string>& texts, const std::stop_token& stop) = 0;
};

}  // namespace voiceid::events
