#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "domain/time_point.hpp"

namespace voiceid::store {

/// How long a NextToken is valid after it was issued (S).
inline constexpr std::chrono::hours kPageTokenLifetime{24};

/// Issues and redeems NextTokens: opaque, tied to the list they continue, protected against tampering by a keyed hash.
class PageTokens {
 public:
  /// `key` is the secret of the keyed hash.
  explicit PageTokens(std::string key) : key_(std::move(key)) {}

  /// `binding` says which list of whose the token continues: account, region, operation and all other arguments.
  std::string issue(std::string_view binding, std::uint64_t after, TimePoint now) const;

  /// Where the next page of that list starts.
  /// Errors: ValidationException for a token that is malformed, foreign, changed or expired.
  Result<std::uint64_t> redeem(std::string_view token, std::string_view binding, TimePoint now) const;

 private:
  std::string signature(std::string_view payload, std::string_view binding) const;

  std::string key_;
};

}  // namespace voiceid::store
