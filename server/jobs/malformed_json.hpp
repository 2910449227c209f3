#pragma once

#include <cstddef>
#include <string_view>

#include "domain/error.hpp"

namespace voiceid::jobs {

enum class Malformation { kUnexpected, kNumberTooLarge, kGoesOn };

/// ValidationException for a manifest that is no JSON in UTF-8: where in it that shows, and what stands there.
Error malformed_json(std::string_view text, std::size_t offset, Malformation what);

/// What the beginning of a text tells that cannot be JSON in UTF-8, such as `compressed with gzip`; empty where
/// nothing.
std::string_view other_format(std::string_view text);

}  // namespace voiceid::jobs
