#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "domain/clock.hpp"
#include "domain/ids.hpp"
#include "handlers/context.hpp"
#include "server/emulator/throttle.hpp"
#include "store/store.hpp"

namespace voiceid::server {

/// What every request works on: the state, the clock and the identifiers. Belongs to the one thread of the server.
class Emulator {
 public:
  /// Jobs are handed to that queue, events to that bus. With a seed every identifier is repeatable (`--seed`).
  Emulator(handlers::JobQueue& jobs, handlers::EventBus& events, handlers::Settings settings,
           std::optional<std::uint64_t> seed);

  /// Forgets everything, running jobs, events and the clock's setting included; with a seed the identifiers begin anew
  /// (page 6).
  void reset();
  /// How often it was reset: what was known before a reset means nothing after it.
  std::uint64_t resets() const { return resets_; }

  /// The context of a request that comes now. What has fallen due by now has happened.
  handlers::Context context(std::string_view account, std::string_view region);

  /// The context of a call that says whose it is by the domain that it names. For a domain that there is not, nobody's.
  handlers::Context context_of_domain(std::string_view domain_id);

  /// Does what has fallen due by now, in order of time. Returns that time.
  TimePoint run_due_work();
  /// When something falls due next; the latest of times where nothing does.
  TimePoint next_due() const;
  /// Sets who is to hear of look_at_due().
  void set_due_notice(std::function<void()> notice) { due_notice_ = std::move(notice); }
  /// To be called after whatever may have changed when something falls due next, or the clock.
  void look_at_due() const {
    if (due_notice_) due_notice_();
  }

  Clock& clock() { return clock_; }
  store::Store& store() { return *store_; }
  const handlers::Settings& settings() const { return settings_; }
  Throttle& throttle() { return throttle_; }

 private:
  std::unique_ptr<RandomSource> make_source() const;

  handlers::JobQueue& jobs_;
  handlers::EventBus& events_;
  handlers::Settings settings_;
  std::optional<std::uint64_t> seed_;
  std::uint64_t resets_ = 0;
  Clock clock_;
  IdGenerator ids_;
  std::unique_ptr<store::Store> store_;
  Throttle throttle_;
  std::function<void()> due_notice_;
};

}  // namespace voiceid::server
