#include "server/events/drop_log.hpp"

#include <spdlog/spdlog.h>

namespace voiceid::events {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kPeriod{10};

}  // namespace

void DropLog::note(std::uint64_t count, std::string_view reason) {
  untold_ += count;
  reason_ = reason;
  tell_in_time();
}

void DropLog::tell_in_time() {
  if (untold_ == 0) return;
  if (!told_at_ || Clock::now() - *told_at_ >= kPeriod) flush();
}

void DropLog::flush() {
  if (untold_ == 0) return;
  spdlog::warn("The {} sink dropped {} {}: {}.", sink_, untold_, untold_ == 1 ? "event" : "events", reason_);
  untold_ = 0;
  told_at_ = Clock::now();
}

}  // namespace voiceid::events
