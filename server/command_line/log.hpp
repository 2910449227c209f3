#pragma once

#include <spdlog/common.h>

namespace voiceid::server {

/// What is logged, and how.
struct LogOptions {
  spdlog::level::level_enum level = spdlog::level::info;
  /// Lines are JSON objects instead of plain text.
  bool json = false;
};

/// Makes spdlog write to standard error as the options say.
void set_up_log(const LogOptions& options);

}  // namespace voiceid::server
