#include "server/outbound/backoff.hpp"

#include <condition_variable>
#include <mutex>
#include <random>

namespace voiceid::outbound {
namespace {

using std::chrono::milliseconds;

// What nobody ever tells of.
struct Never {
  std::mutex mutex;
  std::condition_variable_any condition;
};

// Up to half of the pause.
milliseconds more_than(milliseconds pause) {
  thread_local std::minstd_rand random(
      static_cast<unsigned>(std::chrono::steady_clock::now().time_since_epoch().count()));
  std::uniform_int_distribution<milliseconds::rep> more(0, pause.count() / 2);
  return milliseconds(more(random));
}

}  // namespace

bool Backoff::pause(const std::stop_token& stop) {
  if (--left_ <= 0) return false;
  Never never;
  std::unique_lock lock(never.mutex);
  never.condition.wait_for(lock, stop, pause_ + more_than(pause_), [] { return false; });
  pause_ *= 2;
  return !stop.stop_requested();
}

}  // namespace voiceid::outbound
