#pragma once

#include <string>
#include <variant>

#include "server/command_line/health_check.hpp"
#include "server/command_line/make_recording.hpp"
#include "server/command_line/options.hpp"

namespace voiceid::server {

/// What a command line asks for: to start, to check an emulator's health, to write a recording, or to print a
/// text.
using Command = std::variant<Options, HealthCheck, RecordingOrder, Exit>;

/// Reads the command line and the options: a flag overrides the environment, which overrides the file.
Command parse_command_line(int argc, const char* const* argv);

}  // namespace voiceid::server
