#pragma once

#include <array>
#include <cstdint>

#include "domain/voiceprint/cepstrum.hpp"
#include "domain/voiceprint/frame_store.hpp"
#include "domain/voiceprint/symmetric_matrix.hpp"

namespace voiceid {

/// How the features of all frames of speech are distributed, in neper: c1 to c12, then twice their deltas (the slope
/// over two frames on either side, a frame).
struct CepstralStatistics {
  std::uint32_t frames = 0;
  /// Of the coefficients. The mean of the deltas is about zero and says nothing.
  std::array<double, kCepstralCoefficients> mean{};
  SymmetricMatrix covariance{};
  /// How many frames have their loudest band in common.
  std::uint32_t same_loudest_band = 0;
};

/// Sums up the frames of speech in integers, so that the order does not matter. All zeros if there are none.
CepstralStatistics statistics_of(const FrameStore& frames);

/// Whether audio with these statistics is plainly no speech: its spectrum does not move (one sample repeated), no more
/// than chance makes it (steady noise), or always has the same peak (a tone, though it swells or stutters).
bool is_plainly_no_speech(const CepstralStatistics& statistics);

}  // namespace voiceid
