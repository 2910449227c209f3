#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "server/emulator.hpp"
#include "server/http/message.hpp"
#include "server/protocol/arena.hpp"
#include "server/protocol/json_reader.hpp"

namespace voiceid::control {

struct ControlOptions {
  /// `--control off` removes all but health.
  bool enabled = true;
  std::string version;
};

/// The control API under `/_voiceid/` (page 6): JSON in and out, errors as `{"Error", "Message"}`.
class Control {
 public:
  Control(server::Emulator& emulator, ControlOptions options) : emulator_(emulator), options_(std::move(options)) {}

  /// Answers a request to `/health` or a path below `/_voiceid/`.
  void handle(const http::Request& request, http::Response& response);

  /// Makes the answer of that error out of the response.
  static void answer_error(const Error& error, http::Response& response);

 private:
  using Answer = Result<std::string>;
  struct Route;
  static std::span<const Route> routes();

  Answer health(std::string_view body);
  Answer reset(std::string_view body);
  Answer get_clock(std::string_view body);
  Answer put_clock(std::string_view body);
  Answer advance_clock(std::string_view body);
  Answer contract(std::string_view body);

  template <class Request>
  Result<Request> read(std::string_view body);
  std::string clock_json() const;

  server::Emulator& emulator_;
  ControlOptions options_;
  protocol::JsonReader reader_;
  protocol::Arena arena_;
  std::string contract_;
  std::chrono::steady_clock::time_point started_at_ = std::chrono::steady_clock::now();
};

}  // namespace voiceid::control
