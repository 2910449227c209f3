#pragma once

#include "domain/result.hpp"
#include "server/http/access_policy.hpp"
#include "server/http/message.hpp"

/// Applies the access policy to requests and adds the headers that browsers need (CORS).
namespace voiceid::http {

/// Checks that the request's Host and Origin may use the emulator, and adds CORS headers for an origin that may. A
/// request that changes nothing may come from any origin. Errors: AccessDeniedException.
Result<void> admit(const Request& request, AccessPolicy& policy, Response& response);

/// Whether the request is a browser asking whether a page may send another one.
bool is_preflight(const Request& request);

/// Answers a preflight request that was admitted.
void answer_preflight(const Request& request, Response& response);

}  // namespace voiceid::http
