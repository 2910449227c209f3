#pragma once

#include <chrono>

#include "server/http/channel.hpp"
#include "server/http/message.hpp"

namespace voiceid::http {

/// Serves a WebSocket until either side ends it. check_web_socket_handshake() has accepted the request. A client that
/// is silent for `idle_timeout` is sent a ping, and disconnected if it does not answer.
Awaitable<void> serve_web_socket(Channel& channel, const Request& request, WebSocketService& service,
                                 std::chrono::seconds idle_timeout);

}  // namespace voiceid::http
