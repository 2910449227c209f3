#include "server/http/feed_answer.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "server/http/chunks.hpp"
#include "server/http/read_buffer.hpp"

namespace voiceid::http {
namespace {

using boost::system::error_code;

constexpr std::string_view kHeartbeat = ":\n\n";
// An idle feed keeps its buffer unless one piece made it this large.
constexpr std::size_t kKeptWhileIdle = 4 * 1024;

}  // namespace

FeedAnswer::FeedAnswer(Channel& channel, FeedSource& source, bool chunked, std::chrono::milliseconds heartbeat)
    : channel_(channel), source_(source), chunked_(chunked), heartbeat_(heartbeat), timer_(channel.get_executor()) {
  source_.set_wake([this] { timer_.cancel(); });
  asio::co_spawn(channel_.get_executor(), watch_client(), asio::detached);
}

// A client that half-closes its connection counts as gone: most are, and there is no other sign of that. What it has
// been sent by then still ends in order.
Awaitable<void> FeedAnswer::watch_client() {
  std::array<char, 512> forgotten{};
  error_code error;
  while (!error && !stopped_ && !ending_) {
    co_await channel_.async_read_some(asio::buffer(forgotten), into(error));
  }
  watching_ = false;
  ended_ = true;
  // end() may return, and this object be destroyed, as soon as the coroutine has returned.
  timer_.cancel();
}

// An exception is a bug; it ends this feed and nothing else.
FeedSource::Next FeedAnswer::ask() {
  piece_.clear();
  try {
    return source_.next(piece_);
  } catch (const std::exception& bug) {
    spdlog::error("A feed ended in an exception: {}", bug.what());
    piece_.clear();
    return FeedSource::Next::kEnd;
  }
}

Awaitable<std::string_view> FeedAnswer::next() {
  timer_.expires_after(heartbeat_);
  while (!stopped_ && !ended_) {
    const FeedSource::Next then = ask();
    ended_ = then == FeedSource::Next::kEnd;
    if (!piece_.empty()) co_return framed_piece();
    if (then == FeedSource::Next::kMore) {
      // Let others run first.
      co_await asio::post(channel_.get_executor(), asio::use_awaitable_t<Executor>());
    } else if (then == FeedSource::Next::kLater) {
      release_if_large(piece_, kKeptWhileIdle);
      error_code woken;
      co_await timer_.async_wait(into(woken));
      if (woken) continue;
      piece_ = kHeartbeat;
      co_return framed_piece();
    }
  }
  co_return std::string_view();
}

std::string_view FeedAnswer::framed_piece() {
  if (chunked_) make_chunk(piece_);
  return piece_;
}

Awaitable<bool> FeedAnswer::send(std::string_view bytes) {
  while (!bytes.empty() && !stopped_) {
    error_code error;
    const asio::const_buffer rest(bytes.data(), bytes.size());
    const std::size_t count = co_await channel_.async_write_some(rest, into(error));
    if (error) co_return false;
    bytes.remove_prefix(count);
  }
  co_return bytes.empty();
}

std::string_view FeedAnswer::last_bytes() const { return chunked_ ? kLastChunk : std::string_view(); }

void FeedAnswer::stop() {
  stopped_ = true;
  timer_.cancel();
  error_code ignored;
  channel_.socket().cancel(ignored);
}

Awaitable<void> FeedAnswer::end() {
  ending_ = true;
  error_code ignored;
  channel_.socket().cancel(ignored);
  timer_.expires_at(Timer::time_point::max());
  while (watching_) co_await timer_.async_wait(into(ignored));
}

}  // namespace voiceid::http
