#pragma once

#include <chrono>

#include "server/http/channel.hpp"
#include "server/http/memory_budget.hpp"
#include "server/http/message.hpp"

namespace voiceid::http {

/// Serves the response's WebSocket until either side ends it. check_web_socket_handshake() has accepted the request. A
/// client that is silent for `idle_timeout` is sent a ping, and disconnected if it does not answer.
/// `held` counts the message being received; one that goes beyond the budget ends the WebSocket with the code 1013.
Awaitable<void> serve_web_socket(Channel& channel, const Request& request, const Response& response, HeldMemory& held,
                                 std::chrono::seconds idle_timeout);

}  // namespace voiceid::http
