#pragma once

#include <functional>
#include <string>

namespace voiceid::http {

/// Where a feed of Server-Sent Events comes from, piece by piece. The connection that sends the feed calls it on the
/// server's one thread; it does not block.
class FeedSource {
 public:
  enum class Next {
    /// Ask again, even if nothing was appended.
    kMore,
    /// Nothing more for now; the source wakes the connection when there is.
    kLater,
    /// Nothing more will come.
    kEnd
  };

  FeedSource() = default;
  FeedSource(const FeedSource&) = delete;
  FeedSource& operator=(const FeedSource&) = delete;
  virtual ~FeedSource() = default;

  /// Appends what to send now: whole lines, at most some 64 KiB. The connection asks for the next piece once the client
  /// has taken this one, so a slow client costs no more than one piece and its position.
  virtual Next next(std::string& out) = 0;
  /// Sets the function to call when more has come after kLater, once, though not from within next(). Pass {} to
  /// unsubscribe.
  virtual void set_wake(std::function<void()> wake) = 0;
};

}  // namespace voiceid::http
