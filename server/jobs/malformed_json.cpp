#include "server/jobs/malformed_json.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/utf8.hpp"
#include "base/wording.hpp"
#include "domain/riff.hpp"

namespace voiceid::jobs {
namespace {

using riff::refused;

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kJsonNeeded = "JSON in UTF-8 is needed";

std::string_view without_byte_order_mark(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text;
}

// `line 3, column 5`, as editors count.
std::string place_of(std::string_view text, std::size_t offset) {
  const std::string_view before = without_byte_order_mark(text.substr(0, offset));
  const auto line_breaks = std::ranges::count(before, '\n');
  // Where there is no line break, the line begins behind npos, which is 0.
  const std::string_view line = before.substr(before.rfind('\n') + 1);
  return "line " + std::to_string(line_breaks + 1) + ", column " + std::to_string(code_points(line) + 1);
}

// Where the character begins that the byte belongs to. The parser stops at the byte with which it cannot be UTF-8 any
// more, which may even be the first byte behind it.
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

bool is_utf16(std::string_view text) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) return true;
  return text.size() > 1 && (text[0] == '\0') != (text[1] == '\0');
}

}  // namespace

Error malformed_json(std::string_view text, std::size_t offset, Malformation what) {
  if (offset >= text.size()) {
    return refused("The manifest breaks off at " + place_of(text, text.size()) + ", before its JSON is complete",
                   "the whole of it is needed");
  }
  const std::size_t begin = character_begin(text, offset);
  const std::string place = place_of(text, begin);
  const std::string_view character = first_character(text.substr(begin));
  if (character.empty()) {
    return refused(
        "The manifest is not UTF-8 at " + place + ", where the byte " + riff::shown(text.substr(begin, 1)) + " stands",
        kJsonNeeded);
  }
  switch (what) {
    case Malformation::kNumberTooLarge:
      return refused("The manifest has a number that is too large, which ends at " + place,
                     "one that a 64-bit floating-point number can hold is needed");
    case Malformation::kGoesOn:
      return refused("The manifest goes on behind its JSON, with " + cited(character) + " at " + place,
                     "a single JSON object is needed");
    case Malformation::kUnexpected:
      break;
  }
  return refused("The manifest is not valid JSON at " + place + ", where " + cited(character) + " stands", kJsonNeeded);
}

std::string_view other_format(std::string_view text) {
  using Format = std::pair<std::string_view, std::string_view>;
  constexpr std::array kFormats{Format("\x1f\x8b", "compressed with gzip"), Format("PK\x03\x04", "a ZIP archive"),
                                Format("RIFF", "a RIFF file, such as WAV audio"), Format("<", "XML or HTML")};
  if (text.empty()) return "empty";
  if (is_utf16(text)) return "in UTF-16";
  text = without_byte_order_mark(text);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (text.empty()) return "blank";
  const auto fits = [text](const Format& format) { return text.starts_with(format.first); };
  const auto* const found = std::ranges::find_if(kFormats, fits);
  return found == kFormats.end() ? std::string_view() : found->second;
}

}  // namespace voiceid::jobs
