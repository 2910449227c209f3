#include "server/events/event_bus.hpp"

#include <algorithm>
#include <array>

#include "base/random.hpp"
#include "base/uuid.hpp"

namespace voiceid::events {
namespace {

// A source of its own, so that events do not shift the ids of resources.
std::unique_ptr<RandomSource> make_source(std::optional<std::uint64_t> seed) {
  return seed ? make_seeded_source(*seed) : make_system_source();
}

std::string random_digits() {
  constexpr std::size_t kDigits = 8;
  std::array<unsigned char, kUuidBytes> bytes{};
  make_system_source()->fill(bytes);
  return uuid_from(bytes).substr(0, kDigits);
}

}  // namespace

void EventBus::Outlet::hand_over() {
  for (const EventPtr& event : given_) sink_->take(event);
  given_.clear();
}

const Disorder* EventBus::Outlet::disorder(const std::optional<std::string>& account) const {
  const auto found = disorders_.find(account.value_or(std::string()));
  return found == disorders_.end() ? nullptr : &found->second;
}

std::optional<TimePoint> EventBus::Outlet::next_due() const {
  std::optional<TimePoint> next;
  for (const auto& [account, disorder] : disorders_) {
    const auto due = disorder.next_due();
    if (due && (!next || *due < *next)) next = due;
  }
  return next;
}

void EventBus::Outlet::release(TimePoint now) {
  for (auto& [account, disorder] : disorders_) {
    if (disorder.holds()) disorder.release(now, given_);
  }
  hand_over();
}

void EventBus::Outlet::set_disorder(const std::optional<DisorderOptions>& options,
                                    const std::optional<std::string>& account) {
  const std::string key = account.value_or(std::string());
  if (const auto previous = disorders_.find(key); previous != disorders_.end()) {
    previous->second.flush(given_);
    disorders_.erase(previous);
  }
  if (options) disorders_.try_emplace(key, *options);
  hand_over();
}

void EventBus::Outlet::end_disorder() {
  for (auto& [account, disorder] : disorders_) disorder.flush(given_);
  disorders_.clear();
  hand_over();
}

void EventBus::Outlet::reset() {
  disorders_.clear();
  sink_->clear();
}

void EventBus::Outlet::forget(const Scope& scope) {
  if (scope.account && !scope.region) disorders_.erase(*scope.account);
  for (auto& [account, disorder] : disorders_) disorder.forget(scope);
  sink_->forget(scope);
}

EventBus::EventBus(std::size_t memory_capacity, std::optional<std::uint64_t> seed)
    : seed_(seed),
      run_(random_digits()),
      writer_(*make_source(seed)),
      memory_(static_cast<MemorySink&>(outlets_.emplace_back(std::make_unique<MemorySink>(memory_capacity)).sink())) {}

void EventBus::publish(Event event) {
  if (stopped_) return;
  const auto published = std::make_shared<const PublishedEvent>(PublishedEvent{++sequence_, std::move(event)});
  for (Outlet& outlet : outlets_) outlet.take(published);
}

std::optional<TimePoint> EventBus::next_due() const {
  std::optional<TimePoint> next;
  for (const Outlet& outlet : outlets_) {
    const auto due = outlet.next_due();
    if (due && (!next || *due < *next)) next = due;
  }
  return next;
}

void EventBus::reset() {
  for (Outlet& outlet : outlets_) outlet.reset();
  writer_.renew(*make_source(seed_));
  sequence_ = 0;
}

void EventBus::stop() {
  for (Outlet& outlet : outlets_) {
    outlet.end_disorder();
    outlet.sink().stop();
  }
  stopped_ = true;
}

EventBus::Outlet* EventBus::find(std::string_view sink_name) {
  const auto found =
      std::ranges::find_if(outlets_, [sink_name](const Outlet& outlet) { return outlet.sink().name() == sink_name; });
  return found == outlets_.end() ? nullptr : &*found;
}

}  // namespace voiceid::events
