#pragma once

#include <array>
#include <span>

#include "handlers/shapes/domains.hpp"

/// Shapes of the control API's calls on domains, beside those of the service's own operations.
namespace voiceid::shapes {

/// Without IN_PROGRESS: only UpdateDomain starts a re-encryption.
inline constexpr Shape kFinalEncryptionUpdateStatus{
    .name = "ServerSideEncryptionUpdateStatus",
    .kind = ShapeKind::kString,
    .enum_values = std::span(kEnumNames<ServerSideEncryptionUpdateStatus>).last<2>()};
inline constexpr Shape kEncryptionUpdateMessage = string_shape("Message", 1, 1024);

/// PUT …/status.
struct SetDomainStatusRequest {
  static constexpr std::string_view kName = "SetDomainStatusRequest";
  std::string_view status;
  static constexpr auto members() {
    return std::array{member<&SetDomainStatusRequest::status>("Status", kDomainStatus)};
  }
};

/// PUT …/encryption-update.
struct EndEncryptionUpdateRequest {
  static constexpr std::string_view kName = "EndEncryptionUpdateRequest";
  std::optional<std::string_view> message;
  std::string_view update_status;
  static constexpr auto members() {
    return std::array{member<&EndEncryptionUpdateRequest::message>("Message", kEncryptionUpdateMessage),
                      member<&EndEncryptionUpdateRequest::update_status>("UpdateStatus", kFinalEncryptionUpdateStatus)};
  }
};

/// An element of GET domains: a domain of any account and region.
struct ListedDomain : Domain {
  static constexpr std::string_view kName = "ListedDomain";
  std::string_view account;
  std::string_view region;
  std::optional<TimePoint> deleted_at;
  /// When a deleted domain is erased for good, unless it is restored before.
  std::optional<TimePoint> erased_at;
  static constexpr auto members() {
    return joined(Domain::members(), std::array{member<&ListedDomain::account>("Account", kString),
                                                member<&ListedDomain::region>("Region", kString),
                                                member<&ListedDomain::deleted_at>("DeletedAt", kTimestamp),
                                                member<&ListedDomain::erased_at>("ErasedAt", kTimestamp)});
  }
};

}  // namespace voiceid::shapes
