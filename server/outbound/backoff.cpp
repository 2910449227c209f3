#include "server/outbound/backoff.hpp"

#include <condition_variable>
#include <mutex>
#include <random>

namespace voiceid::outbound {
namespace {

using std::chrono::milliseconds;

// Never notified; only an interruptible sleep.
struct Never {
  std::mutex mutex;
  std::condition_variable_any condition;
};

// A random part of up to half of the pause.
milliseconds jitter_of(milliseconds pause) {
  thread_local std::minstd_rand random(
      static_cast<unsigned>(std::chrono::steady_clock::now().time_since_epoch().count()));
  std::uniform_int_distribution<milliseconds::rep> jitter(0, pause.count() / 2);
  return milliseconds(jitter(random));
}

}  // namespace

bool Backoff::pause(const std::stop_token& stop) {
  if (--left_ <= 0) return false;
  Never never;
  std::unique_lock lock(never.mutex);
  never.condition.wait_for(lock, stop, pause_ + jitter_of(pause_), [] { return false; });
  pause_ *= 2;
  return !stop.stop_requested();
}

}  // namespace voiceid::outbound
