#pragma once

#include <chrono>

#include "domain/time_point.hpp"

namespace voiceid::store {

/// Whether that time is less than `period` away from now. What lies ahead counts too, because the emulator's clock can
/// be set back: otherwise, something from before that would stay valid until the clock has caught up.
inline bool is_recent(TimePoint time, TimePoint now, std::chrono::milliseconds period) {
  return std::chrono::abs(now - time) < period;
}

}  // namespace voiceid::store
