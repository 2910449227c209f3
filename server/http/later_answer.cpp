#include "server/http/later_answer.hpp"

namespace voiceid::http {

void PendingAnswer::give(Answer answer) {
  if (state_ != State::kAwaited) return;
  answer_ = std::move(answer);
  settle(State::kGiven);
}

void PendingAnswer::settle(State state) {
  if (state_ != State::kAwaited) return;
  state_ = state;
  if (wake_) wake_();
}

}  // namespace voiceid::http
