#pragma once

#include <optional>
#include <string>

#include "domain/wav_labels.hpp"
#include "server/control/call.hpp"

/// What a query says about the voice in a recording.
namespace voiceid::control {

/// The query parameter voice, if given. Errors: ValidationException if it is no voice.
Result<std::optional<std::string>> voice_in_query(const Call& call);

/// The query parameters voice and spoofingRisk, those that are given. Errors: ValidationException.
Result<WavLabels> labels_in_query(const Call& call);

}  // namespace voiceid::control
