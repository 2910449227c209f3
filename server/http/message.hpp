#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace voiceid::http {

/// Compares ASCII text without regard to case, as HTTP compares header names.
inline bool equals_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

/// The path of a request target: without its query, and without the scheme and host that a proxy's client puts in
/// front.
std::string_view path_of(std::string_view target);

struct Header {
  std::string_view name;
  std::string_view value;
};

/// A request as it was received. Everything is a view, valid until the answer was written.
struct Request {
  std::string_view method;
  /// The request target as sent, such as `/_voiceid/clock?x=1`.
  std::string_view target;
  std::vector<Header> headers;
  std::string_view body;
  /// What holds the body, where that did not come in one piece.
  std::string* body_storage = nullptr;
  /// It came by HTTP/1.1, and its Connection header names Upgrade.
  bool asks_upgrade = false;

  /// The value of the first header of that name, whatever its case.
  std::optional<std::string_view> header(std::string_view name) const {
    const auto found =
        std::ranges::find_if(headers, [name](const Header& header) { return equals_ignoring_case(header.name, name); });
    return found == headers.end() ? std::nullopt : std::optional(found->value);
  }

  std::string_view path() const { return path_of(target); }
  /// What stands behind the target's question mark, as sent.
  std::string_view query() const;

  /// The body for work that goes on elsewhere; `body` means nothing any more. A large one is not copied.
  std::string take_body() const { return body_storage != nullptr ? std::move(*body_storage) : std::string(body); }
};

/// Why a WebSocket is closed by the server (RFC 6455, 7.4.1).
struct WebSocketClose {
  std::uint16_t code = 1000;
  std::string reason;
};

/// What takes the messages of one WebSocket. Called on the one thread of the server; does not wait.
class WebSocketService {
 public:
  WebSocketService() = default;
  WebSocketService(const WebSocketService&) = delete;
  WebSocketService& operator=(const WebSocketService&) = delete;
  virtual ~WebSocketService() = default;

  /// Takes a message; says why the WebSocket is to be closed, where it is. Does not throw.
  virtual std::optional<WebSocketClose> receive(std::string_view message, bool is_text) = 0;
};

/// What a stream of Server-Sent Events is taken from, piece by piece, by the connection that sends it. Called on the
/// one thread of the server; does not wait.
class StreamSource {
 public:
  enum class Next {
    /// To be asked again, however much there is to send.
    kMore,
    /// There is nothing behind this, until it wakes the connection.
    kLater,
    /// There is nothing behind this.
    kEnd
  };

  StreamSource() = default;
  StreamSource(const StreamSource&) = delete;
  StreamSource& operator=(const StreamSource&) = delete;
  virtual ~StreamSource() = default;

  /// Appends what is to be sent now, whole lines, some 64 KiB at most. It is asked for the next piece when the client
  /// has taken this one, so that a slow client costs no more than a piece and its place in what there is.
  virtual Next next(std::string& out) = 0;
  /// What is to be called when there is more after kLater, but not within next(); nothing for nobody.
  virtual void set_wake(std::function<void()> wake) = 0;
};

class PendingAnswer;

/// An answer. The connection uses it again for its next request, with the memory that the body has.
struct Response {
  int status = 200;
  std::string_view content_type;
  /// The value of x-amzn-ErrorType; empty for none.
  std::string_view error_type;
  /// The value of Allow; empty for none.
  std::string allow;
  std::string request_id;
  /// Whole header lines beside those above, such as those of CORS.
  std::string more_headers;
  std::string body;
  /// Whether a log line is written of this request, and what it says beside path, status and time. Nothing sensitive.
  bool logged = false;
  std::string log_detail;
  /// When the request was taken up, where it is logged.
  std::chrono::steady_clock::time_point taken_up_at;
  /// Set where the request is to become a WebSocket; then there is no other answer.
  std::unique_ptr<WebSocketService> web_socket;
  /// Set where the body goes on for as long as client and server stay; `body` then means nothing.
  std::unique_ptr<StreamSource> stream;
  /// Set by a LaterAnswer where status and body come later.
  std::shared_ptr<PendingAnswer> later;

  void clear() {
    status = 200;
    content_type = error_type = {};
    allow.clear();
    more_headers.clear();
    body.clear();
    web_socket.reset();
    stream.reset();
    later.reset();
  }
};

/// Why the server itself answers, before there is a request that a service could answer.
enum class Refusal { kMalformed, kHeaderTooLarge, kBodyTooLarge, kTooManyConnections, kNoTls };

/// What answers requests. Called on the one thread of the server; does not wait.
class Service {
 public:
  Service() = default;
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  virtual ~Service() = default;

  /// Answers a request, or leaves that to a LaterAnswer. Does not throw.
  virtual void handle(const Request& request, Response& response) = 0;
  /// Called before an answer that came later is sent. Where it was never given, the response is made an internal error.
  /// Does not throw.
  virtual void complete(const Request& /*request*/, Response& response, bool given) {
    if (!given) response.status = 500;
  }
  /// Answers what is no request, or not yet. `request` has what was read of it. Does not throw.
  virtual void refuse(Refusal refusal, const Request& request, Response& response) = 0;
  /// How many bytes the body of such a request may have. Asked before the body is read.
  virtual std::uint64_t body_limit(std::string_view method, std::string_view target) const = 0;
};

}  // namespace voiceid::http
