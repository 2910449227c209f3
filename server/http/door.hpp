#pragma once

#include <string>
#include <string_view>

#include "base/wording.hpp"
#include "domain/result.hpp"
#include "server/http/body_rule.hpp"
#include "server/http/message.hpp"

namespace voiceid::http {

/// A part of the server behind paths of its own. Called on the server's one thread; does not block.
class Door {
 public:
  Door() = default;
  Door(const Door&) = delete;
  Door& operator=(const Door&) = delete;
  virtual ~Door() = default;

  /// Whether requests to that path (without a query) are for this door.
  virtual bool serves(std::string_view path) const = 0;
  /// How the body of such a request is read. Asked before it is.
  virtual BodyRule body_rule(std::string_view /*method*/, std::string_view /*path*/) const { return {}; }
  /// How a log shows such a path: without what a user named in confidence, in printable characters.
  virtual std::string logged_path(std::string_view path) const { return printable(path); }
  /// What is wrong with a request of which only the header block has come; handle() refuses the same.
  virtual Result<void> check_head(const Request& /*request*/) const { return {}; }
  /// Answers a request to a path that it serves, or leaves that to a LaterAnswer. May take the request's body. An
  /// exception is a bug, which the caller catches.
  virtual void handle(Request& request, Response& response) = 0;
  /// Notes what may be wrong with the set-up of a caller whose request is refused for that error.
  virtual void note_hint(const Error& /*error*/, const Request& /*request*/, CallNotes& /*notes*/) const {}
  /// Turns the response into the answer to an error, in the form that this door's clients expect.
  virtual void answer_error(const Error& error, Response& response) const = 0;
};

}  // namespace voiceid::http
