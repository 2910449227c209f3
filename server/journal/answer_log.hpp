#pragma once

#include <chrono>
#include <string_view>

#include "server/http/door.hpp"
#include "server/http/message.hpp"
#include "server/journal/once_a_minute.hpp"

namespace voiceid::journal {

/// The lines of the program's log about answers: of each where Response::logged says so, or else of each kind of
/// refusal and of hint once a minute.
class AnswerLog {
 public:
  /// Writes the line of an answer. Call it after note_hint(). `operation` is empty where the path says it all.
  void write(const http::Door& door, std::string_view operation, const http::Request& request,
             const http::Response& response, std::chrono::microseconds took);

  /// Adds the hint that was noted to the answer, as a header, and to the log.
  void show_hint(http::Response& response);

 private:
  // A fault or a hint has a line of its own.
  void write_refusal(const http::Door& door, std::string_view operation, const http::Request& request,
                     const http::Response& response);

  OnceAMinute hints_;
  OnceAMinute refusals_;
};

}  // namespace voiceid::journal
