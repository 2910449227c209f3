#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "handlers/shapes/schema.hpp"

/// The words in which violated constraints are told (P, page 1's table).
namespace voiceid::json {

/// How a value that is not there is printed.
inline constexpr std::string_view kNull = "null";

inline constexpr std::string_view kMustNotBeNull = "Member must not be null";

std::string length_at_least(std::int64_t min);
std::string length_at_most(std::int64_t max);
std::string value_at_least(std::int64_t min);
std::string value_at_most(std::int64_t max);
std::string must_match(std::string_view pattern);
std::string must_be_one_of(std::span<const std::string_view> values);

/// `'value'`.
std::string in_quotes(std::string_view value);

/// A list's value as messages show it: `'[a, b]'`. Not for lists that hold something sensitive.
std::string printed_list(const shapes::Shape& shape, const void* list);

/// Whether a value of the shape must not be shown: it is sensitive itself, or holds what is.
bool holds_sensitive(const shapes::Shape& shape);

/// Length in code points of valid UTF-8.
std::int64_t code_points(std::string_view text);

}  // namespace voiceid::json
