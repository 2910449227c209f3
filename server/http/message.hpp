#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/call_notes.hpp"
#include "server/http/feed.hpp"
#include "server/http/pieces.hpp"
#include "server/http/request_body.hpp"
#include "server/http/target.hpp"
#include "server/http/web_socket.hpp"

namespace voiceid::http {

/// The ASCII letter in lower case; any other character as it is, whatever the locale.
constexpr char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = lower_case(c);
  return lower;
}

/// Compares ASCII text ignoring case, as HTTP compares header names.
inline bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return x == y || lower_case(x) == lower_case(y); });
}

struct Header {
  std::string_view name;
  std::string_view value;
};

/// A request as received. Everything is a view, valid until the answer has been written.
struct Request {
  std::string_view method;
  /// The request target as sent, such as `/_voiceid/clock?x=1`.
  std::string_view target;
  std::vector<Header> headers;
  std::string_view body;
  /// Keeps the body if it did not arrive in one piece.
  RequestBody* body_owner = nullptr;
  /// An HTTP/1.1 request whose Connection header names Upgrade.
  bool asks_upgrade = false;

  /// The value of the first header of that name, whatever its case.
  std::optional<std::string_view> header(std::string_view name) const {
    const auto found =
        std::ranges::find_if(headers, [name](const Header& header) { return equals_ignoring_case(header.name, name); });
    return found == headers.end() ? std::nullopt : std::optional(found->value);
  }

  std::string_view path() const { return path_of(target); }
  std::string_view query() const { return query_of(target); }

  /// Takes the body for work that outlives the request; `body` is empty afterwards. A large body is moved, not copied.
  TakenBody take_body() {
    TakenBody taken = body_owner != nullptr ? body_owner->take() : TakenBody{std::string(body), {}};
    body = {};
    body_owner = nullptr;
    return taken;
  }
};

class PendingAnswer;

/// An answer. A connection reuses it, and the memory of its body, for its next request.
struct Response {
  int status = 200;
  std::string_view content_type;
  /// The value of x-amzn-ErrorType; empty for none.
  std::string_view error_type;
  /// The value of Allow; empty for none.
  std::string allow;
  std::string request_id;
  /// More header lines, each complete, such as those of CORS.
  std::string more_headers;
  std::string body;
  CallNotes notes;
  /// Whether the request is logged, and the request as the line shows it. Nothing sensitive.
  bool logged = false;
  std::string logged_request;
  /// When work on the request began.
  std::chrono::steady_clock::time_point taken_up_at;
  /// Set if the request becomes a WebSocket; there is no other answer then.
  std::unique_ptr<WebSocketService> web_socket;
  /// Set if the body is a feed, which goes on for as long as client and server stay; `body` is ignored then.
  std::unique_ptr<FeedSource> feed;
  /// Set if the body comes from there, piece by piece; `body` must be empty then.
  std::unique_ptr<PieceSource> pieces;
  /// Set by a LaterAnswer: status and body come later.
  std::shared_ptr<PendingAnswer> later;

  void clear() {
    status = 200;
    content_type = error_type = {};
    allow.clear();
    more_headers.clear();
    notes.clear();
    logged_request.clear();
    body.clear();
    web_socket.reset();
    feed.reset();
    pieces.reset();
    later.reset();
  }
};

}  // namespace voiceid::http
