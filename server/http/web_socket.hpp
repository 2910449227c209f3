#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.hpp"
#include "server/http/stream.hpp"

namespace voiceid::http {

/// Serves a WebSocket by a handshake that was checked, until either side ends it. A client that is silent for so long
/// is asked whether it is still there, and ended where it is not.
Awaitable<void> serve_web_socket(Stream& stream, const Request& request, WebSocketService& service,
                                 std::chrono::seconds idle_timeout);

}  // namespace voiceid::http
