#pragma once

#include <string>
#include <string_view>

/// How messages show what somebody wrote.
namespace voiceid {

/// The most characters that a message shows of a value.
inline constexpr std::size_t kMaxShownLength = 256;

/// The UTF-8 character that the text begins with; empty where that is none.
std::string_view first_character(std::string_view text);

/// Text as a message can show it: with escapes for control characters and for what is not UTF-8.
std::string printable(std::string_view text);

/// `'text'`, printable; only the beginning of a long text.
std::string cited(std::string_view text);

}  // namespace voiceid
