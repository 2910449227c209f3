#include "handlers/client_token.hpp"
#include "handlers/listing.hpp"
#include "handlers/lookup.hpp"
#include "handlers/operations.hpp"

namespace voiceid::handlers {
namespace {

// Watchlist and WatchlistSummary have the same members.
template <class Shape>
Shape described(const Watchlist& watchlist, const store::DomainRecord& record) {
  Shape shape;
  shape.created_at = watchlist.created_at;
  shape.default_watchlist = watchlist.is_default;
  shape.description = watchlist.description;
  shape.domain_id = record.domain.id.view();
  shape.name = watchlist.name;
  shape.updated_at = watchlist.updated_at;
  shape.watchlist_id = watchlist.id.view();
  return shape;
}

Watchlist new_watchlist(Context& context, const shapes::CreateWatchlistRequest& request) {
  Watchlist watchlist;
  watchlist.id = context.ids.resource_id();
  watchlist.name = request.name;
  watchlist.description = request.description;
  watchlist.created_at = watchlist.updated_at = context.now;
  return watchlist;
}

}  // namespace

Result<shapes::CreateWatchlistResponse> create_watchlist(Context& context,
                                                         const shapes::CreateWatchlistRequest& request) {
  const auto record = require_active_domain(context, request.domain_id);
  if (!record) return record.error();
  const ClientToken client_token(context, request);
  const auto made_before = client_token.made_before();
  if (!made_before) return made_before.error();
  if (*made_before) {
    const auto watchlist = require_watchlist(**record, (*made_before)->view());
    if (!watchlist) return watchlist.error();
    return shapes::CreateWatchlistResponse{described<shapes::Watchlist>(**watchlist, **record)};
  }
  const std::size_t present = (*record)->watchlists.size();
  if (auto room = context.settings.quotas.check_room(Quota::kWatchlists, present); !room) return room.error();
  const Watchlist& watchlist = (*record)->watchlists.insert(new_watchlist(context, request));
  client_token.remember(watchlist.id);
  return shapes::CreateWatchlistResponse{described<shapes::Watchlist>(watchlist, **record)};
}

Result<shapes::DescribeWatchlistResponse> describe_watchlist(Context& context,
                                                             const shapes::DescribeWatchlistRequest& request) {
  const auto record = require_active_domain(context, request.domain_id);
  if (!record) return record.error();
  const auto watchlist = require_watchlist(**record, request.watchlist_id);
  if (!watchlist) return watchlist.error();
  return shapes::DescribeWatchlistResponse{described<shapes::Watchlist>(**watchlist, **record)};
}

Result<shapes::ListWatchlistsResponse> list_watchlists(Context& context, const shapes::ListWatchlistsRequest& request) {
  const auto record = require_active_domain(context, request.domain_id);
  if (!record) return record.error();
  return Listing(context, request, shapes::kMaxResultsForList)
      .answer<shapes::ListWatchlistsResponse>(
          &shapes::ListWatchlistsResponse::watchlist_summaries,
          [&](std::uint64_t after, std::size_t limit) { return (*record)->watchlists.page(after, limit); },
          [&](const Watchlist& watchlist) { return described<shapes::WatchlistSummary>(watchlist, **record); });
}

Result<shapes::UpdateWatchlistResponse> update_watchlist(Context& context,
                                                         const shapes::UpdateWatchlistRequest& request) {
  const auto record = require_active_domain(context, request.domain_id);
  if (!record) return record.error();
  const auto watchlist = require_watchlist(**record, request.watchlist_id);
  if (!watchlist) return watchlist.error();
  const auto updated = update(**watchlist, request.name, request.description, context.now);
  if (!updated) return updated.error();
  return shapes::UpdateWatchlistResponse{described<shapes::Watchlist>(**watchlist, **record)};
}

Result<shapes::NoOutput> delete_watchlist(Context& context, const shapes::DeleteWatchlistRequest& request) {
  const auto record = require_active_domain(context, request.domain_id);
  if (!record) return record.error();
  const auto watchlist = require_watchlist(**record, request.watchlist_id);
  if (!watchlist) return watchlist.error();
  if (auto deletable = check_deletable(**watchlist); !deletable) return deletable.error();
  (*record)->watchlists.erase(request.watchlist_id);
  return shapes::NoOutput{};
}

}  // namespace voiceid::handlers
