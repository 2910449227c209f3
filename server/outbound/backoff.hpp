#pragma once

#include <chrono>
#include <stop_token>

namespace voiceid::outbound {

/// The tries of one request: how many, and the pauses between them.
class Backoff {
 public:
  /// Each pause is twice as long as the one before, plus a random part of up to half, so requests that failed together
  /// do not return together.
  Backoff(int tries, std::chrono::milliseconds first_pause) : left_(tries), pause_(first_pause) {}

  /// After a failed try: pauses, then returns whether to try again. A stop ends the pause, and the tries.
  bool pause(const std::stop_token& stop);

 private:
  int left_;
  std::chrono::milliseconds pause_;
};

}  // namespace voiceid::outbound
