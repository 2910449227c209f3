#include "domain/watchlist.hpp"

namespace voiceid {

Result<void> update(Watchlist& watchlist, std::optional<std::string_view> name,
                    std::optional<std::string_view> description, TimePoint now) {
  if (watchlist.is_default) return validation_failed("The default watchlist of a domain cannot be updated.");
  if (name) watchlist.name = *name;
  if (description) watchlist.description = *description;
  watchlist.updated_at = now;
  return {};
}

Result<void> check_deletable(const Watchlist& watchlist) {
  if (watchlist.is_default) return validation_failed("The default watchlist of a domain cannot be deleted.");
  if (watchlist.fraudster_count != 0) return conflict(ConflictType::kCannotDeleteNonEmptyWatchlist);
  return {};
}

}  // namespace voiceid
