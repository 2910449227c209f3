#pragma once

#include <string_view>

#include "domain/time_point.hpp"

namespace voiceid {

/// The moment that is written so; a test that writes it wrongly fails.
inline TimePoint at(std::string_view rfc3339) { return parse_rfc3339(rfc3339).value(); }

inline constexpr std::chrono::milliseconds kMillisecond{1};

}  // namespace voiceid
