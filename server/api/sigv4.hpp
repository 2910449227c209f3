#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "domain/result.hpp"
#include "server/http/message.hpp"

namespace voiceid::api {

/// How far a request's date may be from the machine's clock (AWS JSON services).
inline constexpr std::chrono::minutes kMaxClockSkew{15};

/// A key pair that strict mode accepts.
struct Credential {
  std::string access_key;
  std::string secret;
  std::optional<std::string> session_token;
};

/// Reads `AKID:SECRET[:SESSION_TOKEN]`. Errors: ValidationException with one sentence, without the secret.
Result<Credential> parse_credential(std::string_view text);

/// Verifies Signature Version 4 over the exact bytes received. `now` is the machine's time, not the
/// emulator's, because clients sign with theirs.
/// Errors, as AWS JSON services answer them: MissingAuthenticationTokenException, IncompleteSignatureException,
/// UnrecognizedClientException (unknown access key, or a session token missing or unexpected),
/// ExpiredTokenException (a session token other than the credential's), InvalidSignatureException (anything else).
Result<void> verify_signature(const http::Request& request, const std::vector<Credential>& credentials,
                              std::chrono::sys_seconds now);

}  // namespace voiceid::api
