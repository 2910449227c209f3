#include "server/http/web_socket.hpp"

#include <algorithm>

#include "server/http/message.hpp"

namespace voiceid::http {
namespace {

constexpr std::string_view kProtocol = "websocket";
constexpr std::string_view kVersion = "13";
// 16 bytes in Base64.
constexpr std::size_t kKeyLength = 24;
constexpr std::string_view kKeyPadding = "==";

constexpr bool is_base64(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

bool is_key(std::string_view key) {
  return key.size() == kKeyLength && key.ends_with(kKeyPadding) &&
         std::ranges::all_of(key.substr(0, kKeyLength - kKeyPadding.size()), is_base64);
}

}  // namespace

Result<void> check_web_socket_handshake(const Request& request) {
  if (request.method != "GET" || !request.header("Host")) {
    return validation_failed("A WebSocket handshake must be a GET with the header Host.");
  }
  const auto upgrade = request.header("Upgrade");
  if (!request.asks_upgrade || !upgrade || !equals_ignoring_case(*upgrade, kProtocol)) {
    return validation_failed("A WebSocket handshake must have the headers Connection: Upgrade and Upgrade: websocket.");
  }
  if (request.header("Sec-WebSocket-Version") != kVersion) {
    return validation_failed("The header Sec-WebSocket-Version must be 13.");
  }
  if (!is_key(request.header("Sec-WebSocket-Key").value_or(std::string_view()))) {
    return validation_failed("The header Sec-WebSocket-Key must be 16 bytes in Base64.");
  }
  return {};
}

}  // namespace voiceid::http
