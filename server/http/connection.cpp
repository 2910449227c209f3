#include "server/http/connection.hpp"

#include <poll.h>
#include <spdlog/spdlog.h>

#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_suffix.hpp>
#include <boost/beast/http/error.hpp>

#include "server/http/answer_wait.hpp"
#include "server/http/later_answer.hpp"

namespace voiceid::http {
namespace {

using boost::system::error_code;
namespace beast_http = boost::beast::http;

// A connection keeps its buffers for the next request unless one request made them this large.
constexpr std::size_t kKeptMemory = 64 * 1024;
// How much of what a refused client still sends is read, so that it comes to reading the answer.
constexpr std::size_t kMaxLingeringBytes = 80 * 1024 * 1024;
constexpr std::uint64_t kLingerTicks = 2;

Refusal refusal_of(const error_code& error) {
  if (error == beast_http::error::header_limit) return Refusal::kHeaderTooLarge;
  if (error == beast_http::error::body_limit) return Refusal::kBodyTooLarge;
  return Refusal::kMalformed;
}

}  // namespace

Awaitable<void> Connection::serve() {
  if (stream_.is_tls()) {
    const bool ready = co_await set_up_tls();
    if (!ready) co_return;
  }
  while (true) {
    const Received received = co_await receive();
    if (received == Received::kNothing) co_return;
    if (received == Received::kRequest) {
      response_.clear();
      shared_.service.handle(request_, response_);
    }
    if (response_.web_socket) {
      co_await serve_web_socket();
      co_return;
    }
    if (response_.later) {
      // The time is the server's, so none is counted against the client.
      deadline_ = std::numeric_limits<std::uint64_t>::max();
      co_await wait_until_settled(response_.later, stream_.get_executor());
      if (!take_later_answer()) co_return;
    }
    if (response_.stream && request_.method != "HEAD") {
      co_await serve_stream();
      co_return;
    }
    const AfterAnswer after = received == Received::kRefused ? AfterAnswer::kClose : after_answer();
    const bool sent = co_await send_answer(after);
    if (!sent) co_return;
    if (after == AfterAnswer::kClose) break;
    release_memory();
  }
  co_await linger();
}

// A client that sends HTTP where TLS is spoken is told so: its first byte is a letter, that of a handshake is not.
Awaitable<bool> Connection::set_up_tls() {
  set_deadline();
  idle_ = true;
  error_code error;
  co_await stream_.socket().async_wait(Socket::wait_read, into(error));
  char first = 0;
  if (!error) stream_.socket().non_blocking(true, error);
  if (!error) stream_.socket().receive(asio::buffer(&first, 1), Socket::message_peek, error);
  if (error) co_return false;
  if (first >= 'A' && first <= 'z') {
    stream_.speak_plainly();
    co_await refuse(Refusal::kNoTls);
    co_return false;
  }
  co_await stream_.handshake(error);
  if (error) spdlog::debug("A TLS handshake failed: {}", error.message());
  co_return !error;
}

bool Connection::take_later_answer() {
  using State = PendingAnswer::State;
  const std::shared_ptr<PendingAnswer> pending = std::exchange(response_.later, nullptr);
  if (pending->state() == State::kUnwanted) return false;
  const bool given = pending->state() == State::kGiven;
  if (given) {
    response_.status = pending->answer().status;
    response_.content_type = pending->answer().content_type;
    response_.body = std::move(pending->answer().body);
  }
  shared_.service.complete(request_, response_, given);
  return true;
}

// By asking the system, since what the client may have sent already is left for the next request.
bool Connection::has_lost_interest() {
  if (!response_.later || response_.later->when_client_leaves() != WhenClientLeaves::kCallOff) return false;
  pollfd client{stream_.socket().native_handle(), POLLRDHUP, 0};
  return poll(&client, 1, 0) > 0;
}

Awaitable<void> Connection::refuse(Refusal refusal) {
  if (stream_.is_tls()) {
    const bool ready = co_await set_up_tls();
    if (!ready) co_return;
  }
  set_deadline();
  shared_.service.refuse(refusal, request_, response_);
  const bool sent = co_await send_answer(AfterAnswer::kClose);
  if (sent) co_await linger();
}

std::optional<Connection::Received> Connection::parse_received() {
  if (!buffer_.has_unparsed()) return std::nullopt;
  error_code error;
  buffer_.mark_parsed(parser_->parse(buffer_.unparsed(), error));
  if (error && error != beast_http::error::need_more) {
    shared_.service.refuse(refusal_of(error), request_, response_);
    return Received::kRefused;
  }
  if (parser_->is_done()) return Received::kRequest;
  parser_->detach(header_storage_);
  return std::nullopt;
}

Awaitable<Connection::Received> Connection::receive() {
  set_deadline();
  parser_.emplace(request_, body_storage_, shared_.service);
  bool continue_sent = false;
  idle_ = !buffer_.has_unparsed();
  while (true) {
    if (const auto received = parse_received()) co_return *received;
    if (parser_->expects_continue() && parser_->is_header_done() && !continue_sent) {
      continue_sent = true;
      const bool sent = co_await send_continue();
      if (!sent) break;
    }
    const std::span<char> space = buffer_.prepare();
    if (idle_ && shared_.stopping) break;
    if (space.empty()) {
      // The line of a chunk or a trailer is longer than any that makes sense.
      shared_.service.refuse(Refusal::kMalformed, request_, response_);
      co_return Received::kRefused;
    }
    error_code error;
    const std::size_t count =
        co_await stream_.async_read_some(asio::mutable_buffer(space.data(), space.size()), into(error));
    if (error) break;
    buffer_.commit(count);
    idle_ = false;
  }
  co_return Received::kNothing;
}

Awaitable<bool> Connection::send_continue() {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  error_code error;
  co_await asio::async_write(stream_, asio::const_buffer(kContinue.data(), kContinue.size()), into(error));
  co_return !error;
}

AfterAnswer Connection::after_answer() const {
  if (shared_.stopping || !parser_->keep_alive()) return AfterAnswer::kClose;
  // Only an HTTP/1.0 client says that it wants to keep the connection.
  const auto said = request_.header("Connection");
  return said && equals_ignoring_case(*said, "keep-alive") ? AfterAnswer::kKeepAliveSaid : AfterAnswer::kKeepAlive;
}

Awaitable<bool> Connection::send_answer(AfterAnswer after_answer) {
  set_deadline();
  const Framing framing = response_.stream ? Framing::kNone : Framing::kLength;
  shared_.head.write(head_, response_, after_answer, framing);
  const std::size_t body_size = request_.method == "HEAD" ? 0 : response_.body.size();
  const std::array<asio::const_buffer, 2> parts{asio::const_buffer(head_.data(), head_.size()),
                                                asio::const_buffer(response_.body.data(), body_size)};
  error_code error;
  // Nearly every answer leaves in one piece; the loop that async_write() is would cost even then.
  const std::size_t sent = co_await stream_.async_write_some(parts, into(error));
  if (!error && sent < head_.size() + body_size) {
    boost::beast::buffers_suffix<std::array<asio::const_buffer, 2>> rest(parts);
    rest.consume(sent);
    co_await asio::async_write(stream_, rest, into(error));
  }
  co_return !error;
}

// Closing while bytes from the client are unread would make the answer be lost on its way, so they are read.
Awaitable<void> Connection::linger() {
  deadline_ = shared_.tick + kLingerTicks;
  idle_ = true;
  error_code error;
  co_await stream_.shut_down(error);
  // Whatever came of that, and below TLS, which takes no more data after its end.
  error = {};
  std::array<char, 4096> discarded{};
  std::size_t total = 0;
  while (!error && total < kMaxLingeringBytes && !shared_.stopping) {
    total += co_await stream_.socket().async_read_some(asio::buffer(discarded), into(error));
  }
}

void Connection::release_memory() {
  response_.stream.reset();
  buffer_.shrink();
  for (std::string* text : {&body_storage_, &response_.body, &head_}) {
    if (text->capacity() > kKeptMemory) std::string().swap(*text);
  }
}

void Connection::stop() {
  if (streaming_ != nullptr) {
    streaming_->stop();
  } else if (idle_) {
    abort();
  }
}

void Connection::abort() {
  error_code ignored;
  stream_.socket().close(ignored);
  if (response_.later) response_.later->call_off();
}

}  // namespace voiceid::http
