#pragma once

#include "server/control/call.hpp"

namespace voiceid::control {

/// Adds the WAV file in the body to a session's audio. To hear a long one takes a tenth of a second, in which others
/// are served.
Result<void> add_recording(const Call& call);

}  // namespace voiceid::control
