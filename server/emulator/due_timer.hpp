#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>

#include "domain/clock.hpp"

namespace voiceid::server {

/// Wakes the emulator when something falls due by its clock while no request comes, so that an event reaches those
/// who wait for it in time.
class DueTimer {
 public:
  /// `wake` is called when the time has come; it looks at the timer again afterwards. The clock outlives the timer.
  DueTimer(boost::asio::io_context& context, const Clock& clock, std::function<void()> wake)
      : clock_(clock), wake_(std::move(wake)), timer_(context) {}

  /// Waits for `due`, the latest of times for nothing. Costs next to nothing while neither that time nor the clock's
  /// setting has changed.
  void look(TimePoint due);
  /// Wakes nobody any more.
  void stop();

 private:
  void wait_until(TimePoint due);

  const Clock& clock_;
  std::function<void()> wake_;
  boost::asio::steady_timer timer_;
  // What it waits for; the latest of times for nothing.
  TimePoint due_ = TimePoint::max();
  // How often the clock had been set when it began to wait.
  std::uint64_t clock_changes_ = 0;
  bool stopped_ = false;
};

}  // namespace voiceid::server
