#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace voiceid {

/// The number that the whole text is, in decimal; nothing for an empty text, any other text, and a number that the type
/// cannot hold.
template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

}  // namespace voiceid
