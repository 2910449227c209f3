#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace voiceid {

/// The wire names of an enumeration, in the order of the API model, which is also the order of the enumerators.
/// Specialized next to each enumeration; names are written nowhere else.
template <class Enum>
inline constexpr std::array<std::string_view, 0> kEnumNames{};

/// The wire name of a value.
template <class Enum>
constexpr std::string_view name_of(Enum value) {
  constexpr const auto& kNames = kEnumNames<Enum>;
  return kNames[static_cast<std::size_t>(value)];
}

/// The value with that wire name; nothing if there is none.
template <class Enum>
constexpr std::optional<Enum> value_of(std::string_view name) {
  constexpr const auto& kNames = kEnumNames<Enum>;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace voiceid
