#pragma once

#include <ctime>
#include <string>
#include <string_view>

#include "server/http/message.hpp"

namespace voiceid::http {

/// Of every answer, a WebSocket's included.
inline constexpr std::string_view kRequestIdHeader = "x-amzn-RequestId";

/// What happens to the connection after an answer. An HTTP/1.0 client needs an explicit header to keep it open.
enum class AfterAnswer { kKeepAlive, kKeepAliveExplicit, kClose };

/// How the client finds the end of the body.
enum class Framing {
  /// That of the body, or of the pieces, whose size is known then.
  kLength,
  kChunked,
  /// By the end of the connection; or there is no body, and its length would be unknown.
  kNone
};

/// Writes the heads of answers: status line and headers.
class ResponseHead {
 public:
  /// Replaces `out` with the head of the response.
  void write(std::string& out, const Response& response, AfterAnswer after_answer, Framing framing = Framing::kLength);

 private:
  // The Date header, which changes once a second. It is the machine's time: SDKs compute their clock skew from it.
  std::string_view date();

  std::time_t date_second_ = 0;
  std::string date_;
};

}  // namespace voiceid::http
