#pragma once

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <list>
#include <memory>
#include <optional>
#include <string_view>

#include "base/news.hpp"
#include "server/http/later_answer.hpp"

namespace boost::asio {
class io_context;
}

namespace voiceid::control {

/// What a long poll is limited to.
struct WaitFilter {
  std::optional<std::string_view> account;
  std::optional<std::string_view> domain_id;
};

/// What a long poll waits for.
class AwaitedList {
 public:
  AwaitedList() = default;
  AwaitedList(const AwaitedList&) = delete;
  AwaitedList& operator=(const AwaitedList&) = delete;
  virtual ~AwaitedList() = default;

  virtual WaitFilter filter() const = 0;
  /// Looks at a few of those that have come, so that other calls do not wait. Returns false if there are more.
  virtual bool go_on() = 0;
  virtual bool has_found_any() const = 0;
  /// The answer with what was found, which may be nothing once the wait is over. Called once.
  virtual http::Answer answer() = 0;
};

/// Long polls: answers that wait for news. Runs on the server's one thread.
class Waits {
  struct Wait {
    std::unique_ptr<AwaitedList> list;
    http::LaterAnswer later;
    boost::asio::steady_timer timer;
  };

 public:
  using Taken = std::list<std::shared_ptr<Wait>>;

  /// Both references outlive it.
  Waits(boost::asio::io_context& context, News& news) : context_(context), news_(news) {}

  /// Answers as soon as there is something in the list, or when the time is over.
  void add(std::unique_ptr<AwaitedList> list, std::chrono::milliseconds time, http::LaterAnswer later);
  /// Takes out the waits for which `is_meant(filter)` is true. finish() answers them with what there is by then.
  template <class Predicate>
  Taken take(Predicate is_meant) {
    Taken taken;
    const auto first =
        std::partition(waits_.begin(), waits_.end(), [&](const auto& wait) { return !is_meant(wait->list->filter()); });
    taken.splice(taken.end(), waits_, first, waits_.end());
    return taken;
  }
  static void finish(const Taken& taken);
  /// Lets waits that were taken go on after all.
  void put_back(Taken taken);
  /// Answers all waits with what there is, and from then on each new one at once.
  void stop();

 private:
  // Answers the waits whose lists have something. look_soon() puts that off to the end of the turn, so that what comes
  // of one call comes together.
  void look_soon();
  void look();

  boost::asio::io_context& context_;
  News& news_;
  Taken waits_;
  // Waits while there are waits.
  News::Waiter waiter_{[this] { look_soon(); }};
  bool stopped_ = false;
};

}  // namespace voiceid::control
