#include "base/wording.hpp"

#include <algorithm>
#include <vector>

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

constexpr char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// How many mistakes turn one text into the other: a byte too many, missing or wrong, or two swapped. Case is none.
std::size_t mistakes_between(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> between(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        between[i][j] = i + j;
        continue;
      }
      const auto same = [&](std::size_t x, std::size_t y) { return lower_case(a[x - 1]) == lower_case(b[y - 1]); };
      std::size_t& least = between[i][j];
      least = between[i - 1][j - 1] + (same(i, j) ? 0 : 1);
      least = std::min({least, between[i - 1][j] + 1, between[i][j - 1] + 1});
      if (i > 1 && j > 1 && same(i, j - 1) && same(i - 1, j)) least = std::min(least, between[i - 2][j - 2] + 1);
    }
  }
  return between[a.size()][b.size()];
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

std::optional<std::string_view> nearest_name(std::string_view unknown, std::span<const std::string_view> known) {
  constexpr std::size_t kPerMistake = 3;
  // No known name is so long, and comparing takes time in proportion to the length.
  constexpr std::size_t kLongest = 64;
  std::optional<std::string_view> nearest;
  if (unknown.size() > kLongest) return nearest;
  std::size_t least = unknown.size() / kPerMistake + 1;
  for (const std::string_view name : known) {
    const std::size_t mistakes = mistakes_between(unknown, name);
    if (mistakes >= least) continue;
    least = mistakes;
    nearest = name;
  }
  return nearest;
}

std::string instead_of(std::string_view unknown, std::span<const std::string_view> known) {
  if (known.empty()) return "; none is known here.";
  if (const auto nearest = nearest_name(unknown, known)) return "; did you mean " + cited(*nearest) + "?";
  std::string text;
  for (const std::string_view name : known) text.append(text.empty() ? "; known: " : ", ").append(cited(name));
  return text.append(".");
}

}  // namespace voiceid
