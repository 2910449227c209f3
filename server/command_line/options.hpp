#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/result.hpp"
#include "handlers/context.hpp"
#include "server/api/api.hpp"
#include "server/control/control.hpp"
#include "server/events/event_options.hpp"
#include "server/http/access_policy.hpp"
#include "server/http/http_server.hpp"
#include "server/objects/storage_options.hpp"

namespace voiceid::server {

struct LogOptions {
  std::string level = "info";
  bool json = false;
};

/// What `--host` takes for all addresses of IPv4 and, where the machine has it, of IPv6.
inline constexpr std::string_view kEveryAddress = "all";

/// Everything that flags, environment and configuration file can set.
struct Options {
  /// IP addresses, or kEveryAddress alone. Empty: the loopback addresses of IPv4 and, where the machine has it, of
  /// IPv6.
  std::vector<std::string> hosts;
  std::uint16_t port = 8643;
  http::ServerOptions server;
  http::AccessOptions access;
  api::ApiOptions api;
  control::ControlOptions control;
  handlers::Settings settings;
  objects::StorageOptions storage;
  events::EventOptions events;
  std::optional<std::uint64_t> seed;
  LogOptions log;
  /// Environment variables that begin with VOICEID_ and mean nothing.
  std::vector<std::string> unknown_variables;
};

/// Whether to listen on kEveryAddress.
inline bool listens_everywhere(const Options& options) {
  return options.hosts.size() == 1 && options.hosts.front() == kEveryAddress;
}

/// What to print instead of starting: on standard output with exit code 0, such as help or version, or one line about
/// what is wrong on standard error, with exit code 2 where it is the command line.
struct Exit {
  int code = 0;
  std::string text;
};

/// What `voiceid-local health` asks.
struct HealthCheck {
  /// Of the emulator: `http[s]://host[:port]`.
  std::string url;
  /// How long to go on asking until it is ready.
  std::chrono::milliseconds wait{};
};

/// What a command line asks for.
using Command = std::variant<Options, HealthCheck, Exit>;

/// Reads the command line, and the options: a flag beats the environment, the environment beats the file.
Command parse_command_line(int argc, const char* const* argv);

}  // namespace voiceid::server
