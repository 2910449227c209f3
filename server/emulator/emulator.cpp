#include "server/emulator/emulator.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "base/random.hpp"
#include "handlers/due_work.hpp"
#include "handlers/job_steps.hpp"

namespace voiceid::server {
namespace {

TimePoint machine_now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

}  // namespace

Emulator::Emulator(boost::asio::io_context& context, handlers::JobQueue& jobs, events::EventBus& events,
                   handlers::Settings settings, std::optional<std::uint64_t> seed,
                   const handlers::Caller& unsigned_caller)
    : jobs_(jobs),
      events_(events),
      settings_(settings),
      seed_(seed),
      unsigned_caller_(unsigned_caller),
      clock_(machine_now),
      ids_(make_source(0)),
      store_(std::make_unique<store::Store>(make_secret())),
      faults_(context),
      timer_(context, clock_, [this] { do_what_fell_due(); }) {}

std::unique_ptr<RandomSource> Emulator::make_source(std::uint64_t fingerprint) const {
  return seed_ ? make_seeded_source(*seed_ ^ fingerprint) : make_system_source();
}

std::unique_ptr<store::Store> Emulator::reset() {
  ++resets_;
  jobs_.cancel_all();
  events_.reset();
  clock_.reset();
  ids_ = IdGenerator(make_source(0));
  auto forgotten = std::exchange(store_, std::make_unique<store::Store>(make_secret()));
  throttle_ = Throttle();
  faults_.reset();
  look_at_timer();
  return forgotten;
}

std::unique_ptr<store::Store> Emulator::reset(const Scope& scope) {
  if (scope.is_everything()) return reset();
  auto forgotten = store_->take(scope);
  handlers::forget_jobs(jobs_, *forgotten);
  events_.forget(scope);
  throttle_.forget(scope);
  if (scope.account && !scope.region) faults_.reset(*scope.account);
  look_at_timer();
  return forgotten;
}

Result<std::unique_ptr<store::Store>> Emulator::replace(LoadedState state, const Scope& scope) {
  const auto is_free = [&](const store::DomainRecord* loaded) {
    const store::DomainRecord* present = store_->find_domain(loaded->domain.id.view());
    return present == nullptr || scope.covers(present->account, present->region);
  };
  if (!std::ranges::all_of(state.store->all_domains(), is_free)) {
    return conflict("A domain of the state has the id of one that is there and would stay.");
  }
  auto forgotten = reset(scope);
  if (scope.is_everything()) {
    store_ = std::move(state.store);
    store_->adopt_by_this_thread();
    clock_.restore(state.clock);
  } else {
    store_->put(*state.store);
  }
  ids_ = IdGenerator(make_source(state.fingerprint));
  look_at_timer();
  return forgotten;
}

Emulator::Incarnation Emulator::incarnation_of(std::string_view domain_id) const {
  const store::DomainRecord* record = store_->find_domain(domain_id);
  return {resets_, record == nullptr ? 0 : store_->incarnation_of(*record)};
}

handlers::Caller Emulator::owner_of(std::string_view domain_id) const {
  const store::DomainRecord* record = store_->find_domain(domain_id);
  if (record == nullptr) return unsigned_caller_;
  return {record->account, record->region};
}

TimePoint Emulator::run_due_work() {
  ++turns_;
  const TimePoint now = clock_.now();
  handlers::run_due_work(environment(), now);
  if (store_->has_erased()) dispose_(store_->take_erased());
  events_.release(now);
  return now;
}

void Emulator::do_what_fell_due() {
  try {
    run_due_work();
  } catch (const std::exception& bug) {
    spdlog::error("Work that fell due ended in an exception: {}", bug.what());
  }
  look_at_timer();
}

void Emulator::look_at_timer() {
  timer_.look(std::min(store_->agenda().next_due(), events_.next_due().value_or(TimePoint::max())));
}

}  // namespace voiceid::server
