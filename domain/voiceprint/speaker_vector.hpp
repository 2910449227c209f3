#pragma once

#include <array>
#include <cstddef>

#include "domain/voiceprint/cepstral_statistics.hpp"

namespace voiceid {

/// The mean of c1 to c12; the diagonal of the covariance's logarithm; its upper triangle.
inline constexpr std::size_t kSpeakerVectorSize = kCepstralCoefficients + kFeatures + kFeatures * (kFeatures - 1) / 2;

/// What a recording says about its speaker, and about much else: the channel, the words. In neper and logarithms of
/// square neper.
using SpeakerVector = std::array<double, kSpeakerVectorSize>;

/// The vector of statistics of speech. Elements of the triangle are multiplied by the square root of 2, because they
/// stand for two elements of the matrix.
SpeakerVector speaker_vector(const CepstralStatistics& statistics);

}  // namespace voiceid
