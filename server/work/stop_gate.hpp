#pragma once

#include <mutex>
#include <stop_token>

namespace voiceid::work {

/// Stops work on another thread for good. When stop() returns, each commit of the work is either complete or will never
/// happen.
class StopGate {
 public:
  void stop() {
    const std::lock_guard lock(mutex_);
    source_.request_stop();
  }
  bool stopped() const { return source_.stop_requested(); }
  /// For waits that a stop ends.
  std::stop_token token() const { return source_.get_token(); }

  /// Commits unless stopped. Returns whether it did. Keep the commit short: stop() waits for it.
  template <class Commit>
  bool pass(Commit commit) {
    const std::lock_guard lock(mutex_);
    if (source_.stop_requested()) return false;
    commit();
    return true;
  }

 private:
  std::mutex mutex_;
  std::stop_source source_;
};

}  // namespace voiceid::work
