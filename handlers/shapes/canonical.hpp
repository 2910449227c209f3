#pragma once

#include <span>
#include <string>
#include <string_view>

#include "handlers/shapes/schema.hpp"

namespace voiceid::shapes {

/// The members of a structure as text: equal for two structures if and only if their values are equal. Idempotency
/// tokens and the members named in `leave_out` do not count.
std::string canonical_text(const Shape& shape, const void* structure, std::span<const std::string_view> leave_out = {});

}  // namespace voiceid::shapes
