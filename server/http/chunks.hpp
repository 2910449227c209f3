#pragma once

#include <array>
#include <charconv>
#include <string>
#include <string_view>

/// The chunks in which HTTP/1.1 sends a body of unknown length (RFC 9112, 7.1).
namespace voiceid::http {

inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

/// Turns the bytes, at least one, into a chunk.
inline void make_chunk(std::string& bytes) {
  std::array<char, 20> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), bytes.size(), 16);
  bytes.insert(0, std::string(digits.data(), end).append("\r\n")).append("\r\n");
}

}  // namespace voiceid::http
