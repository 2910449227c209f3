#pragma once

#include <chrono>
#include <stop_token>

namespace voiceid::outbound {

/// The tries of one request: how many there are, and the pauses between them.
class Backoff {
 public:
  /// Each pause is twice as long as the one before, and by chance up to half as long again, so that those who failed
  /// together come back one by one.
  Backoff(int tries, std::chrono::milliseconds first_pause) : left_(tries), pause_(first_pause) {}

  /// After a failed try: pauses, and returns whether there is another one. Ends early, with none, at a stop.
  bool pause(const std::stop_token& stop);

 private:
  int left_;
  std::chrono::milliseconds pause_;
};

}  // namespace voiceid::outbound
