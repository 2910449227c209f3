#include "server/json/json_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "base/hex.hpp"
#include "server/json/output.hpp"

namespace voiceid::json {
namespace {

using shapes::Member;
using shapes::Shape;
using shapes::ShapeKind;

void put_value(Output& out, const Shape& shape, const void* value, JsonStyle style);

[[gnu::noinline]] void put_number(Output& out, double value) {
  // Between these, a number is written without an exponent.
  constexpr double kSmall = 1e-6;
  constexpr double kLarge = 1e15;
  constexpr std::size_t kMostDigits = 32;
  const double magnitude = std::abs(value);
  const bool plain = magnitude == 0 || (magnitude >= kSmall && magnitude < kLarge);
  const auto format = plain ? std::chars_format::fixed : std::chars_format::general;
  out.print(kMostDigits, [&](char* begin, char* end) { return std::to_chars(begin, end, value, format); });
}

void put_timestamp(Output& out, TimePoint time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  out.put_seconds(seconds.time_since_epoch().count());
  auto milliseconds = static_cast<unsigned>((time - seconds).count());
  if (milliseconds == 0) return;
  // Without zeros at the end.
  std::size_t digits = 3;
  for (; milliseconds % 10 == 0; milliseconds /= 10) --digits;
  char* place = out.take(digits + 1);
  *place = '.';
  for (; digits != 0; milliseconds /= 10) place[digits--] = static_cast<char>('0' + milliseconds % 10);
}

constexpr bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void put_escaped(Output& out, char c) {
  out.put('\\');
  switch (c) {
    case '"':
    case '\\':
      out.put(c);
      break;
    case '\n':
      out.put('n');
      break;
    case '\r':
      out.put('r');
      break;
    case '\t':
      out.put('t');
      break;
    default:
      out.put("u00");
      for (const char digit : hex_digits(static_cast<unsigned char>(c))) out.put(digit);
  }
}

void put_with_escapes(Output& out, std::string_view text) {
  out.put('"');
  for (const char c : text) {
    if (needs_escape(c)) {
      put_escaped(out, c);
    } else {
      out.put(c);
    }
  }
  out.put('"');
}

// So many characters are compared at a time.
using EightCharacters [[gnu::vector_size(8)]] = unsigned char;
using SixteenCharacters [[gnu::vector_size(16)]] = unsigned char;

// Whether one of the characters from there on needs an escape, as many as `Characters` has.
template <class Characters>
bool any_at_needs_escape(const char* text) {
  Characters characters;
  std::memcpy(&characters, text, sizeof(characters));
  const auto needs = (characters < 0x20) | (characters == '"') | (characters == '\\');
  std::array<std::uint64_t, sizeof(needs) / sizeof(std::uint64_t)> words;
  std::memcpy(words.data(), &needs, sizeof(words));
  return std::ranges::any_of(words, [](std::uint64_t word) { return word != 0; });
}

// The last characters are looked at together, some of them twice.
template <class Characters>
bool any_of_many_needs_escape(std::string_view text) {
  const char* const last = text.data() + text.size() - sizeof(Characters);
  for (const char* place = text.data(); place < last; place += sizeof(Characters)) {
    if (any_at_needs_escape<Characters>(place)) return true;
  }
  return any_at_needs_escape<Characters>(last);
}

bool any_needs_escape(std::string_view text) {
  if (text.size() >= sizeof(SixteenCharacters)) return any_of_many_needs_escape<SixteenCharacters>(text);
  if (text.size() >= sizeof(EightCharacters)) return any_of_many_needs_escape<EightCharacters>(text);
  return std::ranges::any_of(text, needs_escape);
}

void put_string(Output& out, std::string_view text) {
  // Hardly any text needs escapes.
  if (any_needs_escape(text)) return put_with_escapes(out, text);
  char* place = out.take(text.size() + 2);
  *place = '"';
  text.copy(place + 1, text.size());
  place[text.size() + 1] = '"';
}

[[gnu::noinline]] void put_held_text(Output& out, const Shape& shape, const void* value) {
  std::string made;
  put_string(out, shapes::text_in(shape, value, made));
}

[[gnu::noinline]] void put_integer(Output& out, std::int64_t value) { out.put_integer(value); }

[[gnu::noinline]] void put_boolean(Output& out, bool value) { out.put(value ? "true" : "false"); }

[[gnu::noinline]] void put_time(Output& out, TimePoint time, JsonStyle style) {
  if (style == JsonStyle::kEvent) return put_string(out, to_rfc3339(time));
  put_timestamp(out, time);
}

[[gnu::noinline]] void put_list(Output& out, const Shape& shape, const void* list, JsonStyle style) {
  out.put('[');
  const std::size_t size = shape.list.size(list);
  for (std::size_t i = 0; i < size; ++i) {
    if (i != 0) out.put(',');
    put_value(out, *shape.element, shape.list.at(list, i), style);
  }
  out.put(']');
}

// Puts `,"Name":`, without the comma if nothing precedes it.
void put_key(Output& out, std::string_view name, bool after_others) {
  char* place = out.take(name.size() + (after_others ? 4 : 3));
  if (after_others) *place++ = ',';
  *place++ = '"';
  name.copy(place, name.size());
  place += name.size();
  *place++ = '"';
  *place = ':';
}

void put_members(Output& out, std::span<const Member> members, const void* structure, JsonStyle style,
                 bool after_others) {
  for (const Member& member : members) {
    const void* value = member.get(structure);
    if (value == nullptr && style != JsonStyle::kEvent) continue;
    put_key(out, member.name, after_others);
    after_others = true;
    if (value == nullptr) {
      out.put("null");
    } else {
      put_value(out, *member.shape, value, style);
    }
  }
}

[[gnu::noinline]] void put_structure(Output& out, const Shape& shape, const void* structure, JsonStyle style) {
  out.put('{');
  put_members(out, shape.members, structure, style, false);
  out.put('}');
}

// Each kind has a function that is not inlined here: otherwise, each string would pay for what larger kinds need.
void put_value(Output& out, const Shape& shape, const void* value, JsonStyle style) {
  if (style == JsonStyle::kRedacted && (shape.sensitive || shape.unlogged)) return out.put(R"("***")");
  switch (shape.kind) {
    case ShapeKind::kString:
      return shape.text != nullptr ? put_held_text(out, shape, value)
                                   : put_string(out, *static_cast<const std::string_view*>(value));
    case ShapeKind::kInteger:
      return put_integer(out, shapes::integer_in(shape, value));
    case ShapeKind::kNumber:
      return put_number(out, *static_cast<const double*>(value));
    case ShapeKind::kBoolean:
      return put_boolean(out, *static_cast<const bool*>(value));
    case ShapeKind::kTimestamp:
      return put_time(out, *static_cast<const TimePoint*>(value), style);
    case ShapeKind::kList:
      return put_list(out, shape, value, style);
    case ShapeKind::kStructure:
      return put_structure(out, shape, value, style);
  }
}

}  // namespace

void append_value(std::string& out, const Shape& shape, const void* value) {
  Output output(out);
  put_value(output, shape, value, JsonStyle::kPlain);
}

void append_string(std::string& out, std::string_view text) {
  Output output(out);
  put_string(output, text);
}

void append_number(std::string& out, double value) {
  Output output(out);
  put_number(output, value);
}

void append_timestamp(std::string& out, TimePoint time) {
  Output output(out);
  put_timestamp(output, time);
}

void append_members(std::string& out, std::span<const Member> members, const void* structure, JsonStyle style,
                    bool after_others) {
  Output output(out);
  put_members(output, members, structure, style, after_others);
}

void append_structure(std::string& out, const Shape& shape, const void* structure, JsonStyle style) {
  Output output(out);
  put_structure(output, shape, structure, style);
}

}  // namespace voiceid::json
