#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

#include "tests/server/http/running_server.hpp"

namespace voiceid::http {

/// What the streams of one path are given. On the server's thread, but for waiting.
class Feed {
 public:
  void say(std::string piece) {
    piece_ = std::move(piece);
    wake();
  }
  void end_with(std::string piece) {
    after_piece_ = FeedSource::Next::kEnd;
    say(std::move(piece));
  }
  /// Something comes, again and again, that is nothing for this client.
  void be_busy() {
    after_piece_ = FeedSource::Next::kMore;
    wake();
  }
  void fail() {
    fails_ = true;
    wake();
  }
  bool has_wake() const { return static_cast<bool>(wake_); }
  int asked() const { return asked_; }

  FeedSource::Next next(std::string& out) {
    ++asked_;
    if (fails_) throw std::runtime_error("a bug");
    out += std::exchange(piece_, {});
    return after_piece_;
  }
  void set_wake(std::function<void()> wake) { wake_ = std::move(wake); }

 private:
  void wake() {
    if (wake_) wake_();
  }

  std::string piece_;
  FeedSource::Next after_piece_ = FeedSource::Next::kLater;
  bool fails_ = false;
  int asked_ = 0;
  std::function<void()> wake_;
};

/// Answers every path with a stream, but /now.
class StreamService final : public Service {
 public:
  void handle(Request& request, Response& response) override {
    response.request_id = "id";
    if (request.path() == "/now") {
      response.body = "now";
      return;
    }
    response.content_type = "text/event-stream";
    response.more_headers = "X-More: said before\r\n";
    response.feed = std::make_unique<Tap>(*this, std::string(request.path()));
  }
  void refuse(Refusal /*refusal*/, const Request& /*request*/, Response& response) override { response.status = 400; }
  std::uint64_t body_limit(std::string_view /*target*/) const override { return 0; }

  Feed& feed(const std::string& path) { return feeds_[path]; }
  /// Waits until that path has so many streams. Returns whether it came to that.
  bool wait_for_streams(const std::string& path, int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kPatience, [&] { return open_[path] == count; });
  }

 private:
  class Tap final : public FeedSource {
   public:
    Tap(StreamService& service, std::string path) : service_(service), path_(std::move(path)) {
      service_.count(path_, 1);
    }
    Tap(const Tap&) = delete;
    Tap& operator=(const Tap&) = delete;
    ~Tap() override { service_.count(path_, -1); }

    Next next(std::string& out) override { return service_.feed(path_).next(out); }
    void set_wake(std::function<void()> wake) override { service_.feed(path_).set_wake(std::move(wake)); }

   private:
    StreamService& service_;
    std::string path_;
  };

  void count(const std::string& path, int change) {
    const std::lock_guard lock(mutex_);
    open_[path] += change;
    changed_.notify_all();
  }

  std::map<std::string, Feed> feeds_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, int> open_;
};

/// A server that streams.
class StreamServer : public ServerOf<StreamService> {
 public:
  using ServerOf::ServerOf;

  /// Does it to the feed of /a, on the server's thread.
  template <class Act>
  void feed(Act act) {
    this->act([&] { act(service().feed("/a")); });
  }
  void say(const std::string& piece) {
    feed([&](Feed& feed) { feed.say(piece); });
  }
};

}  // namespace voiceid::http
