#pragma once

#include <ctime>
#include <string>
#include <string_view>

#include "server/http/message.hpp"

namespace voiceid::http {

enum class AfterAnswer { kKeepAlive, kKeepAliveSaid, kClose };

/// How the client finds the end of the body.
enum class Framing {
  kLength,
  kChunked,
  /// By the connection's end; or there is no body, whose length is unknown.
  kNone
};

/// Writes the head of answers: status line and headers.
class ResponseHead {
 public:
  /// Replaces `out` by the head of the response. An HTTP/1.0 client must be told that the connection stays open.
  void write(std::string& out, const Response& response, AfterAnswer after_answer, Framing framing = Framing::kLength);

 private:
  // The Date header, which changes once a second. It is the machine's time: clients measure their clock's skew by it.
  std::string_view date();

  std::time_t date_second_ = 0;
  std::string date_;
};

}  // namespace voiceid::http
