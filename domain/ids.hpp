#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "base/random.hpp"

namespace voiceid {

/// An identifier of fixed length, stored in place, because a table of a million speakers has one in each row.
template <std::size_t Length>
class FixedId {
 public:
  FixedId() = default;
  /// `text` must have exactly Length characters.
  explicit FixedId(std::string_view text) { text.copy(chars_.data(), Length); }

  std::string_view view() const { return {chars_.data(), Length}; }
  std::array<char, Length>& chars() { return chars_; }

  friend bool operator==(const FixedId&, const FixedId&) = default;
  friend bool operator<(const FixedId& a, const FixedId& b) { return a.chars_ < b.chars_; }

 private:
  std::array<char, Length> chars_{};
};

inline constexpr std::size_t kResourceIdLength = 22;
inline constexpr std::string_view kGeneratedIdPrefix = "id#";

/// Identifier of a domain, watchlist, job or result: 22 letters and digits (API model).
using ResourceId = FixedId<kResourceIdLength>;
/// Identifier of a speaker, fraudster or session: `id#` and a resource id (API model).
using GeneratedId = FixedId<kGeneratedIdPrefix.size() + kResourceIdLength>;

/// Whether an identifier from a caller is a generated id, not the customer's own (Guide).
inline bool is_generated_id(std::string_view id) { return id.starts_with(kGeneratedIdPrefix); }

/// The text as a resource id, if it has the form of one.
std::optional<ResourceId> resource_id_in(std::string_view text);

/// The resource id that these random bytes make. A few characters are slightly more frequent than others.
ResourceId resource_id_from(std::span<const unsigned char, kResourceIdLength> bytes);

/// Makes identifiers. Each character is uniformly distributed.
class IdGenerator {
 public:
  explicit IdGenerator(std::unique_ptr<RandomSource> source) : source_(std::move(source)) {}

  ResourceId resource_id();
  GeneratedId generated_id();

 private:
  void fill_alphanumeric(std::span<char> out);

  std::unique_ptr<RandomSource> source_;
};

}  // namespace voiceid
