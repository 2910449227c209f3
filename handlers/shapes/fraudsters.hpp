#pragma once

#include <array>

#include "handlers/shapes/scalars.hpp"

/// Shapes of the fraudster operations (API model).
namespace voiceid::shapes {

struct Fraudster {
  static constexpr std::string_view kName = "Fraudster";
  std::optional<TimePoint> created_at;
  std::optional<std::string_view> domain_id;
  std::optional<std::string_view> generated_fraudster_id;
  std::optional<std::vector<std::string_view>> watchlist_ids;
  static constexpr auto members() {
    return std::array{member<&Fraudster::created_at>("CreatedAt", kTimestamp),
                      member<&Fraudster::domain_id>("DomainId", kDomainId),
                      member<&Fraudster::generated_fraudster_id>("GeneratedFraudsterId", kGeneratedFraudsterId),
                      member<&Fraudster::watchlist_ids>("WatchlistIds", kResponseWatchlistIds)};
  }
};

/// Has the same members as Fraudster.
struct FraudsterSummary : Fraudster {
  static constexpr std::string_view kName = "FraudsterSummary";
};

/// A request to put a fraudster on a watchlist or to take it off.
struct FraudsterOnWatchlistRequest {
  std::string_view domain_id;
  std::string_view fraudster_id;
  std::string_view watchlist_id;
  static constexpr auto members() {
    return std::array{member<&FraudsterOnWatchlistRequest::domain_id>("DomainId", kDomainId),
                      member<&FraudsterOnWatchlistRequest::fraudster_id>("FraudsterId", kFraudsterId),
                      member<&FraudsterOnWatchlistRequest::watchlist_id>("WatchlistId", kWatchlistId)};
  }
};

struct AssociateFraudsterRequest : FraudsterOnWatchlistRequest {
  static constexpr std::string_view kName = "AssociateFraudsterRequest";
};

struct FraudsterResponse {
  std::optional<Fraudster> fraudster;
  static constexpr auto members() { return std::array{member<&FraudsterResponse::fraudster>("Fraudster")}; }
};

struct AssociateFraudsterResponse : FraudsterResponse {
  static constexpr std::string_view kName = "AssociateFraudsterResponse";
};

struct DisassociateFraudsterRequest : FraudsterOnWatchlistRequest {
  static constexpr std::string_view kName = "DisassociateFraudsterRequest";
};

struct DisassociateFraudsterResponse : FraudsterResponse {
  static constexpr std::string_view kName = "DisassociateFraudsterResponse";
};

/// A request about one fraudster.
struct FraudsterRequest {
  std::string_view domain_id;
  std::string_view fraudster_id;
  static constexpr auto members() {
    return std::array{member<&FraudsterRequest::domain_id>("DomainId", kDomainId),
                      member<&FraudsterRequest::fraudster_id>("FraudsterId", kFraudsterId)};
  }
};

struct DescribeFraudsterRequest : FraudsterRequest {
  static constexpr std::string_view kName = "DescribeFraudsterRequest";
};

struct DescribeFraudsterResponse : FraudsterResponse {
  static constexpr std::string_view kName = "DescribeFraudsterResponse";
};

struct ListFraudstersRequest {
  static constexpr std::string_view kName = "ListFraudstersRequest";
  std::string_view domain_id;
  std::optional<std::int64_t> max_results{};
  std::optional<std::string_view> next_token;
  std::optional<std::string_view> watchlist_id;
  static constexpr auto members() {
    return std::array{member<&ListFraudstersRequest::domain_id>("DomainId", kDomainId),
                      member<&ListFraudstersRequest::max_results>("MaxResults", kMaxResultsForList),
                      member<&ListFraudstersRequest::next_token>("NextToken", kNextToken),
                      member<&ListFraudstersRequest::watchlist_id>("WatchlistId", kWatchlistId)};
  }
};

inline constexpr Shape kFraudsterSummaries =
    list_shape<FraudsterSummary>("FraudsterSummaries", kShapeOf<FraudsterSummary>);

struct ListFraudstersResponse {
  static constexpr std::string_view kName = "ListFraudstersResponse";
  std::optional<std::vector<FraudsterSummary>> fraudster_summaries;
  std::optional<std::string_view> next_token;
  static constexpr auto members() {
    return std::array{member<&ListFraudstersResponse::fraudster_summaries>("FraudsterSummaries", kFraudsterSummaries),
                      member<&ListFraudstersResponse::next_token>("NextToken", kString)};
  }
};

struct DeleteFraudsterRequest : FraudsterRequest {
  static constexpr std::string_view kName = "DeleteFraudsterRequest";
};

}  // namespace voiceid::shapes
