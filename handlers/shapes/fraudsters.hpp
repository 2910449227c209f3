#pragma once

#include <array>

#include "handlers/shapes/scalars.hpp"

/// Shapes of the fraudster operations (M).
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

/// The contract gives it the same members as Fraudster.
struct FraudsterSummary : Fraudster {
  static constexpr std::string_view kName = "FraudsterSummary";
};

struct AssociateFraudsterRequest {
  static constexpr std::string_view kName = "AssociateFraudsterRequest";
  std::string_view domain_id;
  std::string_view fraudster_id;
  std::string_view watchlist_id;
  static constexpr auto members() {
    return std::array{member<&AssociateFraudsterRequest::domain_id>("DomainId", kDomainId),
                      member<&AssociateFraudsterRequest::fraudster_id>("FraudsterId", kFraudsterId),
                      member<&AssociateFraudsterRequest::watchlist_id>("WatchlistId", kWatchlistId)};
  }
};

struct AssociateFraudsterResponse {
  static constexpr std::string_view kName = "AssociateFraudsterResponse";
  std::optional<Fraudster> fraudster;
  static constexpr auto members() { return std::array{member<&AssociateFraudsterResponse::fraudster>("Fraudster")}; }
};

struct DisassociateFraudsterRequest {
  static constexpr std::string_view kName = "DisassociateFraudsterRequest";
  std::string_view domain_id;
  std::string_view fraudster_id;
  std::string_view watchlist_id;
  static constexpr auto members() {
    return std::array{member<&DisassociateFraudsterRequest::domain_id>("DomainId", kDomainId),
                      member<&DisassociateFraudsterRequest::fraudster_id>("FraudsterId", kFraudsterId),
                      member<&DisassociateFraudsterRequest::watchlist_id>("WatchlistId", kWatchlistId)};
  }
};

struct DisassociateFraudsterResponse {
  static constexpr std::string_view kName = "DisassociateFraudsterResponse";
  std::optional<Fraudster> fraudster;
  static constexpr auto members() { return std::array{member<&DisassociateFraudsterResponse::fraudster>("Fraudster")}; }
};

struct DescribeFraudsterRequest {
  static constexpr std::string_view kName = "DescribeFraudsterRequest";
  std::string_view domain_id;
  std::string_view fraudster_id;
  static constexpr auto members() {
    return std::array{member<&DescribeFraudsterRequest::domain_id>("DomainId", kDomainId),
                      member<&DescribeFraudsterRequest::fraudster_id>("FraudsterId", kFraudsterId)};
  }
};

struct DescribeFraudsterResponse {
  static constexpr std::string_view kName = "DescribeFraudsterResponse";
  std::optional<Fraudster> fraudster;
  static constexpr auto members() { return std::array{member<&DescribeFraudsterResponse::fraudster>("Fraudster")}; }
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

struct DeleteFraudsterRequest {
  static constexpr std::string_view kName = "DeleteFraudsterRequest";
  std::string_view domain_id;
  std::string_view fraudster_id;
  static constexpr auto members() {
    return std::array{member<&DeleteFraudsterRequest::domain_id>("DomainId", kDomainId),
                      member<&DeleteFraudsterRequest::fraudster_id>("FraudsterId", kFraudsterId)};
  }
};

}  // namespace voiceid::shapes
