#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Hexadecimal digits: the only place that writes and reads them.
namespace voiceid {

enum class HexCase { kLower, kUpper };

/// The two digits of a byte.
constexpr std::array<char, 2> hex_digits(unsigned char byte, HexCase letters = HexCase::kLower) {
  const std::string_view digits = letters == HexCase::kLower ? "0123456789abcdef" : "0123456789ABCDEF";
  return {digits[byte >> 4U], digits[byte & 0xFU]};
}

/// Appends the two digits of a byte, as for `\u001f` or `%2F`.
inline void append_hex(std::string& out, unsigned char byte, HexCase letters = HexCase::kLower) {
  const std::array<char, 2> digits = hex_digits(byte, letters);
  out.append(digits.data(), digits.size());
}

/// The bytes in lower case, two digits each: digests, signatures.
std::string hex(std::span<const unsigned char> bytes);

/// The bytes of the text in lower case, two digits each.
std::string hex(std::string_view bytes);

/// The number in lower case with all its 16 digits.
std::string hex(std::uint64_t number);

/// Whether the text has nothing but hexadecimal digits of either case. True for an empty text.
bool is_hex(std::string_view text);

/// The number whose digits the whole text is; nothing for any other text, and for one that 64 bits cannot hold.
std::optional<std::uint64_t> number_in_hex(std::string_view text);

}  // namespace voiceid
