#pragma once

#include <span>
#include <string>
#include <string_view>

#include "handlers/shapes/schema.hpp"

namespace voiceid::json {

enum class JsonStyle {
  kPlain,
  /// For logs: the values of sensitive and of unlogged shapes become "***".
  kRedacted,
  /// Events (docs/events.md): absent members are null, times are RFC 3339.
  kEvent
};

/// Appends a structure as a JSON object, without its absent members, except in events.
void append_structure(std::string& out, const shapes::Shape& shape, const void* structure,
                      JsonStyle style = JsonStyle::kPlain);

/// Appends the members without braces around them. `after_others`: other members precede them.
void append_members(std::string& out, std::span<const shapes::Member> members, const void* structure, JsonStyle style,
                    bool after_others);

/// Appends a value of that shape.
void append_value(std::string& out, const shapes::Shape& shape, const void* value);

/// Appends a JSON string; `text` is UTF-8.
void append_string(std::string& out, std::string_view text);

/// Appends a finite number in the shortest form that reads back as the same number.
void append_number(std::string& out, double value);

/// Appends seconds since the epoch with at most millisecond precision, as AWS JSON services do.
void append_timestamp(std::string& out, TimePoint time);

}  // namespace voiceid::json
