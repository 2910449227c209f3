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
#include "tests/server/events/event_samples.hpp"

namespace voiceid::events {

using Attempt = Receiver::Attempt;
using Texts = std::vector<std::string>;

/// What the receiver does, and what it saw. The sink owns the receiver, the test owns this.
class Script {
 public:
  using Answer = std::function<Attempt(const Texts& texts)>;

  // The answers to the first attempts; all others succeed.
  std::vector<Answer> answers;
  Receiver::Limits limits{1, 1000};
  // How many events were written, on the one thread.
  int written = 0;

  Attempt note(const Texts& texts, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    const std::size_t place = seen_.size();
    std::string joined;
    for (const std::string& text : texts) joined += (joined.empty() ? "" : " ") + text;
    seen_.push_back(joined);
    changed_.notify_all();
    if (held_) changed_.wait(lock, stop, [this] { return !held_; });
    return place < answers.size() ? answers[place](texts) : Attempt();
  }
  void hold() { set_held(true); }
  void let_go() { set_held(false); }

  // The attempts, each with its texts separated by spaces.
  Texts seen() {
    const std::lock_guard lock(mutex_);
    return seen_;
  }
  bool wait_for_attempts(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::minutes(1), [&] { return seen_.size() >= count; });
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
  Texts seen_;
};

class FakeReceiver final : public Receiver {
 public:
  explicit FakeReceiver(Script& script) : script_(script) {}

  Limits limits() const override { return script_.limits; }
  std::string text_of(const PublishedEvent& event) const override {
    ++script_.written;
    return std::to_string(event.sequence);
  }
  Attempt attempt(const Texts& texts, const std::stop_token& stop) override { return script_.note(texts, stop); }

 private:
  Script& script_;
};

inline Attempt succeeds(const Texts& /*texts*/) { return {}; }
inline Attempt all_fail(const Texts& texts) { return Attempt::failed(texts.size(), "it is as scripted"); }

/// What is logged in its lifetime.
class LogLines {
 public:
  LogLines() : before_(spdlog::default_logger()) {
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(stream_, /*force_flush=*/true)));
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
  using Clock = std::chrono::steady_clock;

  // The rules of the sink, with short pauses.
  struct Rules {
    std::size_t capacity = 10'000;
    int tries = 5;
    std::chrono::milliseconds first_pause{1};
    std::chrono::milliseconds grace{100};
  };

  void make(const Rules& rules) {
    sink_ = std::make_unique<QueuedSink>("fake", context_, std::make_unique<FakeReceiver>(script_),
                                         QueueRules{rules.capacity, rules.tries, rules.first_pause, rules.grace});
  }
  void give(std::uint64_t sequence) {
    sink_->take(std::make_shared<const PublishedEvent>(PublishedEvent{sequence, {}}));
  }
  void give_of(std::string account, std::uint64_t sequence) { sink_->take(sample_of(std::move(account), sequence)); }
  // After the first event, the one thread does other work, so that the sink can hand it over.
  void take(std::uint64_t first, std::uint64_t last) {
    for (std::uint64_t sequence = first; sequence <= last; ++sequence) {
      give(sequence);
      if (sequence != first) continue;
      context_.restart();
      context_.poll();
    }
  }
  // As take(), with a receiver that is held meanwhile, so that the events after the first wait together.
  void take_together(std::uint64_t first, std::uint64_t last) {
    script_.hold();
    take(first, last);
    script_.let_go();
    run_to_end();
  }
  // Runs the one thread until nothing is pending.
  void run_to_end() {
    const auto deadline = Clock::now() + std::chrono::minutes(1);
    while (sink_->counts().pending > 0 && Clock::now() < deadline) {
      context_.restart();
      context_.run_for(std::chrono::milliseconds(1));
    }
    EXPECT_EQ(sink_->counts().pending, 0U);
  }
  // As at the end of the program: what the sink still has to do keeps the one thread going, but not for minutes.
  void stop() {
    sink_->stop();
    context_.restart();
    context_.run_for(std::chrono::minutes(1));
    EXPECT_TRUE(context_.stopped());
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
