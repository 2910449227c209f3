#pragma once

#include <gmock/gmock.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

#include "server/events/queued_sink.hpp"

namespace voiceid::events {

using Attempt = Receiver::Attempt;
using Texts = std::vector<std::string>;

/// What a receiver saw, and what it does. The sink owns the receiver, the test this.
class Script {
 public:
  using Answer = std::function<Attempt(const Texts& texts)>;

  // The first tries are answered so, one after another, and all others with success.
  std::vector<Answer> answers;
  Receiver::Limits limits{1, 1000};

  Attempt note(const Texts& texts, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    const std::size_t place = seen_.size();
    seen_.push_back(texts);
    changed_.notify_all();
    if (held_) changed_.wait(lock, stop, [this] { return !held_; });
    return place < answers.size() ? answers[place](texts) : Attempt();
  }
  // How many events were written, on the one thread.
  void note_written() { ++written_; }
  int written() const { return written_; }
  void hold() { set_held(true); }
  void let_go() { set_held(false); }

  // Each try, its texts separated by blanks.
  Texts seen() {
    const std::lock_guard lock(mutex_);
    Texts all;
    for (const Texts& texts : seen_) {
      all.emplace_back();
      for (const std::string& text : texts) all.back() += (all.back().empty() ? "" : " ") + text;
    }
    return all;
  }
  bool wait_for_tries(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return seen_.size() >= count; });
  }

 private:
  void set_held(bool held) {
    const std::lock_guard lock(mutex_);
    held_ = held;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool held_ = false;
  int written_ = 0;
  std::vector<Texts> seen_;
};

class FakeReceiver final : public Receiver {
 public:
  explicit FakeReceiver(Script& script) : script_(script) {}

  Limits limits() const override { return script_.limits; }
  std::string text_of(const PublishedEvent& event) const override {
    script_.note_written();
    return std::to_string(event.sequence);
  }
  Attempt attempt(const Texts& texts, const std::stop_token& stop) override { return script_.note(texts, stop); }

 private:
  Script& script_;
};

inline Attempt all_fail(const Texts& texts) { return Attempt::failed(texts.size(), "it is as scripted"); }

/// What is logged meanwhile.
class LogLines {
 public:
  LogLines() : before_(spdlog::default_logger()) {
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "test", std::make_shared<spdlog::sinks::ostream_sink_st>(stream_, /*force_flush=*/true)));
    spdlog::set_pattern("%v");
  }
  LogLines(const LogLines&) = delete;
  LogLines& operator=(const LogLines&) = delete;
  ~LogLines() { spdlog::set_default_logger(before_); }

  std::string text() const { return stream_.str(); }

 private:
  std::ostringstream stream_;
  std::shared_ptr<spdlog::logger> before_;
};

class QueuedSinkTest : public ::testing::Test {
 protected:
  void make(const QueueRules& rules) {
    sink_ = std::make_unique<QueuedSink>("fake", context_, std::make_unique<FakeReceiver>(script_), rules);
  }
  QueueRules quick(std::size_t capacity = 10'000, int tries = 5) const {
    return {capacity, tries, std::chrono::milliseconds(1), std::chrono::milliseconds(100)};
  }
  // Behind the first event the one thread comes to other work, so that the sink hands it over if it can.
  void take(std::uint64_t first, std::uint64_t last) {
    for (std::uint64_t sequence = first; sequence <= last; ++sequence) {
      sink_->take(std::make_shared<const PublishedEvent>(PublishedEvent{sequence, {}}));
      if (sequence != first) continue;
      context_.restart();
      context_.poll();
    }
  }
  // Runs the one thread until nothing is pending.
  void run_to_end() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (sink_->counts().pending > 0 && std::chrono::steady_clock::now() < deadline) {
      context_.restart();
      context_.run_for(std::chrono::milliseconds(1));
    }
    EXPECT_EQ(sink_->counts().pending, 0U);
  }
  // As the program ends: what the sink still has to do keeps the one thread going.
  std::chrono::steady_clock::duration stop() {
    const auto begun = std::chrono::steady_clock::now();
    sink_->stop();
    context_.restart();
    context_.run();
    return std::chrono::steady_clock::now() - begun;
  }
  void expect_counts(std::uint64_t delivered, std::uint64_t dropped, std::uint64_t pending) const {
    const SinkCounts counts = sink_->counts();
    EXPECT_EQ(counts.delivered, delivered);
    EXPECT_EQ(counts.dropped, dropped);
    EXPECT_EQ(counts.pending, pending);
  }

  LogLines log_;
  http::asio::io_context context_{1};
  Script script_;
  std::unique_ptr<QueuedSink> sink_;
};

}  // namespace voiceid::events
