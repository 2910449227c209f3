#pragma once

#include "server/command_line/options.hpp"

namespace voiceid::server {

/// Makes spdlog write to standard error, in the format and from the level that the options say.
void set_up_log(const LogOptions& options);

}  // namespace voiceid::server
