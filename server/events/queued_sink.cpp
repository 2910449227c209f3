#include "server/events/queued_sink.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <exception>
#include <functional>
#include <iterator>
#include <numeric>
#include <utility>

#include "server/outbound/backoff.hpp"

namespace voiceid::events {

namespace asio = http::asio;

Receiver::Attempt Receiver::Attempt::failed(std::size_t texts, std::string reason) {
  Attempt attempt{.refused = std::vector<std::size_t>(texts), .reason = std::move(reason)};
  std::iota(attempt.refused.begin(), attempt.refused.end(), std::size_t{0});
  return attempt;
}

// Events that are being sent. Until that is done, only `events` and `stop` may be used outside the sink's
// thread.
struct QueuedSink::Delivery {
  Delivery(std::vector<EventPtr> events_in, std::vector<std::string> texts_in)
      : texts(std::move(texts_in)), events(std::move(events_in)) {}

  // Those not yet delivered, in the form in which they are sent.
  std::vector<std::string> texts;
  // Why not.
  std::string reason;
  const std::vector<EventPtr> events;
  std::stop_source stop;
};

QueuedSink::QueuedSink(std::string name, asio::io_context& context, std::unique_ptr<Receiver> receiver,
                       const QueueRules& rules)
    : name_(std::move(name)),
      rules_(rules),
      context_(context),
      receiver_(std::move(receiver)),
      overflow_(std::to_string(rules.capacity) + " events wait for the receiver"),
      drops_(name_),
      grace_(context),
      self_(std::make_shared<QueuedSink*>(this)) {}

QueuedSink::~QueuedSink() {
  abandon_delivery();
  thread_.stop();
  drops_.flush();
}

void QueuedSink::take(const EventPtr& event) {
  if (stopped_) return drop(1, "it was stopped before");
  waiting_.push_back(event);
  hand_over_soon();
  if (waiting_.size() <= rules_.capacity) return;
  waiting_.pop_front();
  drop(1, overflow_);
}

void QueuedSink::hand_over_soon() {
  if (delivery_ || std::exchange(handing_over_soon_, true)) return;
  asio::post(context_, [self = std::weak_ptr(self_)] {
    const auto sink = self.lock();
    if (!sink) return;
    (*sink)->handing_over_soon_ = false;
    (*sink)->hand_over();
  });
}

void QueuedSink::clear() {
  abandon_delivery();
  waiting_.clear();
  delivered_ = dropped_ = 0;
  grace_.cancel();
  drops_.flush();
}

void QueuedSink::forget(const Scope& scope) {
  const auto is_meant = [&scope](const EventPtr& event) { return covers(scope, event); };
  std::erase_if(waiting_, is_meant);
  if (!delivery_ || std::ranges::none_of(delivery_->events, is_meant)) return;
  const DeliveryPtr abandoned = delivery_;
  abandon_delivery();
  const auto& events = abandoned->events;
  std::copy_if(events.rbegin(), events.rend(), std::front_inserter(waiting_), std::not_fn(is_meant));
  hand_over_soon();
}

SinkCounts QueuedSink::counts() const {
  return {.delivered = delivered_,
          .dropped = dropped_,
          .pending = waiting_.size() + (delivery_ ? delivery_->events.size() : 0)};
}

void QueuedSink::stop() {
  stopped_ = true;
  hand_over();
  if (!delivery_) return drops_.flush();
  // The timer keeps the io_context running; complete() cancels it once nothing is pending.
  grace_.expires_after(rules_.grace);
  grace_.async_wait([self = std::weak_ptr(self_)](const boost::system::error_code& error) {
    if (const auto sink = self.lock(); sink && !error) (*sink)->give_up();
  });
}

void QueuedSink::give_up() {
  const std::uint64_t pending = counts().pending;
  abandon_delivery();
  waiting_.clear();
  if (pending > 0) drop(pending, "the stop came before they were delivered");
  drops_.flush();
}

void QueuedSink::abandon_delivery() {
  if (delivery_) delivery_->stop.request_stop();
  delivery_.reset();
}

void QueuedSink::drop(std::uint64_t count, std::string_view reason) {
  dropped_ += count;
  drops_.note(count, reason);
}

QueuedSink::DeliveryPtr QueuedSink::next_delivery() {
  const Receiver::Limits limits = receiver_->limits();
  std::vector<EventPtr> events;
  std::vector<std::string> texts;
  std::size_t bytes = 0;
  while (!waiting_.empty() && texts.size() < limits.events) {
    std::string text = receiver_->text_of(*waiting_.front());
    bytes += text.size();
    if (!texts.empty() && bytes > limits.bytes) break;
    texts.push_back(std::move(text));
    events.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return std::make_shared<Delivery>(std::move(events), std::move(texts));
}

void QueuedSink::hand_over() {
  if (delivery_ || waiting_.empty()) return;
  delivery_ = next_delivery();
  thread_.run([delivery = delivery_, self = std::weak_ptr(self_), &receiver = *receiver_, &rules = rules_,
               &context = context_]() mutable {
    deliver(*delivery, receiver, rules);
    asio::post(context, [delivery = std::move(delivery), self = std::move(self)] {
      if (const auto sink = self.lock()) (*sink)->complete(delivery);
    });
  });
}

void QueuedSink::deliver(Delivery& delivery, Receiver& receiver, const QueueRules& rules) {
  const std::stop_token stop = delivery.stop.get_token();
  outbound::Backoff backoff(rules.tries, rules.first_pause);
  if (stop.stop_requested()) return;
  try {
    do {
      const Receiver::Attempt attempt = receiver.attempt(delivery.texts, stop);
      std::vector<std::string> left;
      for (const std::size_t place : attempt.refused) left.push_back(std::move(delivery.texts[place]));
      delivery.texts = std::move(left);
      delivery.reason = attempt.reason;
    } while (!delivery.texts.empty() && backoff.pause(stop));
  } catch (const std::exception& bug) {
    delivery.reason = std::string("the delivery ended in an exception: ") + bug.what();
  }
}

void QueuedSink::complete(const DeliveryPtr& delivery) {
  // It may have been abandoned in the meantime.
  if (delivery != delivery_) return;
  delivery_.reset();
  delivered_ += delivery->events.size() - delivery->texts.size();
  if (!delivery->texts.empty()) drop(delivery->texts.size(), delivery->reason);
  drops_.flush_if_due();
  hand_over();
  if (!stopped_ || delivery_) return;
  grace_.cancel();
  drops_.flush();
}

}  // namespace voiceid::events
