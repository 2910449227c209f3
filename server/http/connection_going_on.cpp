#include "server/http/connection.hpp"
#include "server/http/web_socket.hpp"

/// What a connection becomes where its answer does not end.
namespace voiceid::http {

// The WebSocket sees to its own time-outs; at a stop it ends at once, since nothing waits for an answer.
Awaitable<void> Connection::serve_web_socket() {
  if (buffer_.has_unparsed()) {
    // A client waits for the answer before it sends more (RFC 6455, 4.1).
    response_.web_socket.reset();
    shared_.service.refuse(Refusal::kMalformed, request_, response_);
    const bool sent = co_await send_answer(AfterAnswer::kClose);
    if (sent) co_await linger();
    co_return;
  }
  deadline_ = std::numeric_limits<std::uint64_t>::max();
  idle_ = true;
  const std::chrono::seconds idle_timeout(shared_.idle_timeout_ticks);
  co_await http::serve_web_socket(stream_, request_, *response_.web_socket, idle_timeout);
}

// What the client sends meanwhile is lost, so that the connection can't be used for another request.
Awaitable<void> Connection::serve_stream() {
  const bool chunked = parser_->is_http_1_1();
  StreamAnswer answer(stream_, *response_.stream, chunked, shared_.heartbeat);
  streaming_ = &answer;
  shared_.head.write(head_, response_, AfterAnswer::kClose, chunked ? Framing::kChunked : Framing::kNone);
  std::string_view piece = head_;
  bool sent = true;
  while (sent && !piece.empty()) {
    set_deadline();
    sent = co_await answer.send(piece);
    if (!sent) break;
    deadline_ = std::numeric_limits<std::uint64_t>::max();
    if (shared_.stopping) answer.stop();
    piece = co_await answer.next();
  }
  co_await answer.end();
  if (sent && answer.stopped()) {
    stream_.finish(answer.last_bytes());
  } else if (sent) {
    set_deadline();
    sent = co_await answer.send(answer.last_bytes());
  }
  streaming_ = nullptr;
  if (sent && !answer.stopped()) co_await linger();
}

}  // namespace voiceid::http
