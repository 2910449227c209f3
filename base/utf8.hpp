#pragma once

#include <cstddef>
#include <string_view>

/// UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing beyond U+10FFFF.
namespace voiceid {

/// The bytes of the text's first character; empty if the text is empty or does not begin with a valid character.
std::string_view first_character(std::string_view text);

/// Whether the whole text is valid UTF-8. True for an empty text.
bool is_utf8(std::string_view text);

/// The number of code points. The text must be valid UTF-8: only bytes that begin a character are counted.
std::size_t code_points(std::string_view text);

}  // namespace voiceid
