#include "server/jobs/malformed_json.hpp"

#include <algorithm>
#include <string>

#include "base/utf8.hpp"
#include "base/wording.hpp"
#include "domain/error.hpp"

namespace voiceid::jobs {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kJsonNeeded = "JSON in UTF-8 is needed";

// `line 3, column 5`, as editors count.
std::string place_of(std::string_view text, std::size_t offset) {
  const std::string_view before = without_byte_order_mark(text.substr(0, offset));
  const auto line_breaks = std::ranges::count(before, '\n');
  // Without a line break, rfind() returns npos, and npos + 1 is 0.
  const std::string_view line = before.substr(before.rfind('\n') + 1);
  return "line " + std::to_string(line_breaks + 1) + ", column " + std::to_string(code_points(line) + 1);
}

// The beginning of the character that the byte belongs to. The parser stops at the first byte that makes the text
// invalid UTF-8, which may already be the one after the broken character.
std::size_t character_begin(std::string_view text, std::size_t offset) {
  constexpr std::size_t kMostBytes = 4;
  for (std::size_t begin = offset; begin > 0 && offset - begin < kMostBytes;) {
    const auto byte = static_cast<unsigned char>(text[--begin]);
    if (byte < 0x80U) break;
    if (byte < 0xc0U) continue;
    const bool is_whole = begin + first_character(text.substr(begin)).size() == offset;
    return is_whole ? offset : begin;
  }
  return offset;
}

}  // namespace

Error malformed_json(std::string_view text, std::size_t offset, Malformation what) {
  if (offset >= text.size()) {
    return refused("The manifest ends at " + place_of(text, text.size()) + ", before its JSON is complete",
                   "the whole of it is needed");
  }
  const std::size_t begin = character_begin(text, offset);
  const std::string place = place_of(text, begin);
  const std::string_view character = first_character(text.substr(begin));
  if (character.empty()) {
    return refused("The manifest is not UTF-8 at " + place + ": found the byte " + shown(text.substr(begin, 1)),
                   kJsonNeeded);
  }
  switch (what) {
    case Malformation::kNumberTooLarge:
      return refused("The manifest has a number that ends at " + place + " and is too large",
                     "one that fits a 64-bit floating-point number is needed");
    case Malformation::kGoesOn:
      return refused("The manifest continues after its JSON, with " + cited(character) + " at " + place,
                     "a single JSON object is needed");
    case Malformation::kUnexpected:
      break;
  }
  return refused("The manifest is not valid JSON at " + place + ": found " + cited(character), kJsonNeeded);
}

std::string_view without_byte_order_mark(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text;
}

}  // namespace voiceid::jobs
