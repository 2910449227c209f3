#pragma once

#include <chrono>
#include <string>

#include "server/http/http_server.hpp"

namespace voiceid::server {

/// What to print instead of starting: on standard output if the exit code is 0, else on standard error.
struct Exit {
  int code = 0;
  std::string text;
};

/// What `voiceid-local health` asks.
struct HealthCheck {
  /// Of the emulator: `http[s]://host[:port]`.
  std::string url;
  /// How long to keep asking until it is ready.
  std::chrono::milliseconds wait{};
};

/// The URL at which this machine reaches an emulator with these options. Errors: ValidationException for port 0, which
/// may be any.
Result<std::string> local_url(const http::ServerOptions& options);

/// Asks whether the emulator is ready, past any proxy and whatever its certificate: the request holds no secret, and
/// nothing else is believed. One line, and exit code 0 if it is ready, 1 if not.
Exit check_health(const HealthCheck& check);

}  // namespace voiceid::server
