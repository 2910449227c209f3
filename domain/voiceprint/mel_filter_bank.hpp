#pragma once

#include <array>
#include <cstddef>

#include "domain/voiceprint/spectrum.hpp"

namespace voiceid {

/// Bands between kLowestHertz and kHighestHertz, equally wide on the mel scale, which spaces frequencies as the ear
/// does.
inline constexpr std::size_t kMelBands = 24;
inline constexpr double kLowestHertz = 100;
inline constexpr double kHighestHertz = 3900;

/// The energy of each band, at the scale of 16-bit samples.
using MelEnergies = std::array<double, kMelBands>;

/// Sums the power of each band. A band is a triangle: 1 at its centre, 0 at the centres of its neighbours.
MelEnergies mel_energies(const PowerSpectrum& power);

}  // namespace voiceid
