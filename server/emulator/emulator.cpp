#include "server/emulator/emulator.hpp"

#include <algorithm>
#include <array>

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

Emulator::Emulator(handlers::JobQueue& jobs, handlers::EventBus& events, handlers::Settings settings,
                   std::optional<std::uint64_t> seed)
    : jobs_(jobs),
      events_(events),
      settings_(settings),
      seed_(seed),
      clock_(machine_now),
      ids_(make_source()),
      store_(std::make_unique<store::Store>(make_secret())) {}

std::unique_ptr<RandomSource> Emulator::make_source() const {
  return seed_ ? make_seeded_source(*seed_) : make_system_source();
}

void Emulator::reset() {
  ++resets_;
  jobs_.cancel_all();
  events_.reset();
  clock_.reset();
  ids_ = IdGenerator(make_source());
  store_ = std::make_unique<store::Store>(make_secret());
  throttle_ = Throttle();
}

TimePoint Emulator::run_due_work() {
  const TimePoint now = clock_.now();
  handlers::run_due_work(*store_, ids_, jobs_, events_, settings_, now);
  events_.release(now);
  return now;
}

TimePoint Emulator::next_due() const {
  return std::min(store_->agenda().next_due(), events_.next_due().value_or(TimePoint::max()));
}

handlers::Context Emulator::context(std::string_view account, std::string_view region) {
  const TimePoint now = run_due_work();
  return {*store_, ids_, jobs_, events_, settings_, account, region, now};
}

handlers::Context Emulator::context_of_domain(std::string_view domain_id) {
  const TimePoint now = run_due_work();
  const store::DomainRecord* record = store_->find_domain(domain_id);
  if (record == nullptr) return {*store_, ids_, jobs_, events_, settings_, {}, {}, now};
  return {*store_, ids_, jobs_, events_, settings_, record->account, record->region, now};
}

}  // namespace voiceid::server
