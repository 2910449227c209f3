#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "server/http/message.hpp"

namespace voiceid::http {

/// What is given of an answer that comes later; the other headers are those that the response had when it was left for
/// later.
struct Answer {
  int status = 200;
  /// Of static storage.
  std::string_view content_type;
  std::string body;
};

/// What becomes of an answer that is awaited where the client leaves, or says that it sends nothing more, which looks
/// the same.
enum class WhenClientLeaves {
  /// It is given and sent all the same.
  kGoOn,
  /// The connection ends within a second or so, and the answer goes nowhere.
  kCallOff
};

/// An answer on its way from whoever gives it to the connection that sends it. Either end may go away first.
class PendingAnswer {
 public:
  enum class State {
    kAwaited,
    kGiven,
    /// Whoever was to give it is gone.
    kNeverGiven,
    /// The connection ends before it was given.
    kUnwanted
  };

  explicit PendingAnswer(WhenClientLeaves when_client_leaves) : when_client_leaves_(when_client_leaves) {}

  State state() const { return state_; }
  WhenClientLeaves when_client_leaves() const { return when_client_leaves_; }
  /// To be called once, when it is awaited no longer; nothing for nobody. It does not give or call off answers itself.
  void set_wake(std::function<void()> wake) { wake_ = std::move(wake); }

  /// These three do nothing where it is not awaited.
  void give(Answer answer);
  void never_give() { settle(State::kNeverGiven); }
  void call_off() { settle(State::kUnwanted); }

  /// What was given.
  Answer& answer() { return answer_; }

 private:
  void settle(State state);

  WhenClientLeaves when_client_leaves_;
  State state_ = State::kAwaited;
  Answer answer_;
  std::function<void()> wake_;
};

/// An answer that is given after Service::handle() returned: the end of it that belongs to whoever gives it. It may be
/// moved to another thread and back, but is made, used and destroyed on the one thread of the server. Meanwhile the
/// connection reads nothing; at a stop it waits for HttpServer::kStopTime at most. What works on another thread must
/// have its own copy of what it needs of the request (Request::take_body()): the connection may end before.
class LaterAnswer {
 public:
  /// Leaves the answer of that response for later.
  explicit LaterAnswer(Response& response, WhenClientLeaves when_client_leaves = WhenClientLeaves::kGoOn)
      : pending_(std::make_shared<PendingAnswer>(when_client_leaves)) {
    response.later = pending_;
  }
  LaterAnswer(LaterAnswer&& other) noexcept = default;
  LaterAnswer& operator=(LaterAnswer&& other) noexcept {
    // What was here before is never given, as soon as this returns.
    LaterAnswer taken(std::move(other));
    std::swap(pending_, taken.pending_);
    return *this;
  }
  LaterAnswer(const LaterAnswer&) = delete;
  LaterAnswer& operator=(const LaterAnswer&) = delete;
  /// Where nothing was given the client gets an internal error, as Service::complete() makes it.
  ~LaterAnswer() {
    if (pending_) pending_->never_give();
  }

  /// Whether somebody still waits for it.
  bool is_awaited() const { return pending_->state() == PendingAnswer::State::kAwaited; }
  /// Gives the answer, once. It goes nowhere where the connection has ended.
  void give(Answer answer) const { pending_->give(std::move(answer)); }

 private:
  std::shared_ptr<PendingAnswer> pending_;
};

}  // namespace voiceid::http
