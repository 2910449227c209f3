#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "domain/clock.hpp"
#include "domain/ids.hpp"
#include "handlers/context.hpp"
#include "server/emulator/due_timer.hpp"
#include "server/emulator/loaded_state.hpp"
#include "server/emulator/throttle.hpp"
#include "server/events/event_bus.hpp"
#include "server/faults/faults.hpp"
#include "store/store.hpp"

namespace voiceid::server {

/// The state that every request works on, with its clock and its identifiers. Belongs to the server's one thread.
class Emulator {
 public:
  /// Hands jobs to `jobs` and events to `events`, which outlive it. With a seed every identifier is repeatable
  /// (`--seed`). `unsigned_caller` is who calls without signing if nothing else tells; its views outlive the emulator.
  Emulator(boost::asio::io_context& context, handlers::JobQueue& jobs, events::EventBus& events,
           handlers::Settings settings, std::optional<std::uint64_t> seed, const handlers::Caller& unsigned_caller);

  /// One turn of the one thread, through which every request, message and job step goes: first what has fallen due
  /// happens, in order of time; then `work(Context&)` at the present time; then the timer looks at what falls due next.
  /// Returns what the work returns. The work's views of the state hold until the next turn.
  template <class Work>
  auto turn(handlers::Caller caller, Work work) {
    const TimePoint now = run_due_work();
    return finish_turn(caller, now, work);
  }

  /// A turn of a call that names a domain instead of signing: the caller is the domain's owner, or the unsigned caller
  /// if there is no such domain.
  template <class Work>
  auto turn_of_domain(std::string_view domain_id, Work work) {
    const TimePoint now = run_due_work();
    return finish_turn(owner_of(domain_id), now, work);
  }

  /// A turn of work that concerns the emulator as a whole, such as its clock or its events.
  template <class Work>
  auto turn(Work work) {
    return turn({}, [&work](handlers::Context& /*of_nobody*/) { return work(); });
  }

  /// The caller of requests that do not sign and name nobody else.
  handlers::Caller unsigned_caller() const { return unsigned_caller_; }

  /// The account and region of a domain; the unsigned caller's if there is no such domain.
  handlers::Caller owner_of(std::string_view domain_id) const;

  /// Forgets everything: running jobs, events, faults and the clock's setting too. With a seed the identifiers begin
  /// anew. What a turn looked up before means nothing afterwards. Returns the former state, which takes long to destroy
  /// if it is large.
  std::unique_ptr<store::Store> reset();
  /// Forgets what belongs to these accounts and regions, running jobs and events too; the rest does not notice. Returns
  /// the former state of those.
  std::unique_ptr<store::Store> reset(const Scope& scope);

  /// Replaces the state, or the part of these accounts and regions, by what was loaded of them. What there was is
  /// forgotten as by reset(), which also sets the clock only if everything is replaced. With a seed, identifiers go on
  /// from the state's fingerprint. Returns the former state.
  /// Errors: ConflictException, before anything changes, if a domain's id is that of one that stays.
  Result<std::unique_ptr<store::Store>> replace(LoadedState state, const Scope& scope);

  /// Tells a domain from another one with the same id, which can be there after replace().
  using Incarnation = std::pair<std::uint64_t, std::uint64_t>;
  Incarnation incarnation_of(std::string_view domain_id) const;
  /// How many turns there were: if none was since, nothing has changed.
  std::uint64_t turns() const { return turns_; }

  /// Sets what destroys erased domains, which takes long if they are large. Otherwise they are destroyed at once.
  void dispose_by(std::function<void(std::vector<store::DomainRecord>)> dispose) { dispose_ = std::move(dispose); }

  /// Does nothing more by itself, and lets go of what faults hold.
  void stop() {
    timer_.stop();
    faults_.stop();
  }
  /// To be called once on the thread that serves, before it does.
  void adopt_by_this_thread() { store_->adopt_by_this_thread(); }

  /// Changes to the clock belong in a turn.
  Clock& clock() { return clock_; }
  Throttle& throttle() { return throttle_; }
  faults::Faults& faults() { return faults_; }

 private:
  std::unique_ptr<RandomSource> make_source(std::uint64_t fingerprint) const;
  handlers::Environment environment() { return {*store_, ids_, jobs_, events_, settings_}; }
  TimePoint run_due_work();
  void do_what_fell_due();
  void look_at_timer();

  template <class Work>
  auto finish_turn(handlers::Caller caller, TimePoint now, Work& work) {
    handlers::Context context(environment(), caller, now);
    if constexpr (std::is_void_v<decltype(work(context))>) {
      work(context);
      look_at_timer();
    } else {
      auto result = work(context);
      look_at_timer();
      return result;
    }
  }

  handlers::JobQueue& jobs_;
  events::EventBus& events_;
  handlers::Settings settings_;
  std::optional<std::uint64_t> seed_;
  handlers::Caller unsigned_caller_;
  // How often all of it was reset or replaced.
  std::uint64_t resets_ = 0;
  std::uint64_t turns_ = 0;
  Clock clock_;
  IdGenerator ids_;
  std::unique_ptr<store::Store> store_;
  Throttle throttle_;
  std::function<void(std::vector<store::DomainRecord>)> dispose_ = [](const std::vector<store::DomainRecord>&) {};
  faults::Faults faults_;
  DueTimer timer_;
};

}  // namespace voiceid::server
