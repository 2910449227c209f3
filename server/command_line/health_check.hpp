#pragma once

#include <string>

#include "server/command_line/options.hpp"

namespace voiceid::server {

/// Where the emulator with these options is reached from its own machine. Errors: ValidationException for port 0, which
/// tells nothing.
Result<std::string> url_of(const Options& options);

/// Asks whether an emulator is ready there, past any proxy and without a look at its certificate: it is told nothing,
/// and believed nothing but that. One line, and exit code 0 where it is, 1 where it is not.
Exit check_health(const HealthCheck& check);

}  // namespace voiceid::server
