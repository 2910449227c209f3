#pragma once

#include <cstddef>
#include <string_view>

#include "domain/error.hpp"

namespace voiceid::jobs {

enum class Malformation { kUnexpected, kNumberTooLarge, kGoesOn };

/// ValidationException for a manifest that is not JSON in UTF-8: says where, and what stands there.
Error malformed_json(std::string_view text, std::size_t offset, Malformation what);

std::string_view without_byte_order_mark(std::string_view text);

}  // namespace voiceid::jobs
