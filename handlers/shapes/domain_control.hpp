#pragma once

#include <array>
#include <span>

#include "handlers/shapes/scalars.hpp"

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

}  // namespace voiceid::shapes
