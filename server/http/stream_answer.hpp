#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "server/http/message.hpp"
#include "server/http/stream.hpp"

namespace voiceid::http {

/// An answer that goes on as a stream of Server-Sent Events: what is to be sent of it next, and whether the client is
/// still there. Whatever the client sends meanwhile is read and forgotten. To be ended by end() before it goes.
class StreamAnswer {
 public:
  /// In chunks, or as it is to a client that does not know of them. A client that hears nothing for `heartbeat` is sent
  /// an empty comment.
  StreamAnswer(Stream& stream, StreamSource& source, bool chunked, std::chrono::milliseconds heartbeat);
  StreamAnswer(const StreamAnswer&) = delete;
  StreamAnswer& operator=(const StreamAnswer&) = delete;
  ~StreamAnswer() { source_.set_wake({}); }

  /// Waits until there is something to send, and returns it, as it goes over the wire; empty where the stream ends.
  Awaitable<std::string_view> next();
  /// Returns whether the client took it all.
  Awaitable<bool> send(std::string_view bytes);
  /// Leaves the stream's bytes to others: waits until it reads no more.
  Awaitable<void> end();
  /// What tells the client that the stream ended in order.
  std::string_view last_bytes() const;

  /// Ends it now: next() and send() wait no longer.
  void stop();
  bool stopped() const { return stopped_; }

 private:
  Awaitable<void> watch_client();
  // Makes the piece what the source has next.
  StreamSource::Next ask();
  std::string_view framed_piece();

  Stream& stream_;
  StreamSource& source_;
  bool chunked_;
  std::chrono::milliseconds heartbeat_;
  // Runs out when the client is to hear of the stream; what else is to be seen to cancels it.
  Timer timer_;
  std::string piece_;
  // Nothing more is to be sent: the source or the client has ended it.
  bool ended_ = false;
  bool stopped_ = false;
  // The client is to be watched no longer.
  bool ending_ = false;
  bool watching_ = true;
};

}  // namespace voiceid::http
