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

/// How a queued sink treats its receiver.
struct QueueRules {
  /// The most events that wait, not counting those being sent.
  std::size_t capacity = 10'000;
  int tries = 5;
  std::chrono::milliseconds first_pause{100};
  /// How long pending events may still be delivered after a stop.
  std::chrono::milliseconds grace{500};
};

/// Delivers events to a receiver in order, each at least once. One delivery at a time runs on a thread of its own, so
/// nothing waits for a slow receiver. A full queue drops its oldest event, and an event is dropped once every attempt
/// has failed; both are counted and logged.
class QueuedSink final : public Sink {
 public:
  /// `context` runs the server's one thread and outlives the sink.
  QueuedSink(std::string name, http::asio::io_context& context, std::unique_ptr<Receiver> receiver,
             const QueueRules& rules = {});
  QueuedSink(const QueuedSink&) = delete;
  QueuedSink& operator=(const QueuedSink&) = delete;
  ~QueuedSink() override;

  std::string_view name() const override { return name_; }
  void take(const EventPtr& event) override;
  /// An event that is being sent may still arrive.
  void clear() override;
  /// Events of others that are being sent together with forgotten ones may arrive twice.
  void forget(const Scope& scope) override;
  SinkCounts counts() const override;
  void stop() override;

 private:
  struct Delivery;
  using DeliveryPtr = std::shared_ptr<Delivery>;

  // Gives the next events to the idle thread. `_soon` defers this, so that the publisher does not pay for writing them.
  void hand_over_soon();
  void hand_over();
  // As many waiting events as fit into one delivery.
  DeliveryPtr next_delivery();
  // Runs on the sink's own thread.
  static void deliver(Delivery& delivery, Receiver& receiver, const QueueRules& rules);
  void complete(const DeliveryPtr& delivery);
  // Stops the delivery under way and ignores its result.
  void abandon_delivery();
  void give_up();
  void drop(std::uint64_t count, std::string_view reason);

  const std::string name_;
  const QueueRules rules_;
  http::asio::io_context& context_;
  std::unique_ptr<Receiver> receiver_;
  std::deque<EventPtr> waiting_;
  // Null while nothing is being sent.
  DeliveryPtr delivery_;
  std::uint64_t delivered_ = 0;
  std::uint64_t dropped_ = 0;
  bool stopped_ = false;
  bool handing_over_soon_ = false;
  // Why events are dropped when the queue is full.
  const std::string overflow_;
  DropLog drops_;
  http::Timer grace_;
  // Lets a late completion see whether the sink still exists.
  std::shared_ptr<QueuedSink*> self_;
  work::WorkerPool thread_{1};
};

}  // namespace voiceid::events
