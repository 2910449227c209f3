#pragma once

#include <memory>
#include <utility>

#include "server/http/asio.hpp"
#include "server/http/later_answer.hpp"

namespace voiceid::http {

/// What a connection waits with for an answer that comes later: `co_await wait.timer().async_wait(…)` ends when it is
/// awaited no longer. One that is settled already is not waited for.
class AnswerWait {
 public:
  AnswerWait(std::shared_ptr<PendingAnswer> pending, const Executor& executor)
      : pending_(std::move(pending)), timer_(executor, Timer::time_point::max()) {
    pending_->set_wake([this] { timer_.cancel(); });
  }
  AnswerWait(const AnswerWait&) = delete;
  AnswerWait& operator=(const AnswerWait&) = delete;
  ~AnswerWait() { pending_->set_wake({}); }

  Timer& timer() { return timer_; }

 private:
  std::shared_ptr<PendingAnswer> pending_;
  Timer timer_;
};

}  // namespace voiceid::http
