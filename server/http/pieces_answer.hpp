#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "server/http/channel.hpp"
#include "server/http/message.hpp"
#include "server/http/pieces.hpp"

namespace voiceid::http {

/// Appends the next piece to `out`. An exception of the source is a bug; it fails this answer and nothing else.
PieceSource::Next take_piece(PieceSource& source, std::string& out);

/// Sends an answer whose body comes in pieces and holds one of them at a time.
class PiecesAnswer {
 public:
  /// The first piece is in the response's body. `chunked`: the client finds the end of the body by its last chunk.
  /// Calls `progressed` whenever the client has taken something.
  PiecesAnswer(Channel& channel, Response& response, bool chunked, std::function<void()> progressed)
      : channel_(channel), response_(response), chunked_(chunked), progressed_(std::move(progressed)) {}

  /// Sends head and body. Returns whether the client has been sent all of it.
  Awaitable<bool> send(std::string_view head);

 private:
  Awaitable<bool> send_bytes(std::string_view bytes);

  Channel& channel_;
  Response& response_;
  bool chunked_;
  std::function<void()> progressed_;
};

}  // namespace voiceid::http
