#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "domain/result.hpp"
#include "handlers/context.hpp"
#include "server/control/control.hpp"
#include "server/events/event_options.hpp"
#include "server/http/access_policy.hpp"
#include "server/http/http_server.hpp"
#include "server/protocol/api.hpp"
#include "server/storage/storage_options.hpp"

namespace voiceid::server {

struct LogOptions {
  std::string level = "info";
  bool json = false;
};

/// Everything that flags, environment and configuration file can set.
struct Options {
  /// Empty: the loopback addresses of IPv4 and, where the machine has it, of IPv6.
  std::vector<std::string> hosts;
  std::uint16_t port = 8643;
  http::ServerOptions server;
  http::AccessOptions access;
  protocol::ApiOptions api;
  control::ControlOptions control;
  handlers::Settings settings;
  storage::StorageOptions storage;
  events::EventOptions events;
  std::optional<std::uint64_t> seed;
  LogOptions log;
  /// Environment variables that begin with VOICEID_ and mean nothing.
  std::vector<std::string> unknown_variables;
};

/// What to print instead of starting: help or version on standard output with exit code 0, or one line about what is
/// wrong on standard error with exit code 2.
struct Exit {
  int code = 0;
  std::string text;
};

/// Reads the options: a flag beats the environment, the environment beats the file.
std::variant<Options, Exit> parse_options(int argc, const char* const* argv);

}  // namespace voiceid::server
