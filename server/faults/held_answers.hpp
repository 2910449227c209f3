#pragma once

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "server/http/later_answer.hpp"

namespace boost::asio {
class io_context;
}

namespace voiceid::faults {

/// Answers that faults hold back, each for itself. At most one for each connection. Runs on the server's one thread.
class HeldAnswers {
 public:
  /// Which fault holds an answer, and whose call it answers.
  struct Of {
    std::uint64_t fault = 0;
    std::string account;
  };

  explicit HeldAnswers(boost::asio::io_context& context) : context_(context) {}

  /// Leaves the answer that the response has for later: it is given when that time is over, and ends as given. If the
  /// client leaves first, it is dropped.
  void hold(http::Response& response, Of of, std::chrono::milliseconds time, http::Ending ending);
  /// Never answers.
  void hang(http::Response& response, Of of);

  /// Gives these answers at once, and resets the connections of those that would never be answered.
  void release(const std::function<bool(const Of&)>& which);
  /// Resets the connections of these.
  void drop(const std::function<bool(const Of&)>& which);
  /// Releases all, and from then on each new one at once.
  void stop();

 private:
  struct Held {
    Of of;
    http::Answer answer;
    http::LaterAnswer later;
    boost::asio::steady_timer timer;
  };

  void add(http::Response& response, Of of, http::Answer answer, std::optional<std::chrono::milliseconds> time);

  boost::asio::io_context& context_;
  std::list<std::shared_ptr<Held>> held_;
  bool stopped_ = false;
};

}  // namespace voiceid::faults
