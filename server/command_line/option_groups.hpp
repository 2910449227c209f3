#pragma once

#include <CLI/CLI.hpp>

#include "server/command_line/options.hpp"

/// The groups of options, in the order of `--help`. Each declares its options with the values that they set.
namespace voiceid::server {

/// "Listening", "TLS and access" and "Identity": how the emulator is reached and who may use it.
void add_inbound_groups(CLI::App& app, Options& options);

/// "Rules of the service".
void add_rules_group(CLI::App& app, Options& options);

/// "Object storage" and "Events", and in "TLS and access" what is trusted: the servers that the emulator itself calls.
void add_outbound_groups(CLI::App& app, Options& options);

/// Takes what AWS clients take from the environment: keys, region, and endpoints that no option sets. Errors:
/// ValidationException, which names the variable and never shows a key.
Result<void> read_aws_variables(Options& options);

/// "Running".
void add_running_group(CLI::App& app, Options& options);

}  // namespace voiceid::server
