#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/result.hpp"

namespace voiceid::http {

struct Request;

/// Why the server closes a WebSocket (RFC 6455, 7.4.1).
struct WebSocketClose {
  std::uint16_t code = 1000;
  std::string reason;
};

/// Receives the messages of one WebSocket, on the server's one thread. Does not block.
class WebSocketService {
 public:
  WebSocketService() = default;
  WebSocketService(const WebSocketService&) = delete;
  WebSocketService& operator=(const WebSocketService&) = delete;
  virtual ~WebSocketService() = default;

  /// Handles a message. Returns why to close the WebSocket, or nothing to keep it open. Does not throw.
  virtual std::optional<WebSocketClose> receive(std::string_view message, bool is_text) = 0;
};

/// Checks that the request opens a WebSocket (RFC 6455, 4.1).
/// Errors: ValidationException, one sentence that names the header that is missing or wrong.
Result<void> check_web_socket_handshake(const Request& request);

}  // namespace voiceid::http
