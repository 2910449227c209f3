#include "server/http/connection.hpp"

#include <poll.h>
#include <spdlog/spdlog.h>

#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_suffix.hpp>

#include "server/http/later_answer.hpp"
#include "server/http/later_wait.hpp"
#include "server/http/pieces_answer.hpp"
#include "server/http/web_socket_answer.hpp"

namespace voiceid::http {
namespace {

using boost::system::error_code;

// How much of what a refused client still sends is read, so that it gets to reading the answer.
constexpr std::size_t kMaxLingeringBytes = 80 * 1024 * 1024;
constexpr std::uint64_t kLingerTicks = 2;

// Leaves the head, which announces the whole body, and half of the body; or half of the head's first line, without
// which clients take what they got for all of it.
void cut_in_half(std::string& head, std::string& body) {
  if (body.empty()) head.resize(head.find("\r\n") / 2);
  body.resize(body.size() / 2);
}

}  // namespace

Awaitable<void> Connection::serve() {
  if (channel_.is_tls()) {
    const bool ready = co_await set_up_tls();
    if (!ready) co_return;
    idle_ = false;
  }
  while (true) {
    set_deadline();
    const Received received = co_await reader_.next();
    if (received == Received::kNothing) co_return;
    answer(received);
    if (response_.web_socket) {
      co_await serve_web_socket();
      co_return;
    }
    if (response_.later) {
      // The time is the server's, so it does not count against the client.
      clear_deadline();
      co_await wait_until_settled(response_.later, channel_.get_executor());
      if (!take_later_answer()) co_return;
    }
    if (ending_ == Ending::kReset) co_return reset();
    if (response_.feed && reader_.request().method != "HEAD") {
      co_await serve_feed();
      co_return;
    }
    if (response_.pieces) begin_pieces();
    const AfterAnswer after = received == Received::kRefused ? AfterAnswer::kClose : after_answer();
    bool sent = false;
    if (response_.pieces && reader_.request().method != "HEAD") {
      sent = co_await send_pieces(after);
    } else {
      sent = co_await send_answer(after);
    }
    if (!sent) co_return;
    if (after == AfterAnswer::kClose) break;
    release_memory();
  }
  co_await linger();
}

void Connection::answer(Received received) {
  response_.clear();
  ending_ = Ending::kWhole;
  const Request& request = reader_.request();
  if (received == Received::kRefused) {
    shared_.service.refuse(reader_.refusal(), request, response_);
  } else if (shared_.memory.is_exhausted() && !shared_.service.is_probe(request)) {
    // Answers are not known before they are made, so what goes beyond the limit is one at most.
    shared_.service.refuse(Refusal::kMemoryFull, request, response_);
  } else {
    shared_.service.handle(reader_.request(), response_);
  }
}

// A client that speaks plain HTTP to a TLS port gets an answer that says so: its first byte is a letter, that of a
// handshake is not.
Awaitable<bool> Connection::set_up_tls() {
  set_deadline();
  idle_ = true;
  error_code error;
  co_await channel_.socket().async_wait(Socket::wait_read, into(error));
  char first = 0;
  if (!error) channel_.socket().receive(asio::buffer(&first, 1), Socket::message_peek, error);
  if (error) co_return false;
  if (first >= 'A' && first <= 'z') {
    channel_.speak_plainly();
    co_await refuse(Refusal::kNoTls);
    co_return false;
  }
  co_await channel_.handshake(error);
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
    response_.pieces = std::move(pending->answer().pieces);
    response_.more_headers.append(pending->answer().more_headers);
    if (!pending->answer().error.empty()) response_.notes.error = pending->answer().error;
    ending_ = pending->answer().ending;
  }
  shared_.service.complete(reader_.request(), response_, given);
  return true;
}

// Asks the system rather than reading, because what the client may have sent already belongs to the next request.
bool Connection::has_lost_interest() {
  if (!response_.later || response_.later->when_client_leaves() != WhenClientLeaves::kCallOff) return false;
  pollfd client{channel_.socket().native_handle(), POLLRDHUP, 0};
  return poll(&client, 1, 0) > 0;
}

