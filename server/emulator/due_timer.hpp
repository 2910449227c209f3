#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <optional>

#include "server/emulator/emulator.hpp"

namespace voiceid::server {

/// Does what falls due by the emulator's clock while no request comes: whoever waits for an event is to have it in
/// time.
class DueTimer {
 public:
  DueTimer(boost::asio::io_context& context, Emulator& emulator) : emulator_(emulator), timer_(context) {}

  /// To be called when something may fall due earlier than before, or the clock was set.
  void look();
  /// Does nothing more.
  void stop();

 private:
  void wait_until(TimePoint due);
  void do_due_work();

  Emulator& emulator_;
  boost::asio::steady_timer timer_;
  // What it waits for; the latest of times for nothing.
  TimePoint due_ = TimePoint::max();
  // How often the clock had been set when it began to wait.
  std::uint64_t clock_changes_ = 0;
  bool stopped_ = false;
};

}  // namespace voiceid::server
