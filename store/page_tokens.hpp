#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/keyed_hash.hpp"
#include "domain/result.hpp"
#include "domain/time_point.hpp"

namespace voiceid::store {

/// How long a NextToken is valid (API reference).
inline constexpr std::chrono::hours kPageTokenLifetime{24};

/// Issues and redeems NextTokens: opaque, bound to the list that they continue, and signed with a keyed hash.
class PageTokens {
 public:
  /// `key` is the secret for the keyed hash.
  explicit PageTokens(std::string_view key) : keyed_hash_(key) {}

  /// `binding` identifies the list that the token continues: account, region, operation and all other arguments. The
  /// next page starts after the sequence number `after`.
  std::string issue(std::string_view binding, std::uint64_t after, TimePoint now) const;

  /// The sequence number after which the next page of that list starts.
  /// Errors: ValidationException for a token that is malformed, changed, expired or of another list.
  Result<std::uint64_t> redeem(std::string_view token, std::string_view binding, TimePoint now) const;

 private:
  std::string signature(std::string_view payload, std::string_view binding) const;

  KeyedHash keyed_hash_;
};

}  // namespace voiceid::store
