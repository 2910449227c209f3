#include "base/wording.hpp"

#include <algorithm>

#include "base/hex.hpp"
#include "base/utf8.hpp"

namespace voiceid {
namespace {

constexpr unsigned char byte_of(char c) { return static_cast<unsigned char>(c); }

bool is_control(std::string_view character) {
  const unsigned char byte = byte_of(character.back());
  if (character.size() == 1) return byte < 0x20U || byte == 0x7fU;
  // U+0080 to U+009F.
  return character.size() == 2 && byte_of(character.front()) == 0xc2U && byte < 0xa0U;
}

// Moves the first character of the text to `out`, escaped where it cannot be shown.
void append_printable(std::string& out, std::string_view& text) {
  const std::string_view character = first_character(text);
  if (character.empty()) {
    out.append("\\x");
    append_hex(out, byte_of(text.front()));
    text.remove_prefix(1);
    return;
  }
  if (is_control(character)) {
    out.append("\\u00");
    append_hex(out, byte_of(character.back()));
  } else {
    out.append(character);
  }
  text.remove_prefix(character.size());
}

}  // namespace

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

std::string shown(std::string_view bytes) {
  if (std::ranges::all_of(bytes, [](char c) { return c >= ' ' && c <= '~'; })) return "'" + std::string(bytes) + "'";
  return "0x" + hex(bytes);
}

std::string counted(std::uint64_t count, std::string_view noun) {
  return std::to_string(count).append(" ").append(noun).append(count == 1 ? "" : "s");
}

}  // namespace voiceid
