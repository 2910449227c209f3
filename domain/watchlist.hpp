#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "domain/ids.hpp"
#include "domain/result.hpp"
#include "domain/time_point.hpp"

namespace voiceid {

inline constexpr std::string_view kDefaultWatchlistName = "default-watchlist";
inline constexpr std::string_view kDefaultWatchlistDescription = "The watchlist that every domain is created with.";

/// A named set of fraudsters of a domain.
struct Watchlist {
  ResourceId id;
  std::string name;
  std::optional<std::string> description;
  bool is_default = false;
  TimePoint created_at;
  TimePoint updated_at;
  std::size_t fraudster_count = 0;
};

/// UpdateWatchlist: members that are not given stay as they are.
/// Errors: ValidationException for the default watchlist (Guide).
Result<void> update(Watchlist& watchlist, std::optional<std::string_view> name,
                    std::optional<std::string_view> description, TimePoint now);

/// Checks that DeleteWatchlist may remove the watchlist.
/// Errors: ValidationException for the default watchlist (Guide); ConflictException CANNOT_DELETE_NON_EMPTY_WATCHLIST.
Result<void> check_deletable(const Watchlist& watchlist);

}  // namespace voiceid
