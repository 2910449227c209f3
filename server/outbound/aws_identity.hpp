#pragma once

#include <string>

#include "domain/result.hpp"

namespace voiceid::outbound {

/// As whom requests to services of AWS, or what stands in their place, are signed.
struct AwsIdentity {
  std::string region = "us-east-1";
  /// Both empty: there are no keys.
  std::string access_key;
  std::string secret_key;
  /// May be empty.
  std::string session_token;
};

/// Refuses what would break the header or the setting that it becomes a part of. Errors: ValidationException with one
/// sentence, in which there is no value of a key.
Result<void> check_identity(const AwsIdentity& identity);

}  // namespace voiceid::outbound
