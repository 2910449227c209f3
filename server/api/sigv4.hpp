#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "domain/result.hpp"
#include "server/http/message.hpp"

namespace voiceid::api {

/// How far a request's date may be from the machine's (page 1).
inline constexpr std::chrono::minutes kMaxClockSkew{15};

/// A key pair that strict mode accepts.
struct Credential {
  std::string access_key;
  std::string secret;
  std::optional<std::string> session_token;
};

/// Reads `AKID:SECRET[:SESSION_TOKEN]`. Errors: ValidationException with one sentence, without the secret.
Result<Credential> parse_credential(std::string_view text);

/// Verifies Signature Version 4 over the exact bytes received. `now` is the machine's time, the one exception to the
/// rule that the emulator's clock is used: it is the clients' time, too.
/// Errors (all of AWS's common layer, P): MissingAuthenticationTokenException, IncompleteSignatureException,
/// UnrecognizedClientException (unknown access key, or a session token that is missing or not wanted),
/// ExpiredTokenException (another session token than the credential's), InvalidSignatureException (all else).
Result<void> verify_signature(const http::Request& request, const std::vector<Credential>& credentials,
                              std::chrono::sys_seconds now);

}  // namespace voiceid::api
