#include "server/emulator/emulator.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/random.hpp"
#include "handlers/due_work.hpp"

namespace voiceid::server {
namespace {

TimePoint machine_now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

std::string make_secret() {
  std::array<unsigned char, 32> bytes{};
  make_system_source()->fill(bytes);
  return {bytes.begin(), bytes.end()};
}

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
      ids_(make_source()),
      store_(std::make_unique<store::Store>(make_secret())),
      timer_(context, clock_, [this] { do_what_fell_due(); }) {}

std::unique_ptr<RandomSource> Emulator::make_source() const {
  return seed_ ? make_seeded_source(*seed_) : make_system_source();
}

std::unique_ptr<store::Store> Emulator::reset() {
  ++resets_;
  jobs_.cancel_all();
  events_.reset();
  clock_.reset();
  ids_ = IdGenerator(make_source());
  auto forgotten = std::exchange(store_, std::make_unique<store::Store>(make_secret()));
  throttle_ = Throttle();
  look_at_timer();
  return forgotten;
}

handlers::Caller Emulator::owner_of(std::string_view domain_id) const {
  const store::DomainRecord* record = store_->find_domain(domain_id);
  if (record == nullptr) return unsigned_caller_;
  return {record->account, record->region};
}

TimePoint Emulator::run_due_work() {
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