Awaitable<void> Connection::turn_away() {
  if (channel_.is_tls()) {
    const bool ready = co_await set_up_tls();
    if (!ready) co_return;
  }
  // Such places are few, so a client has little time for its request.
  deadline_ = shared_.tick + kLingerTicks;
  idle_ = true;
  const Received received = co_await reader_.next_without_body();
  if (received == Received::kNothing) co_return;
  if (received == Received::kRequest && shared_.service.is_probe(reader_.request())) {
    shared_.service.handle(reader_.request(), response_);
    const bool sent = co_await send_answer(AfterAnswer::kClose);
    if (sent) co_await linger();
    co_return;
  }
  co_await refuse(Refusal::kTooManyConnections);
}

Awaitable<void> Connection::refuse(Refusal refusal) {
  set_deadline();
  shared_.service.refuse(refusal, reader_.request(), response_);
  const bool sent = co_await send_answer(AfterAnswer::kClose);
  if (sent) co_await linger();
}

AfterAnswer Connection::after_answer() {
  if (shared_.stopping || !reader_.keeps_alive() || ending_ == Ending::kCut) return AfterAnswer::kClose;
  if (response_.pieces && framing() == Framing::kNone) return AfterAnswer::kClose;
  // Only an HTTP/1.0 client asks to keep the connection.
  const auto asked = reader_.request().header("Connection");
  return asked && equals_ignoring_case(*asked, "keep-alive") ? AfterAnswer::kKeepAliveExplicit
                                                             : AfterAnswer::kKeepAlive;
}

Awaitable<bool> Connection::send_answer(AfterAnswer after_answer) {
  set_deadline();
  shared_.head.write(head_, response_, after_answer, framing());
  if (ending_ == Ending::kCut) cut_in_half(head_, response_.body);
  const std::size_t body_size = reader_.request().method == "HEAD" ? 0 : response_.body.size();
  const std::array<asio::const_buffer, 2> parts{asio::const_buffer(head_.data(), head_.size()),
                                                asio::const_buffer(response_.body.data(), body_size)};
  error_code error;
  // Nearly every answer leaves in one piece, and at once. With requests to answer that have already come, others get
  // their turn first.
  std::size_t sent = 0;
  if (reader_.has_unparsed()) {
    sent = co_await channel_.async_write_some(parts, into(error));
  } else {
    sent = channel_.write_at_once(parts, error);
  }
  if (!error && sent < head_.size() + body_size) {
    is_cut_short_ = true;
    held_memory_.hold(body_size);
    boost::beast::buffers_suffix<std::array<asio::const_buffer, 2>> rest(parts);
    rest.consume(sent);
    while (!error && boost::beast::buffer_bytes(rest) != 0) {
      set_deadline_of_answer();
      rest.consume(co_await channel_.async_write_some(rest, into(error)));
    }
    is_cut_short_ = error.failed();
    held_memory_.hold(0);
  }
  co_return !error;
}

Framing Connection::framing() const {
  if (response_.feed) return Framing::kNone;
  if (!response_.pieces || response_.pieces->size()) return Framing::kLength;
  return reader_.is_http_1_1() ? Framing::kChunked : Framing::kNone;
}

void Connection::begin_pieces() {
  const PieceSource::Next then = take_piece(*response_.pieces, response_.body);
  if (then == PieceSource::Next::kMore) return;
  response_.pieces.reset();
  if (then == PieceSource::Next::kEnd) return;
  response_.body.clear();
  shared_.service.complete(reader_.request(), response_, false);
}

