#include "base/hex.hpp"

#include <algorithm>
#include <charconv>

namespace voiceid {

std::string hex(std::span<const unsigned char> bytes) {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const unsigned char byte : bytes) append_hex(text, byte);
  return text;
}

std::string hex(std::string_view bytes) {
  return hex(std::span(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

std::string hex(std::uint64_t number) {
  std::string text;
  for (unsigned shift = 64; shift > 0; shift -= 8) append_hex(text, static_cast<unsigned char>(number >> (shift - 8)));
  return text;
}

bool is_hex(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
}

std::optional<std::uint64_t> number_in_hex(std::string_view text) {
  constexpr int kBase = 16;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, kBase);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

}  // namespace voiceid
