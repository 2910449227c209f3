#include "server/outbound/aws_identity.hpp"

#include <algorithm>

#include "domain/error.hpp"

namespace voiceid::outbound {
namespace {

constexpr bool is_graphic(char c) { return c > ' ' && c <= '~'; }

constexpr bool is_of_a_region(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

}  // namespace

Result<void> check_identity(const AwsIdentity& identity) {
  if (identity.region.empty() || !std::ranges::all_of(identity.region, is_of_a_region)) {
    return validation_failed("The signing region is not a name such as us-east-1.");
  }
  if (identity.access_key.empty() != identity.secret_key.empty()) {
    return validation_failed("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set together.");
  }
  if (!std::ranges::all_of(identity.access_key, is_graphic) ||
      !std::ranges::all_of(identity.session_token, is_graphic)) {
    return validation_failed("AWS_ACCESS_KEY_ID and AWS_SESSION_TOKEN may have only visible ASCII characters.");
  }
  return {};
}

}  // namespace voiceid::outbound
