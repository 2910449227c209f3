#pragma once

#include <string>

#include "domain/result.hpp"

namespace voiceid::outbound {

/// Who signs requests to AWS services or to emulators of them.
struct AwsIdentity {
  std::string region = "us-east-1";
  /// Both are empty if there are no keys.
  std::string access_key;
  std::string secret_key;
  /// May be empty.
  std::string session_token;
};

/// Refuses values that would break the header or the setting they become part of. Errors: ValidationException with one
/// sentence that never shows a key.
Result<void> check_identity(const AwsIdentity& identity);

}  // namespace voiceid::outbound
