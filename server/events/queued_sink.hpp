#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "server/events/drop_log.hpp"
#include "server/events/receiver.hpp"
#include "server/events/sink.hpp"
#include "server/http/asio.hpp"
#include "server/work/worker_pool.hpp"

namespace voiceid::events {

/// How a queued sink deals with its receiver.
struct QueueRules {
  /// How many events may wait, beside those on their way (page 5).
  std::size_t capacity = 10'000;
  int tries = 5;
  std::chrono::milliseconds first_pause{100};
  /// How long what is pending may still be delivered at the stop.
  std::chrono::milliseconds grace{500};
};

/// Brings events to a receiver, in order, at least once each, one delivery at a time on a thread of its own: however
/// slow the receiver is, nobody waits for it. What would be too many drops the oldest that wait, and what no try gets
/// there is dropped too; both are counted and logged.
class QueuedSink final : public Sink {
 public:
  /// `context` runs the one thread and outlives the sink.
  QueuedSink(std::string name, http::asio::io_context& context, std::unique_ptr<Receiver> receiver,
             const QueueRules& rules = {});
  QueuedSink(const QueuedSink&) = delete;
  QueuedSink& operator=(const QueuedSink&) = delete;
  ~QueuedSink() override;

  std::string_view name() const override { return name_; }
  void take(const EventPtr& event) override;
  /// What is on its way may still get there.
  void clear() override;
  SinkCounts counts() const override;
  void stop() override;

 private:
  struct Delivery;
  using DeliveryPtr = std::shared_ptr<Delivery>;

  // Gives the next events to the thread, where there are some and it has none; soon, so that whoever published them
  // does not pay for writing them.
  void hand_over_soon();
  void hand_over();
  // The next events, as they are sent, as many as go at a time.
  std::vector<std::string> next_texts();
  // Runs on the thread.
  static void deliver(Delivery& delivery, Receiver& receiver, const QueueRules& rules);
  void complete(const DeliveryPtr& delivery);
  // Has nothing more to do with what is on its way.
  void abandon_delivery();
  void give_up();
  void drop(std::uint64_t count, std::string_view reason);

  const std::string name_;
  const QueueRules rules_;
  http::asio::io_context& context_;
  std::unique_ptr<Receiver> receiver_;
  std::deque<EventPtr> waiting_;
  // Null while nothing is on its way.
  DeliveryPtr delivery_;
  std::uint64_t delivered_ = 0;
  std::uint64_t dropped_ = 0;
  bool stopped_ = false;
  bool handing_over_soon_ = false;
  // Why events are dropped that are too many.
  const std::string overflow_;
  DropLog drops_;
  http::Timer grace_;
  // By which what comes back finds the sink, if there still is one.
  std::shared_ptr<QueuedSink*> self_;
  work::WorkerPool thread_{1};
};

}  // namespace voiceid::events
