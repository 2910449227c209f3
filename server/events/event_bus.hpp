#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/event_publisher.hpp"
#include "server/events/disorder.hpp"
#include "server/events/event_writer.hpp"
#include "server/events/memory_sink.hpp"
#include "server/events/sink.hpp"

namespace voiceid::events {

/// Hands each event to every sink, in order. A sink may have disorder in front of it.
class EventBus final : public handlers::EventPublisher {
 public:
  /// A sink and the disorder in front of it: one for the events of all accounts, and those of single accounts, which
  /// come instead.
  class Outlet {
   public:
    explicit Outlet(std::unique_ptr<Sink> sink) : sink_(std::move(sink)) {}

    Sink& sink() const { return *sink_; }
    /// The disorder of all accounts, or of that one; nullptr if there is none.
    const Disorder* disorder(const std::optional<std::string>& account = {}) const;

    void take(const EventPtr& event) {
      if (Disorder* disorder = disorder_before(event)) {
        disorder->pass(event, event->event.time, given_);
        hand_over();
      } else {
        sink_->take(event);
      }
    }
    /// How many disorders there are.
    std::size_t disorder_count() const { return disorders_.size(); }
    /// When the next held event is due.
    std::optional<TimePoint> next_due() const;
    /// Hands over the held events that are due.
    void release(TimePoint now);
    /// Replaces the disorder of all accounts, or of that one, or removes it. Events that the previous one holds come at
    /// once.
    void set_disorder(const std::optional<DisorderOptions>& options, const std::optional<std::string>& account = {});
    /// Removes every disorder. Events that they hold come at once.
    void end_disorder();
    /// Forgets events, counts and disorder.
    void reset();
    /// Forgets the events of these accounts and regions, and the disorder of an account as a whole.
    void forget(const Scope& scope);

   private:
    // Disorders by account; that of all accounts is under the empty text.
    using Disorders = std::map<std::string, Disorder, std::less<>>;

    Disorder* disorder_before(const EventPtr& event) {
      if (disorders_.empty()) return nullptr;
      auto found = disorders_.find(event->event.account);
      if (found == disorders_.end()) found = disorders_.find(std::string_view());
      return found == disorders_.end() ? nullptr : &found->second;
    }
    void hand_over();

    std::unique_ptr<Sink> sink_;
    Disorders disorders_;
    // What the disorder returned; a member so that its memory is reused.
    std::vector<EventPtr> given_;
  };

  /// A memory of `memory_capacity` events. With a seed, event ids are repeatable.
  EventBus(std::size_t memory_capacity, std::optional<std::uint64_t> seed);

  /// Add sinks before the first event.
  void add(std::unique_ptr<Sink> sink) { outlets_.emplace_back(std::move(sink)); }

  void publish(Event event) override;
  /// Hands over the held events that are due.
  void release(TimePoint now) {
    for (Outlet& outlet : outlets_) outlet.release(now);
  }
  /// When the next held event is due.
  std::optional<TimePoint> next_due() const;
  /// Forgets events, counts and disorder; seeded ids start over.
  void reset();
  /// Forgets the events of these accounts and regions that have not left yet, and in the memory.
  void forget(const Scope& scope) {
    for (Outlet& outlet : outlets_) outlet.forget(scope);
  }
  /// Stops all sinks. Held events come at once; later events are discarded.
  void stop();

  MemorySink& memory() { return memory_; }
  const MemorySink& memory() const { return memory_; }
  /// Eight random digits that tell this run's positions from those of another run.
  const std::string& run() const { return run_; }
  /// One object as long as the bus lives.
  const EventWriter& writer() const { return writer_; }
  const std::vector<Outlet>& outlets() const { return outlets_; }
  /// nullptr if there is no such sink.
  Outlet* find(std::string_view sink_name);

 private:
  std::optional<std::uint64_t> seed_;
  std::string run_;
  EventWriter writer_;
  std::uint64_t sequence_ = 0;
  std::vector<Outlet> outlets_;
  MemorySink& memory_;
  bool stopped_ = false;
};

}  // namespace voiceid::events
