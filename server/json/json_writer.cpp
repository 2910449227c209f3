#include "server/json/json_writer.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "base/hex.hpp"

namespace voiceid::json {
namespace {

using shapes::Member;
using shapes::Shape;
using shapes::ShapeKind;

void append_value(std::string& out, const Shape& shape, const void* value, JsonStyle style);

// Extends the text and returns where its new characters go: one step instead of an append for each part.
char* grow(std::string& out, std::size_t count) {
  const std::size_t place = out.size();
  out.resize(place + count);
  return out.data() + place;
}

void append_integer(std::string& out, std::int64_t value) {
  std::array<char, 24> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), end);
}

void append_list(std::string& out, const Shape& shape, const void* list, JsonStyle style) {
  out.push_back('[');
  const std::size_t size = shape.list.size(list);
  for (std::size_t i = 0; i < size; ++i) {
    if (i != 0) out.push_back(',');
    append_value(out, *shape.element, shape.list.at(list, i), style);
  }
  out.push_back(']');
}

void append_value(std::string& out, const Shape& shape, const void* value, JsonStyle style) {
  if (style == JsonStyle::kRedacted && (shape.sensitive || shape.unlogged)) {
    out.append(R"("***")");
    return;
  }
  switch (shape.kind) {
    case ShapeKind::kString:
      append_string(out, *static_cast<const std::string_view*>(value));
      break;
    case ShapeKind::kInteger:
      append_integer(out, *static_cast<const std::int64_t*>(value));
      break;
    case ShapeKind::kNumber:
      append_number(out, *static_cast<const double*>(value));
      break;
    case ShapeKind::kBoolean:
      out.append(*static_cast<const bool*>(value) ? "true" : "false");
      break;
    case ShapeKind::kTimestamp:
      if (style == JsonStyle::kEvent) {
        append_string(out, to_rfc3339(*static_cast<const TimePoint*>(value)));
      } else {
        append_timestamp(out, *static_cast<const TimePoint*>(value));
      }
      break;
    case ShapeKind::kList:
      append_list(out, shape, value, style);
      break;
    case ShapeKind::kStructure:
      append_structure(out, shape, value, style);
      break;
  }
}

constexpr bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void append_escaped(std::string& out, char c) {
  out.push_back('\\');
  switch (c) {
    case '"':
    case '\\':
      out.push_back(c);
      break;
    case '\n':
      out.push_back('n');
      break;
    case '\r':
      out.push_back('r');
      break;
    case '\t':
      out.push_back('t');
      break;
    default:
      out.append("u00");
      append_hex(out, static_cast<unsigned char>(c));
  }
}

void append_with_escapes(std::string& out, std::string_view text) {
  out.push_back('"');
  for (const char c : text) {
    if (needs_escape(c)) {
      append_escaped(out, c);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

// Appends `,"Name":`, without the comma if nothing precedes it.
void append_key(std::string& out, std::string_view name, bool after_others) {
  char* place = grow(out, name.size() + (after_others ? 4 : 3));
  if (after_others) *place++ = ',';
  *place++ = '"';
  name.copy(place, name.size());
  place += name.size();
  *place++ = '"';
  *place = ':';
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  // Hardly any text needs escapes; without an early exit the compiler checks many characters at a time.
  bool escape = false;
  for (const char c : text) escape |= needs_escape(c);
  if (escape) {
    append_with_escapes(out, text);
    return;
  }
  char* place = grow(out, text.size() + 2);
  *place = '"';
  text.copy(place + 1, text.size());
  place[text.size() + 1] = '"';
}

void append_number(std::string& out, double value) {
  // Between these, a number is written without an exponent.
  constexpr double kSmall = 1e-6;
  constexpr double kLarge = 1e15;
  const double magnitude = std::abs(value);
  const bool plain = magnitude == 0 || (magnitude >= kSmall && magnitude < kLarge);
  std::array<char, 32> digits{};
  const auto format = plain ? std::chars_format::fixed : std::chars_format::general;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value, format);
  out.append(digits.data(), end);
}

void append_timestamp(std::string& out, TimePoint time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  append_integer(out, seconds.time_since_epoch().count());
  const auto milliseconds = (time - seconds).count();
  if (milliseconds == 0) return;
  const std::array<char, 4> fraction{'.', static_cast<char>('0' + milliseconds / 100),
                                     static_cast<char>('0' + milliseconds / 10 % 10),
                                     static_cast<char>('0' + milliseconds % 10)};
  std::string_view digits(fraction.data(), fraction.size());
  out.append(digits.substr(0, digits.find_last_not_of('0') + 1));
}

void append_members(std::string& out, std::span<const Member> members, const void* structure, JsonStyle style,
                    bool after_others) {
  for (const Member& member : members) {
    const void* value = member.get(structure);
    if (value == nullptr && style != JsonStyle::kEvent) continue;
    append_key(out, member.name, after_others);
    after_others = true;
    if (value == nullptr) {
      out.append("null");
    } else {
      append_value(out, *member.shape, value, style);
    }
  }
}

void append_structure(std::string& out, const Shape& shape, const void* structure, JsonStyle style) {
  out.push_back('{');
  append_members(out, shape.members, structure, style, false);
  out.push_back('}');
}

}  // namespace voiceid::json
