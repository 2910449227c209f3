#include "server/http/web_socket_answer.hpp"

#include <spdlog/spdlog.h>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <optional>

#include "server/http/read_buffer.hpp"
#include "server/http/response_head.hpp"

namespace voiceid::http {
namespace {

namespace websocket = boost::beast::websocket;
namespace beast_http = boost::beast::http;

constexpr std::size_t kMaxMessage = 1024 * 1024;
constexpr std::chrono::seconds kHandshakeTimeout{10};
// Of the registry that RFC 6455, 11.7, begins.
constexpr std::uint16_t kTryAgainLater = 1013;

boost::beast::string_view to_beast(std::string_view text) { return {text.data(), text.size()}; }

beast_http::request<beast_http::empty_body> to_beast(const Request& request) {
  beast_http::request<beast_http::empty_body> copy;
  copy.method_string(to_beast(request.method));
  copy.target(to_beast(request.target));
  for (const Header& header : request.headers) copy.insert(to_beast(header.name), to_beast(header.value));
  return copy;
}

// An exception is a bug; it ends this WebSocket and nothing else.
std::optional<WebSocketClose> receive(WebSocketService& service, std::string_view message, bool is_text) {
  constexpr std::uint16_t kInternalError = 1011;
  try {
    return service.receive(message, is_text);
  } catch (const std::exception& bug) {
    spdlog::error("A WebSocket's message ended in an exception: {}", bug.what());
    return WebSocketClose{kInternalError, "internal error"};
  }
}

}  // namespace

Awaitable<void> serve_web_socket(Channel& channel, const Request& request, const Response& response, HeldMemory& held,
                                 std::chrono::seconds idle_timeout) {
  websocket::stream<Channel&> socket(channel);
  socket.set_option(websocket::stream_base::decorator([&response](websocket::response_type& head) {
    head.set(to_beast(kRequestIdHeader), to_beast(response.request_id));
  }));
  socket.set_option(websocket::stream_base::timeout{kHandshakeTimeout, idle_timeout, true});
  socket.read_message_max(kMaxMessage);
  const auto handshake = to_beast(request);
  boost::system::error_code error;
  co_await socket.async_accept(handshake, into(error));
  boost::beast::flat_buffer buffer;
  std::optional<WebSocketClose> close;
  while (!error && !close) {
    co_await socket.async_read_some(buffer, kKeptMemory, into(error));
    if (error) co_return;
    if (!held.try_hold(buffer.capacity())) {
      close = {kTryAgainLater, "requests and answers in progress take all memory allowed"};
    } else if (socket.is_message_done()) {
      const std::string_view message(static_cast<const char*>(buffer.cdata().data()), buffer.size());
      close = receive(*response.web_socket, message, socket.got_text());
      buffer.consume(buffer.size());
      if (buffer.capacity() > kKeptMemory) buffer.shrink_to_fit();
    }
  }
  if (error) co_return;
  const websocket::close_reason reason(static_cast<websocket::close_code>(close->code), to_beast(close->reason));
  co_await socket.async_close(reason, into(error));
}

}  // namespace voiceid::http
