#include "server/emulator/due_timer.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace voiceid::server {
namespace {

// The machine's clock may be set meanwhile: then it is looked at anew no later than this.
constexpr std::chrono::seconds kLongestWait{60};

}  // namespace

void DueTimer::look() {
  const TimePoint due = emulator_.next_due();
  const std::uint64_t changes = emulator_.clock().changes();
  if ((due == due_ && changes == clock_changes_) || stopped_) return;
  due_ = due;
  clock_changes_ = changes;
  if (due == TimePoint::max() || emulator_.clock().frozen()) {
    timer_.cancel();
  } else {
    wait_until(due);
  }
}

void DueTimer::wait_until(TimePoint due) {
  const auto left = due - std::min(due, emulator_.clock().now());
  timer_.expires_after(std::min<std::chrono::milliseconds>(left, kLongestWait));
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) do_due_work();
  });
}

void DueTimer::do_due_work() {
  due_ = TimePoint::max();
  try {
    emulator_.run_due_work();
  } catch (const std::exception& bug) {
    spdlog::error("Work that fell due ended in an exception: {}", bug.what());
  }
  look();
}

void DueTimer::stop() {
  stopped_ = true;
  timer_.cancel();
}

}  // namespace voiceid::server
