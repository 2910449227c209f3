#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "handlers/event_publisher.hpp"
#include "server/events/disorder.hpp"
#include "server/events/event_json.hpp"
#include "server/events/memory_sink.hpp"
#include "server/events/sink.hpp"

namespace voiceid::events {

/// Hands each event to every sink, in the order in which they happened; in front of a sink there may be disorder.
class EventBus final : public handlers::EventPublisher {
 public:
  /// A sink and what stands in front of it.
  class Outlet {
   public:
    explicit Outlet(std::unique_ptr<Sink> sink) : sink_(std::move(sink)) {}

    Sink& sink() const { return *sink_; }
    /// nullptr where events come in order, each once.
    const Disorder* disorder() const { return disorder_.get(); }

    void take(const EventPtr& event) {
      if (!disorder_) return sink_->take(event);
      disorder_->pass(event, event->event.time, given_);
      hand_over();
    }
    /// Hands over what the disorder held back until now.
    void release(TimePoint now);
    /// Puts another disorder, or none, in front of the sink. What the one before holds back comes at once.
    void set_disorder(const std::optional<DisorderOptions>& options);
    /// Forgets events, counts and disorder.
    void reset();

   private:
    void hand_over();

    std::unique_ptr<Sink> sink_;
    std::unique_ptr<Disorder> disorder_;
    // What the disorder gave, kept for its memory.
    std::vector<EventPtr> given_;
  };

  /// With a memory of so many events. With a seed the ids of events are repeatable.
  EventBus(std::size_t memory_capacity, std::optional<std::uint64_t> seed);

  /// Sinks are added before the first event.
  void add(std::unique_ptr<Sink> sink) { outlets_.emplace_back(std::move(sink)); }

  void publish(Event event) override;
  /// Hands over what falls due by now of what disorder held back.
  void release(TimePoint now) {
    for (Outlet& outlet : outlets_) outlet.release(now);
  }
  /// When the next event that disorder holds back falls due.
  std::optional<TimePoint> next_due() const;
  /// Forgets events, counts and disorder; with a seed the ids begin anew.
  void reset();
  /// Begins the end of all sinks. What disorder holds back comes at once; later events go nowhere.
  void stop();

  MemorySink& memory() { return memory_; }
  const MemorySink& memory() const { return memory_; }
  /// What sets the memory's positions apart from those of another start: eight digits, other ones each time.
  const std::string& run() const { return run_; }
  /// The same for as long as the bus lives.
  const EventWriter& writer() const { return writer_; }
  const std::vector<Outlet>& outlets() const { return outlets_; }
  /// nullptr where there is no such sink.
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
