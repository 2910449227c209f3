#include "server/events/disorder.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/random.hpp"

namespace voiceid::events {

void Disorder::pass(const EventPtr& event, TimePoint now, std::vector<EventPtr>& out) {
  release(now, out);
  // Every event draws all four, so that one probability does not shift the draws of another.
  const bool duplicated = happens(options_.duplicate);
  const bool dropped = happens(options_.drop);
  const bool reordered = happens(options_.reorder);
  const bool delayed = happens(options_.delay);

  Held given{.event = event, .times = duplicated ? std::size_t{2} : std::size_t{1}};
  if (dropped) {
    ++dropped_;
  } else if (delayed) {
    hold(delayed_until(now), std::move(given));
  } else if (reordered && !awaits_next_) {
    awaits_next_ = hold(latest_ + kMostReorder, std::move(given));
  } else {
    out.insert(out.end(), given.times, given.event);
    if (awaits_next_) deliver(*awaits_next_, out);
  }
  while (held_count_ > kMostHeld) deliver(held_.begin(), out);
  // A delay of zero is due at once.
  release(now, out);
}

void Disorder::release(TimePoint now, std::vector<EventPtr>& out) {
  const TimePoint time = follow(now);
  while (!held_.empty() && held_.begin()->first <= time) deliver(held_.begin(), out);
}

void Disorder::flush(std::vector<EventPtr>& out) {
  const auto first = static_cast<std::ptrdiff_t>(out.size());
  while (!held_.empty()) deliver(held_.begin(), out);
  std::stable_sort(out.begin() + first, out.end(),
                   [](const EventPtr& a, const EventPtr& b) { return a->sequence < b->sequence; });
}

void Disorder::forget(const Scope& scope) {
  for (auto held = held_.begin(); held != held_.end();) {
    const auto next = std::next(held);
    if (covers(scope, held->second.event)) remove(held);
    held = next;
  }
}

std::optional<TimePoint> Disorder::next_due() const {
  if (held_.empty()) return std::nullopt;
  return held_.begin()->first - set_back_;
}

TimePoint Disorder::follow(TimePoint now) {
  if (now + set_back_ < latest_) set_back_ = latest_ - now;
  latest_ = now + set_back_;
  return latest_;
}

TimePoint Disorder::delayed_until(TimePoint now) const {
  const auto due = add(now, options_.delay_by);
  // A delay past the last time point lasts until that point.
  return (due ? *due : latest_time_point()) + set_back_;
}

bool Disorder::happens(double probability) { return unit_interval(engine_()) < probability; }

Disorder::HeldEvents::iterator Disorder::hold(TimePoint due, Held held) {
  held_count_ += held.times;
  return held_.emplace(due, std::move(held));
}

void Disorder::deliver(HeldEvents::iterator held, std::vector<EventPtr>& out) {
  out.insert(out.end(), held->second.times, held->second.event);
  remove(held);
}

void Disorder::remove(HeldEvents::iterator held) {
  if (awaits_next_ == held) awaits_next_.reset();
  held_count_ -= held->second.times;
  held_.erase(held);
}

}  // namespace voiceid::events
