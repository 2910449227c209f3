#pragma once

#include <array>

#include "handlers/shapes/scalars.hpp"
#include "handlers/shapes/tags.hpp"

/// Shapes of the domain operations (API model).
namespace voiceid::shapes {

struct ServerSideEncryptionConfiguration {
  static constexpr std::string_view kName = "ServerSideEncryptionConfiguration";
  std::string_view kms_key_id;
  static constexpr auto members() {
    return std::array{member<&ServerSideEncryptionConfiguration::kms_key_id>("KmsKeyId", kKmsKeyId)};
  }
};

struct ServerSideEncryptionUpdateDetails {
  static constexpr std::string_view kName = "ServerSideEncryptionUpdateDetails";
  std::optional<std::string_view> message;
  std::optional<std::string_view> old_kms_key_id;
  std::optional<std::string_view> update_status;
  static constexpr auto members() {
    return std::array{
        member<&ServerSideEncryptionUpdateDetails::message>("Message", kString),
        member<&ServerSideEncryptionUpdateDetails::old_kms_key_id>("OldKmsKeyId", kKmsKeyId),
        member<&ServerSideEncryptionUpdateDetails::update_status>("UpdateStatus", kServerSideEncryptionUpdateStatus)};
  }
};

struct WatchlistDetails {
  static constexpr std::string_view kName = "WatchlistDetails";
  std::string_view default_watchlist_id;
  static constexpr auto members() {
    return std::array{member<&WatchlistDetails::default_watchlist_id>("DefaultWatchlistId", kWatchlistId)};
  }
};

struct Domain {
  static constexpr std::string_view kName = "Domain";
  std::optional<std::string_view> arn;
  std::optional<TimePoint> created_at;
  std::optional<std::string_view> description;
  std::optional<std::string_view> domain_id;
  std::optional<std::string_view> domain_status;
  std::optional<std::string_view> name;
  std::optional<ServerSideEncryptionConfiguration> server_side_encryption_configuration;
  std::optional<ServerSideEncryptionUpdateDetails> server_side_encryption_update_details;
  std::optional<TimePoint> updated_at;
  std::optional<WatchlistDetails> watchlist_details;
  static constexpr auto members() {
    return std::array{member<&Domain::arn>("Arn", kArn),
                      member<&Domain::created_at>("CreatedAt", kTimestamp),
                      member<&Domain::description>("Description", kDescription),
                      member<&Domain::domain_id>("DomainId", kDomainId),
                      member<&Domain::domain_status>("DomainStatus", kDomainStatus),
                      member<&Domain::name>("Name", kDomainName),
                      member<&Domain::server_side_encryption_configuration>("ServerSideEncryptionConfiguration"),
                      member<&Domain::server_side_encryption_update_details>("ServerSideEncryptionUpdateDetails"),
                      member<&Domain::updated_at>("UpdatedAt", kTimestamp),
                      member<&Domain::watchlist_details>("WatchlistDetails")};
  }
};

/// Has the same members as Domain.
struct DomainSummary : Domain {
  static constexpr std::string_view kName = "DomainSummary";
};

struct CreateDomainRequest {
  static constexpr std::string_view kName = "CreateDomainRequest";
  std::optional<std::string_view> client_token;
  std::optional<std::string_view> description;
  std::string_view name;
  ServerSideEncryptionConfiguration server_side_encryption_configuration{};
  std::optional<std::vector<Tag>> tags;
  static constexpr auto members() {
    return std::array{
        idempotency_token(member<&CreateDomainRequest::client_token>("ClientToken", kClientTokenString)),
        member<&CreateDomainRequest::description>("Description", kDescription),
        member<&CreateDomainRequest::name>("Name", kDomainName),
        member<&CreateDomainRequest::server_side_encryption_configuration>("ServerSideEncryptionConfiguration"),
        member<&CreateDomainRequest::tags>("Tags", kTagList)};
  }
};

struct DomainResponse {
  std::optional<Domain> domain;
  static constexpr auto members() { return std::array{member<&DomainResponse::domain>("Domain")}; }
};

struct CreateDomainResponse : DomainResponse {
  static constexpr std::string_view kName = "CreateDomainResponse";
};

/// A request about one domain.
struct DomainRequest {
  std::string_view domain_id;
  static constexpr auto members() { return std::array{member<&DomainRequest::domain_id>("DomainId", kDomainId)}; }
};

struct DescribeDomainRequest : DomainRequest {
  static constexpr std::string_view kName = "DescribeDomainRequest";
};

struct DescribeDomainResponse : DomainResponse {
  static constexpr std::string_view kName = "DescribeDomainResponse";
};

struct ListDomainsRequest {
  static constexpr std::string_view kName = "ListDomainsRequest";
  std::optional<std::int64_t> max_results{};
  std::optional<std::string_view> next_token;
  static constexpr auto members() {
    return std::array{member<&ListDomainsRequest::max_results>("MaxResults", kMaxResultsForListDomainFe),
                      member<&ListDomainsRequest::next_token>("NextToken", kNextToken)};
  }
};

inline constexpr Shape kDomainSummaries = list_shape<DomainSummary>("DomainSummaries", kShapeOf<DomainSummary>);

struct ListDomainsResponse {
  static constexpr std::string_view kName = "ListDomainsResponse";
  std::optional<std::vector<DomainSummary>> domain_summaries;
  std::optional<std::string_view> next_token;
  static constexpr auto members() {
    return std::array{member<&ListDomainsResponse::domain_summaries>("DomainSummaries", kDomainSummaries),
                      member<&ListDomainsResponse::next_token>("NextToken", kString)};
  }
};

struct UpdateDomainRequest {
  static constexpr std::string_view kName = "UpdateDomainRequest";
  std::optional<std::string_view> description;
  std::string_view domain_id;
  std::string_view name;
  ServerSideEncryptionConfiguration server_side_encryption_configuration{};
  static constexpr auto members() {
    return std::array{
        member<&UpdateDomainRequest::description>("Description", kDescription),
        member<&UpdateDomainRequest::domain_id>("DomainId", kDomainId),
        member<&UpdateDomainRequest::name>("Name", kDomainName),
        member<&UpdateDomainRequest::server_side_encryption_configuration>("ServerSideEncryptionConfiguration")};
  }
};

struct UpdateDomainResponse : DomainResponse {
  static constexpr std::string_view kName = "UpdateDomainResponse";
};

struct DeleteDomainRequest : DomainRequest {
  static constexpr std::string_view kName = "DeleteDomainRequest";
};

}  // namespace voiceid::shapes
