#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "server/http/message.hpp"

namespace voiceid::http {

/// How an answer ends. All but the first break the connection on purpose.
enum class Ending {
  kWhole,
  /// Only half of it is sent.
  kCut,
  /// Nothing is sent; the connection is reset.
  kReset
};

/// What a later answer brings. The other headers are those that the response had when it was left for later, and
/// `more_headers`.
struct Answer {
  int status = 200;
  /// Of static storage.
  std::string_view content_type;
  std::string body;
  /// As in Response.
  std::unique_ptr<PieceSource> pieces = nullptr;
  /// As in Response.
  std::string more_headers = {};
  /// As in CallNotes, where it is not noted yet.
  std::string_view error = {};
  Ending ending = Ending::kWhole;
};

/// What becomes of a pending answer when the client leaves, or half-closes its connection, which looks the same.
enum class WhenClientLeaves {
  /// It is still given, and sent.
  kGoOn,
  /// The connection ends within a second or so, and the answer is dropped.
  kCallOff
};

/// An answer on its way from its giver to the connection that sends it. Either end may go away first.
class PendingAnswer {
 public:
  enum class State {
    kAwaited,
    kGiven,
    /// The giver is gone.
    kNeverGiven,
    /// The connection ended first.
    kUnwanted
  };

  explicit PendingAnswer(WhenClientLeaves when_client_leaves) : when_client_leaves_(when_client_leaves) {}

  State state() const { return state_; }
  WhenClientLeaves when_client_leaves() const { return when_client_leaves_; }
  /// Called once when settled; pass {} to unsubscribe. It must not give or call off answers itself.
  void set_wake(std::function<void()> wake) { wake_ = std::move(wake); }

  /// These three do nothing once the answer is settled.
  void give(Answer answer) {
    if (state_ != State::kAwaited) return;
    answer_ = std::move(answer);
    settle(State::kGiven);
  }
  void never_give() { settle(State::kNeverGiven); }
  void call_off() { settle(State::kUnwanted); }

  /// What was given.
  Answer& answer() { return answer_; }

 private:
  void settle(State state) {
    if (state_ != State::kAwaited) return;
    state_ = state;
    if (wake_) wake_();
  }

  WhenClientLeaves when_client_leaves_;
  State state_ = State::kAwaited;
  Answer answer_;
  std::function<void()> wake_;
};

/// The giver's end of an answer that comes after Service::handle() has returned. It may be moved to another thread and
/// back, but is made, used and destroyed on the server's one thread. Meanwhile the connection reads nothing; a stop
/// waits at most ServerOptions::stop_time for it. Work on another thread needs its own copy of what it uses of the
/// request (Request::take_body()), because the connection may end first.
class LaterAnswer {
 public:
  /// Leaves the answer of that response for later.
  explicit LaterAnswer(Response& response, WhenClientLeaves when_client_leaves = WhenClientLeaves::kGoOn)
      : pending_(std::make_shared<PendingAnswer>(when_client_leaves)) {
    response.later = pending_;
  }
  LaterAnswer(LaterAnswer&& other) noexcept = default;
  LaterAnswer& operator=(LaterAnswer&& other) noexcept {
    // The answer held here before counts as never given once this returns.
    LaterAnswer taken(std::move(other));
    std::swap(pending_, taken.pending_);
    return *this;
  }
  LaterAnswer(const LaterAnswer&) = delete;
  LaterAnswer& operator=(const LaterAnswer&) = delete;
  /// If nothing was given, the client gets the internal error that Service::complete() makes.
  ~LaterAnswer() {
    if (pending_) pending_->never_give();
  }

  /// Whether the connection still waits for it.
  bool is_awaited() const { return pending_->state() == PendingAnswer::State::kAwaited; }
  /// Gives the answer, once. It is dropped if the connection has ended.
  void give(Answer answer) const { pending_->give(std::move(answer)); }

 private:
  std::shared_ptr<PendingAnswer> pending_;
};

}  // namespace voiceid::http
