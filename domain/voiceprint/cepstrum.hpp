#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "domain/voiceprint/mel_filter_bank.hpp"

namespace voiceid {

/// c1 to c12: the coarse shape of a spectrum. c0, the loudness, is left out; beyond c12 come the harmonics of the
/// pitch, which change with every word.
inline constexpr std::size_t kCepstralCoefficients = 12;

/// The mel frequency cepstral coefficients c1 to c12, in units of 1/kCepstrumUnit neper.
using Cepstrum = std::array<std::int16_t, kCepstralCoefficients>;
inline constexpr int kCepstrumUnit = 256;

/// What is kept of a frame of audio.
struct CepstralFrame {
  Cepstrum cepstrum{};
  /// The loudness in units of 1/kLevelsPerDecibel decibels, above that of silence.
  std::uint8_t level = 0;
};
inline constexpr int kLevelsPerDecibel = 2;

/// The logarithms of band energies, in units of 1/kLogUnit neper.
using LogEnergies = std::array<std::int32_t, kMelBands>;
inline constexpr int kLogUnit = 1024;

/// ln(E + kEnergyFloor) of each band.
LogEnergies log_energies(const MelEnergies& energies);

/// c1 to c12 of the orthonormal discrete cosine transform (type II), in integers.
Cepstrum cepstrum_of(const LogEnergies& logarithms);

/// The band in which the coefficients' spectrum is loudest; of two, the lower.
std::size_t loudest_band(const Cepstrum& cepstrum);

/// All steps for a frame. `before` is the sample before it, for pre-emphasis.
CepstralFrame analyse_frame(std::span<const std::int16_t, kFrameSamples> frame, std::int16_t before);

}  // namespace voiceid
