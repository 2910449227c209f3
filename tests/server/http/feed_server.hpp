#pragma once

#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

#include "tests/server/http/running_server.hpp"

namespace voiceid::http {

/// What the test puts into the feeds of one path. Used on the server's thread.
struct FeedScript {
  std::string piece = {};
  FeedSource::Next after_piece = FeedSource::Next::kLater;
  bool fails = false;
  int asked = 0;
  std::function<void()> wake = {};

  FeedSource::Next next(std::string& out) {
    ++asked;
    if (fails) throw std::runtime_error("a bug");
    out += std::exchange(piece, {});
    return after_piece;
  }
};

/// Answers /now at once, and every other path with a feed.
class FeedService final : public Service {
 public:
  void handle(Request& request, Response& response) override {
    response.request_id = "id";
    if (request.path() == "/now") {
      response.body = "now";
      return;
    }
    response.content_type = "text/event-stream";
    response.more_headers = "X-More: said before\r\n";
    response.feed = std::make_unique<ScriptedFeed>(*this);
  }
  void refuse(Refusal /*refusal*/, const Request& /*request*/, Response& response) override { response.status = 400; }
  BodyRule body_rule(std::string_view /*method*/, std::string_view /*target*/) const override { return {}; }

  FeedScript& script() { return script_; }
  /// Waits until that many feeds are open. Returns whether it came to that.
  bool wait_for_feeds(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kPatience, [&] { return open_ == count; });
  }

 private:
  class ScriptedFeed final : public FeedSource {
   public:
    explicit ScriptedFeed(FeedService& service) : service_(service) { service_.count(1); }
    ScriptedFeed(const ScriptedFeed&) = delete;
    ScriptedFeed& operator=(const ScriptedFeed&) = delete;
    ~ScriptedFeed() override { service_.count(-1); }

    Next next(std::string& out) override { return service_.script_.next(out); }
    void set_wake(std::function<void()> wake) override { service_.script_.wake = std::move(wake); }

   private:
    FeedService& service_;
  };

  void count(int change) {
    const std::lock_guard lock(mutex_);
    open_ += change;
    changed_.notify_all();
  }

  FeedScript script_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int open_ = 0;
};

/// A server that sends feeds.
class FeedServer : public ServerOf<FeedService> {
 public:
  using ServerOf::ServerOf;

  /// Acts on the script, on the server's thread.
  template <class Act>
  void script(Act act) {
    this->act([&] { act(service().script()); });
  }
  /// Gives a piece, and what follows it: kMore again and again, as if all that came were for others.
  void say(const std::string& piece, FeedSource::Next after_piece = FeedSource::Next::kLater) {
    script([&](FeedScript& script) {
      script.piece = piece;
      script.after_piece = after_piece;
      if (script.wake) script.wake();
    });
    // What it woke is queued only once the act above is over, and the caller may stop the server next.
    act([] {});
  }
  /// Stops. Returns whether that took less than the time that requests in flight have.
  bool ends_at_once() {
    auto ended = std::async(std::launch::async, [this] { end(); });
    if (ended.wait_for(kPatience) == std::future_status::ready) return true;
    abandon();
    return false;
  }
};

}  // namespace voiceid::http
