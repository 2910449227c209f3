#include "server/http/later_wait.hpp"

namespace voiceid::http {
namespace {

// A timer that a pending answer cancels when it is settled. Unsubscribes on destruction.
class SettledTimer {
 public:
  SettledTimer(PendingAnswer& pending, const Executor& executor)
      : pending_(pending), timer_(executor, Timer::time_point::max()) {
    pending_.set_wake([this] { timer_.cancel(); });
  }
  SettledTimer(const SettledTimer&) = delete;
  SettledTimer& operator=(const SettledTimer&) = delete;
  ~SettledTimer() { pending_.set_wake({}); }

  Timer& timer() { return timer_; }

 private:
  PendingAnswer& pending_;
  Timer timer_;
};

}  // namespace

Awaitable<void> wait_until_settled(std::shared_ptr<PendingAnswer> pending, Executor executor) {
  if (pending->state() != PendingAnswer::State::kAwaited) co_return;
  SettledTimer settled(*pending, executor);
  boost::system::error_code woken;
  co_await settled.timer().async_wait(into(woken));
}

}  // namespace voiceid::http
