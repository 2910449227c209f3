#include "domain/clock.hpp"

namespace voiceid {

void Clock::set(TimePoint now) {
  ++changes_;
  if (frozen_at_) {
    frozen_at_ = now;
  } else {
    offset_ = now - machine_now_();
  }
}

void Clock::run() {
  if (!frozen_at_) return;
  ++changes_;
  offset_ = *frozen_at_ - machine_now_();
  frozen_at_.reset();
}

Result<TimePoint> Clock::advance(const CalendarDuration& by) {
  auto later = add(now(), by);
  if (later) set(*later);
  return later;
}

void Clock::restore(const Setting& setting) {
  ++changes_;
  offset_ = setting.offset;
  frozen_at_ = setting.frozen_at;
}

}  // namespace voiceid
