#pragma once

#include <optional>
#include <string>

#include "domain/recording.hpp"
#include "server/command_line/health_check.hpp"

namespace voiceid::server {

/// What `voiceid-local wav` makes.
struct RecordingOrder {
  Recording recording;
  /// Where it goes; standard output without one.
  std::optional<std::string> file;
};

/// Writes the recording. Exit code 2, and one line, if that is not possible; a file is then complete or removed.
Exit make_recording(const RecordingOrder& order);

}  // namespace voiceid::server