Awaitable<bool> Connection::send_pieces(AfterAnswer after_answer) {
  set_deadline();
  const Framing framing = this->framing();
  shared_.head.write(head_, response_, after_answer, framing);
  is_cut_short_ = true;
  held_memory_.hold(kPieceBytes + response_.pieces->held_bytes());
  PiecesAnswer answer(channel_, response_, framing == Framing::kChunked, [this] { set_deadline_of_answer(); });
  const bool sent = co_await answer.send(head_);
  held_memory_.hold(0);
  if (!sent) abort();
  is_cut_short_ = false;
  co_return sent;
}

// The WebSocket has time-outs of its own. It ends at once at a stop, because nothing waits for an answer.
Awaitable<void> Connection::serve_web_socket() {
  if (reader_.has_unparsed()) {
    // A client must wait for the answer before it sends more (RFC 6455, 4.1).
    response_.web_socket.reset();
    shared_.service.refuse(Refusal::kMalformed, reader_.request(), response_);
    const bool sent = co_await send_answer(AfterAnswer::kClose);
    if (sent) co_await linger();
    co_return;
  }
  clear_deadline();
  idle_ = true;
  const std::chrono::seconds idle_timeout(shared_.idle_timeout_ticks);
  co_await http::serve_web_socket(channel_, reader_.request(), response_, held_memory_, idle_timeout);
}

// What the client sends meanwhile is dropped, so the connection cannot take another request.
Awaitable<void> Connection::serve_feed() {
  const bool chunked = reader_.is_http_1_1();
  FeedAnswer answer(channel_, *response_.feed, chunked, shared_.heartbeat);
  feed_ = &answer;
  is_cut_short_ = true;
  shared_.head.write(head_, response_, AfterAnswer::kClose, chunked ? Framing::kChunked : Framing::kNone);
  std::string_view piece = head_;
  bool sent = true;
  while (sent && !piece.empty()) {
    set_deadline_of_answer();
    held_memory_.hold(piece.size());
    sent = co_await answer.send(piece);
    held_memory_.hold(0);
    if (!sent) break;
    clear_deadline();
    if (shared_.stopping) answer.stop();
    piece = co_await answer.next();
  }
  co_await answer.end();
  if (sent && answer.stopped()) {
    channel_.finish(answer.last_bytes());
  } else if (sent) {
    set_deadline();
    sent = co_await answer.send(answer.last_bytes());
  }
  feed_ = nullptr;
  is_cut_short_ = false;
  if (sent && !answer.stopped()) co_await linger();
}

// Closing while bytes from the client are unread would lose the answer on its way, so they are read first.
Awaitable<void> Connection::linger() {
  deadline_ = shared_.tick + kLingerTicks;
  idle_ = true;
  error_code error;
  co_await channel_.shut_down(error);
  // Whatever the outcome; and below TLS, which takes no more data after its end.
  error = {};
  std::array<char, 4096> discarded{};
  std::size_t total = 0;
  while (!error && total < kMaxLingeringBytes && !shared_.stopping) {
    total += co_await channel_.socket().async_read_some(asio::buffer(discarded), into(error));
  }
}

void Connection::set_deadline_of_answer() {
  set_deadline();
  unsent_ = channel_.unsent();
}

bool Connection::takes_slowly() {
  if (!is_cut_short_) return false;
  const std::size_t unsent_before = unsent_;
  set_deadline_of_answer();
  return unsent_ < unsent_before;
}

void Connection::release_memory() {
  response_.feed.reset();
  response_.pieces.reset();
  reader_.release_memory();
  release_if_large(response_.body);
  release_if_large(head_);
}

void Connection::stop() {
  if (feed_ != nullptr) {
    feed_->stop();
  } else if (idle_ || reader_.is_idle()) {
    abort();
  }
}

void Connection::reset() {
  is_cut_short_ = true;
  abort();
}

void Connection::abort() {
  error_code ignored;
  // A reset, so that the client does not take half of an answer for all of it.
  if (is_cut_short_) channel_.socket().set_option(asio::socket_base::linger(true, 0), ignored);
  channel_.socket().close(ignored);
  if (response_.later) response_.later->call_off();
}

}  // namespace voiceid::http
