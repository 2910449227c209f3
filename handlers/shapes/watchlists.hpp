#pragma once

#include <array>

#include "handlers/shapes/scalars.hpp"

/// Shapes of the watchlist operations (API model).
namespace voiceid::shapes {

struct Watchlist {
  static constexpr std::string_view kName = "Watchlist";
  std::optional<TimePoint> created_at;
  std::optional<bool> default_watchlist;
  std::optional<std::string_view> description;
  std::optional<std::string_view> domain_id;
  std::optional<std::string_view> name;
  std::optional<TimePoint> updated_at;
  std::optional<std::string_view> watchlist_id;
  static constexpr auto members() {
    return std::array{member<&Watchlist::created_at>("CreatedAt", kTimestamp),
                      member<&Watchlist::default_watchlist>("DefaultWatchlist", kBoolean),
                      member<&Watchlist::description>("Description", kWatchlistDescription),
                      member<&Watchlist::domain_id>("DomainId", kDomainId),
                      member<&Watchlist::name>("Name", kWatchlistName),
                      member<&Watchlist::updated_at>("UpdatedAt", kTimestamp),
                      member<&Watchlist::watchlist_id>("WatchlistId", kWatchlistId)};
  }
};

/// Has the same members as Watchlist.
struct WatchlistSummary : Watchlist {
  static constexpr std::string_view kName = "WatchlistSummary";
};

struct CreateWatchlistRequest {
  static constexpr std::string_view kName = "CreateWatchlistRequest";
  std::optional<std::string_view> client_token;
  std::optional<std::string_view> description;
  std::string_view domain_id;
  std::string_view name;
  static constexpr auto members() {
    return std::array{
        idempotency_token(member<&CreateWatchlistRequest::client_token>("ClientToken", kClientTokenString)),
        member<&CreateWatchlistRequest::description>("Description", kWatchlistDescription),
        member<&CreateWatchlistRequest::domain_id>("DomainId", kDomainId),
        member<&CreateWatchlistRequest::name>("Name", kWatchlistName)};
  }
};

struct WatchlistResponse {
  std::optional<Watchlist> watchlist;
  static constexpr auto members() { return std::array{member<&WatchlistResponse::watchlist>("Watchlist")}; }
};

struct CreateWatchlistResponse : WatchlistResponse {
  static constexpr std::string_view kName = "CreateWatchlistResponse";
};

/// A request about one watchlist.
struct WatchlistRequest {
  std::string_view domain_id;
  std::string_view watchlist_id;
  static constexpr auto members() {
    return std::array{member<&WatchlistRequest::domain_id>("DomainId", kDomainId),
                      member<&WatchlistRequest::watchlist_id>("WatchlistId", kWatchlistId)};
  }
};

struct DescribeWatchlistRequest : WatchlistRequest {
  static constexpr std::string_view kName = "DescribeWatchlistRequest";
};

struct DescribeWatchlistResponse : WatchlistResponse {
  static constexpr std::string_view kName = "DescribeWatchlistResponse";
};

struct ListWatchlistsRequest {
  static constexpr std::string_view kName = "ListWatchlistsRequest";
  std::string_view domain_id;
  std::optional<std::int64_t> max_results{};
  std::optional<std::string_view> next_token;
  static constexpr auto members() {
    return std::array{member<&ListWatchlistsRequest::domain_id>("DomainId", kDomainId),
                      member<&ListWatchlistsRequest::max_results>("MaxResults", kMaxResultsForList),
                      member<&ListWatchlistsRequest::next_token>("NextToken", kNextToken)};
  }
};

inline constexpr Shape kWatchlistSummaries =
    list_shape<WatchlistSummary>("WatchlistSummaries", kShapeOf<WatchlistSummary>);

struct ListWatchlistsResponse {
  static constexpr std::string_view kName = "ListWatchlistsResponse";
  std::optional<std::string_view> next_token;
  std::optional<std::vector<WatchlistSummary>> watchlist_summaries;
  static constexpr auto members() {
    return std::array{member<&ListWatchlistsResponse::next_token>("NextToken", kString),
                      member<&ListWatchlistsResponse::watchlist_summaries>("WatchlistSummaries", kWatchlistSummaries)};
  }
};

struct UpdateWatchlistRequest {
  static constexpr std::string_view kName = "UpdateWatchlistRequest";
  std::optional<std::string_view> description;
  std::string_view domain_id;
  std::optional<std::string_view> name;
  std::string_view watchlist_id;
  static constexpr auto members() {
    return std::array{member<&UpdateWatchlistRequest::description>("Description", kWatchlistDescription),
                      member<&UpdateWatchlistRequest::domain_id>("DomainId", kDomainId),
                      member<&UpdateWatchlistRequest::name>("Name", kWatchlistName),
                      member<&UpdateWatchlistRequest::watchlist_id>("WatchlistId", kWatchlistId)};
  }
};

struct UpdateWatchlistResponse : WatchlistResponse {
  static constexpr std::string_view kName = "UpdateWatchlistResponse";
};

struct DeleteWatchlistRequest : WatchlistRequest {
  static constexpr std::string_view kName = "DeleteWatchlistRequest";
};

}  // namespace voiceid::shapes
