#include "server/emulator/due_timer.hpp"

#include <algorithm>

namespace voiceid::server {
namespace {

// The machine's clock may be set meanwhile, so the timer looks again after this long at the latest.
constexpr std::chrono::seconds kLongestWait{60};

}  // namespace

void DueTimer::look(TimePoint due) {
  const std::uint64_t changes = clock_.changes();
  if ((due == due_ && changes == clock_changes_) || stopped_) return;
  due_ = due;
  clock_changes_ = changes;
  if (due == TimePoint::max() || clock_.frozen()) {
    timer_.cancel();
  } else {
    wait_until(due);
  }
}

void DueTimer::wait_until(TimePoint due) {
  const auto left = due - std::min(due, clock_.now());
  timer_.expires_after(std::min<std::chrono::milliseconds>(left, kLongestWait));
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    due_ = TimePoint::max();
    wake_();
  });
}

void DueTimer::stop() {
  stopped_ = true;
  timer_.cancel();
}

}  // namespace voiceid::server
