#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "server/http/channel.hpp"
#include "server/http/feed.hpp"

namespace voiceid::http {

/// An answer that is a feed: what to send of it next, and whether the client is still there. Reads and drops what the
/// client sends meanwhile. Call end() before destroying it.
class FeedAnswer {
 public:
  /// `chunked` is false for a client that does not know chunks. After `heartbeat` without a piece, the client is sent
  /// an empty comment.
  FeedAnswer(Channel& channel, FeedSource& source, bool chunked, std::chrono::milliseconds heartbeat);
  FeedAnswer(const FeedAnswer&) = delete;
  FeedAnswer& operator=(const FeedAnswer&) = delete;
  ~FeedAnswer() { source_.set_wake({}); }

  /// Waits until there is something to send and returns it as it goes over the wire; empty if the feed ends.
  Awaitable<std::string_view> next();
  /// Returns whether the client took it all.
  Awaitable<bool> send(std::string_view bytes);
  /// Stops using the channel: waits until nothing is being read from it.
  Awaitable<void> end();
  /// What tells the client that the feed ended in order.
  std::string_view last_bytes() const;

  /// Ends the feed now: next() and send() return at once.
  void stop();
  bool stopped() const { return stopped_; }

 private:
  Awaitable<void> watch_client();
  // Fills piece_ with what the source has next.
  FeedSource::Next ask();
  std::string_view framed_piece();

  Channel& channel_;
  FeedSource& source_;
  bool chunked_;
  std::chrono::milliseconds heartbeat_;
  // Expires when a heartbeat is due; anything else that needs attention cancels it.
  Timer timer_;
  std::string piece_;
  // The source or the client has ended the feed.
  bool ended_ = false;
  bool stopped_ = false;
  // watch_client() is to return.
  bool ending_ = false;
  bool watching_ = true;
};

}  // namespace voiceid::http
