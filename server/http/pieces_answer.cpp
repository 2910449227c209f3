#include "server/http/pieces_answer.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>

#include "server/http/chunks.hpp"
#include "server/http/read_buffer.hpp"

namespace voiceid::http {

PieceSource::Next take_piece(PieceSource& source, std::string& out) {
  try {
    return source.next(out);
  } catch (const std::exception& bug) {
    spdlog::error("An answer in pieces ended in an exception: {}", bug.what());
    return PieceSource::Next::kFailed;
  }
}

Awaitable<bool> PiecesAnswer::send(std::string_view head) {
  using Next = PieceSource::Next;
  bool sent = co_await send_bytes(head);
  std::string& piece = response_.body;
  Next then = Next::kMore;
  while (sent && then != Next::kFailed) {
    if (chunked_ && !piece.empty()) make_chunk(piece);
    if (chunked_ && then == Next::kEnd) piece.append(kLastChunk);
    sent = co_await send_bytes(piece);
    if (then == Next::kEnd) co_return sent;
    // Between two pieces, others are served: sending one lets them run, but there may be nothing to send.
    if (piece.empty()) co_await asio::post(channel_.get_executor(), asio::use_awaitable_t<Executor>());
    // One piece grows to twice what it needs; the rest of them share a buffer that fits.
    piece.clear();
    release_if_large(piece);
    piece.reserve(kKeptMemory);
    if (sent) then = take_piece(*response_.pieces, piece);
  }
  co_return false;
}

Awaitable<bool> PiecesAnswer::send_bytes(std::string_view bytes) {
  while (!bytes.empty()) {
    boost::system::error_code error;
    const asio::const_buffer rest(bytes.data(), bytes.size());
    const std::size_t count = co_await channel_.async_write_some(rest, into(error));
    if (error) co_return false;
    progressed_();
    bytes.remove_prefix(count);
  }
  co_return true;
}

}  // namespace voiceid::http
