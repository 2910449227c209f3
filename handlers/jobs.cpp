#include "handlers/jobs.hpp"

namespace voiceid::handlers {

Result<std::optional<ResourceId>> watchlist_of_config(store::DomainRecord& record,
                                                      const std::optional<std::vector<std::string_view>>& ids) {
  if (!ids) return std::optional<ResourceId>();
  // The model allows exactly one (M).
  const auto watchlist = require_watchlist(record, ids->front());
  if (!watchlist) return watchlist.error();
  return std::optional((*watchlist)->id);
}

}  // namespace voiceid::handlers
