#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/system/error_code.hpp>
#include <functional>

namespace voiceid::work {

/// Notices the end of the program at the other end of a pipe or socket, however it ends: the system then closes that
/// end.
class Lifeline {
 public:
  explicit Lifeline(boost::asio::io_context& context) : descriptor_(context) {}

  /// Calls `ended` once, on the thread that runs the io_context, when the descriptor has nothing more to read. What
  /// comes before that is ignored. Owns the descriptor from then on. Errors: the system's, for a number that is not
  /// open.
  boost::system::error_code hold(int descriptor, std::function<void()> ended);
  /// Waits no longer.
  void release();

 private:
  void read();

  boost::asio::posix::stream_descriptor descriptor_;
  std::function<void()> ended_;
  std::array<char, 256> ignored_{};
};

}  // namespace voiceid::work
