#pragma once

#include <string_view>

#include "domain/result.hpp"
#include "domain/time_point.hpp"

namespace voiceid {

/// A moment as people write it: a time in the form of RFC 3339, or a duration from now on, such as `-P4Y` or `PT30S`.
/// Errors: ValidationException for anything else, and for moments outside the years 1970 to 9999.
Result<TimePoint> parse_moment(std::string_view text, TimePoint now);

}  // namespace voiceid
