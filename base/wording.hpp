#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// How messages show text that came from outside.
namespace voiceid {

/// The most characters of a value that a message shows.
inline constexpr std::size_t kMaxShownLength = 256;

/// The text with escapes for control characters (`\u001f`) and for bytes that are not UTF-8 (`\xff`).
std::string printable(std::string_view text);

/// `'text'`, printable; cut after kMaxShownLength characters: `'text...'`.
std::string cited(std::string_view text);

}  // namespace voiceid
