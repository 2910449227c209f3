#pragma once

#include <array>
#include <cstdint>

#include "domain/voiceprint/speaker_vector.hpp"
#include "domain/voiceprint/voiceprint.hpp"

namespace voiceid {

/// The linear discriminant analysis (Fisher 1936): weighs the vector's directions so that those in which one speaker
/// differs from another count, and those in which two recordings of one speaker differ do not. Its table is learned:
/// lda.bin, which tools/voiceprint/train makes.
std::array<std::int8_t, Voiceprint::kDimensions> discriminant_direction(const SpeakerVector& vector);

}  // namespace voiceid
