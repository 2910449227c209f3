#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace voiceid {

/// The wire names of an enumeration's values, in the contract's order, which is also the enumerators' order.
/// Specialised next to each enumeration; the only place where the names stand.
template <class Enum>
inline constexpr std::array<std::string_view, 0> kEnumNames{};

template <class Enum>
constexpr std::string_view name_of(Enum value) {
  constexpr const auto& kNames = kEnumNames<Enum>;
  return kNames[static_cast<std::size_t>(value)];
}

/// The value of that wire name, or nothing where the enumeration has none such.
template <class Enum>
constexpr std::optional<Enum> value_of(std::string_view name) {
  constexpr const auto& kNames = kEnumNames<Enum>;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace voiceid
