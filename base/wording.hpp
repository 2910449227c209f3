#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
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

/// Bytes that should be text: `'text'` if all are printable ASCII, else `0x` and hexadecimal digits.
std::string shown(std::string_view bytes);

/// `1 byte`, `2 bytes`.
std::string counted(std::uint64_t count, std::string_view noun);

/// The known name that was probably meant by one that is unknown: one in other case, or with at most a third of its
/// characters mistyped. Nothing if none is that near.
std::optional<std::string_view> nearest_name(std::string_view unknown, std::span<const std::string_view> known);

/// How a message about an unknown name goes on: `; did you mean 'account'?`, or all known names: `; known: 'account',
/// 'region'.`, or `; none is known here.`
std::string instead_of(std::string_view unknown, std::span<const std::string_view> known);

}  // namespace voiceid
