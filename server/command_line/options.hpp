#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "handlers/context.hpp"
#include "server/api/api_options.hpp"
#include "server/command_line/log.hpp"
#include "server/command_line/version.hpp"
#include "server/console/console_options.hpp"
#include "server/control/control_options.hpp"
#include "server/events/event_options.hpp"
#include "server/http/access_policy.hpp"
#include "server/http/http_server.hpp"
#include "server/journal/journal_options.hpp"
#include "server/objects/storage_options.hpp"
#include "server/state/state_options.hpp"

namespace voiceid::server {

/// Everything that flags, environment and configuration file can set: the options of each part.
struct Options {
  http::ServerOptions server;
  http::AccessOptions access;
  api::ApiOptions api;
  control::ControlOptions control{.version = std::string(kVersion)};
  console::ConsoleOptions console;
  handlers::Settings settings;
  /// `--quotas off`, which beats every `--quota`.
  bool lifts_quotas = false;
  /// The file of `--ca-file`; empty for none.
  std::string ca_file;
  objects::StorageOptions storage;
  events::EventOptions events;
  state::StateOptions state;
  journal::JournalOptions journal;
  std::optional<std::uint64_t> seed;
  /// Files and folders of fixtures, or `demo`.
  std::vector<std::string> fixtures;
  /// The file of `--faults`; empty for none.
  std::string faults_file;
  LogOptions log;
  /// The file descriptor of --lifeline.
  std::optional<int> lifeline;
  /// Environment variables that begin with VOICEID_ but belong to no option.
  std::vector<std::string> unknown_variables;
  /// Environment variables that Kubernetes made for Services with such names; they were ignored.
  std::vector<std::string> service_links;
};

}  // namespace voiceid::server
