#include "base/utf8.hpp"

#include <array>
#include <bit>
#include <cstdint>

namespace voiceid {
namespace {

constexpr unsigned byte_of(char c) { return static_cast<unsigned char>(c); }

constexpr bool is_continuation(char c) { return (byte_of(c) & 0xC0U) == 0x80U; }

}  // namespace

std::string_view first_character(std::string_view text) {
  // By the number of bytes, the smallest code point that needs that many; anything smaller is an overlong form.
  constexpr std::array<std::uint32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  if (text.empty()) return {};
  if (byte_of(text.front()) < 0x80U) return text.substr(0, 1);
  const auto size = static_cast<std::size_t>(std::countl_one(static_cast<unsigned char>(text.front())));
  if (size < 2 || size >= kSmallest.size() || text.size() < size) return {};
  std::uint32_t code_point = byte_of(text.front()) & (0x7FU >> size);
  for (const char c : text.substr(1, size - 1)) {
    if (!is_continuation(c)) return {};
    code_point = code_point << 6U | (byte_of(c) & 0x3FU);
  }
  const bool is_surrogate = code_point >= 0xD800U && code_point <= 0xDFFFU;
  if (code_point < kSmallest[size] || code_point > 0x10FFFFU || is_surrogate) return {};
  return text.substr(0, size);
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::string_view character = first_character(text);
    if (character.empty()) return false;
    text.remove_prefix(character.size());
  }
  return true;
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += is_continuation(c) ? 0 : 1;
  return count;
}

}  // namespace voiceid
