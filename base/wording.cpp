#include "base/wording.hpp"

#include <array>
#include <bit>
#include <cstdint>

namespace voiceid {
namespace {

constexpr unsigned byte_of(char c) { return static_cast<unsigned char>(c); }

bool is_control(std::string_view character) {
  const unsigned byte = byte_of(character.back());
  if (character.size() == 1) return byte < 0x20U || byte == 0x7fU;
  // U+0080 to U+009F.
  return character.size() == 2 && byte_of(character.front()) == 0xc2U && byte < 0xa0U;
}

void append_escape(std::string& out, std::string_view prefix, char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out.append(prefix);
  out.push_back(kDigits[byte_of(c) >> 4U]);
  out.push_back(kDigits[byte_of(c) & 0xfU]);
}

// Takes the first character away and appends it.
void append_printable(std::string& out, std::string_view& text) {
  const std::string_view character = first_character(text);
  if (character.empty()) {
    append_escape(out, "\\x", text.front());
    text.remove_prefix(1);
    return;
  }
  if (is_control(character)) {
    append_escape(out, "\\u00", character.back());
  } else {
    out.append(character);
  }
  text.remove_prefix(character.size());
}

}  // namespace

std::string_view first_character(std::string_view text) {
  // The smallest code point that takes so many bytes: a longer form of it is no UTF-8.
  constexpr std::array<std::uint32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  if (text.empty()) return {};
  if (byte_of(text.front()) < 0x80U) return text.substr(0, 1);
  const auto size = static_cast<std::size_t>(std::countl_one(static_cast<unsigned char>(text.front())));
  if (size < 2 || size >= kSmallest.size() || text.size() < size) return {};
  std::uint32_t code_point = byte_of(text.front()) & (0x7fU >> size);
  for (const char c : text.substr(1, size - 1)) {
    if ((byte_of(c) & 0xc0U) != 0x80U) return {};
    code_point = code_point << 6U | (byte_of(c) & 0x3fU);
  }
  const bool is_surrogate = code_point >= 0xd800U && code_point <= 0xdfffU;
  if (code_point < kSmallest[size] || code_point > 0x10ffffU || is_surrogate) return {};
  return text.substr(0, size);
}

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) append_printable(out, text);
  return out;
}

std::string cited(std::string_view text) {
  std::string out = "'";
  for (std::size_t i = 0; i < kMaxShownLength && !text.empty(); ++i) append_printable(out, text);
  return out.append(text.empty() ? "'" : "...'");
}

}  // namespace voiceid
