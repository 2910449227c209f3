#include "server/events/drop_log.hpp"

#include <spdlog/spdlog.h>

namespace voiceid::events {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kPeriod{10};

}  // namespace

void DropLog::note(std::uint64_t count, std::string_view reason) {
  unlogged_ += count;
  reason_ = reason;
  flush_if_due();
}

void DropLog::flush_if_due() {
  if (!logged_at_ || Clock::now() - *logged_at_ >= kPeriod) flush();
}

void DropLog::flush() {
  if (unlogged_ == 0) return;
  spdlog::warn("The {} sink dropped {} {}: {}.", sink_, unlogged_, unlogged_ == 1 ? "event" : "events", reason_);
  unlogged_ = 0;
  logged_at_ = Clock::now();
}

}  // namespace voiceid::events
