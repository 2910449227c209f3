#include "server/http/answer_wait.hpp"

namespace voiceid::http {
namespace {

// A timer that runs out when the answer is settled, and that the answer knows of only as long as there is one.
class Wake {
 public:
  Wake(PendingAnswer& pending, const Executor& executor)
      : pending_(pending), timer_(executor, Timer::time_point::max()) {
    pending_.set_wake([this] { timer_.cancel(); });
  }
  Wake(const Wake&) = delete;
  Wake& operator=(const Wake&) = delete;
  ~Wake() { pending_.set_wake({}); }

  Timer& timer() { return timer_; }

 private:
  PendingAnswer& pending_;
  Timer timer_;
};

}  // namespace

Awaitable<void> wait_until_settled(std::shared_ptr<PendingAnswer> pending, Executor executor) {
  if (pending->state() != PendingAnswer::State::kAwaited) co_return;
  Wake wake(*pending, executor);
  boost::system::error_code woken;
  co_await wake.timer().async_wait(into(woken));
}

}  // namespace voiceid::http
