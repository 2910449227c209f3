#pragma once

#include "domain/result.hpp"
#include "server/http/message.hpp"

namespace voiceid::http {

/// Whether the request opens a WebSocket as RFC 6455 has it (4.1).
/// Errors: ValidationException, one sentence that names the header that is missing or wrong.
Result<void> check_web_socket_handshake(const Request& request);

}  // namespace voiceid::http
