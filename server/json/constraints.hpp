#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/shapes/schema.hpp"

/// Checks values against the constraints of their shapes.
namespace voiceid::json {

/// A constraint that a value does not satisfy.
struct Violation {
  /// The value as messages print it; empty for a value that must not be shown.
  std::string value;
  /// The constraint in the words of the AWS JSON services.
  std::string constraint;
};

/// How messages print a value that is missing.
inline constexpr std::string_view kNull = "null";

/// For a required member, or an element of a list, that is null or missing.
Violation missing_value(const shapes::Shape& shape);

std::vector<Violation> violations_of(const shapes::Shape& shape, std::string_view value);
std::optional<Violation> violation_of(const shapes::Shape& shape, std::int64_t value);
std::optional<Violation> violation_of(const shapes::Shape& shape, double value);
/// Checks only the list's length; each element is checked by itself.
std::optional<Violation> length_violation_of(const shapes::Shape& shape, const void* list, std::size_t length);

/// `'value'`.
std::string in_quotes(std::string_view value);

}  // namespace voiceid::json
