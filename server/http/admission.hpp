#pragma once

#include "domain/result.hpp"
#include "server/http/access_policy.hpp"
#include "server/http/message.hpp"

/// The access policy applied to requests, and what browsers want to be told of it (CORS).
namespace voiceid::http {

/// Whether the request came by a Host, and from a page of an Origin, that may use the emulator; a page that may gets
/// CORS headers, and whatever changes nothing may come from anywhere. Errors: AccessDeniedException.
Result<void> admit(const Request& request, AccessPolicy& policy, Response& response);

/// Whether it is a browser's question, whether a page may send a request.
bool is_preflight(const Request& request);

/// Answers that question for a page that was admitted.
void answer_preflight(const Request& request, Response& response);

}  // namespace voiceid::http
