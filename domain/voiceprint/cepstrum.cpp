#include "domain/voiceprint/cepstrum.hpp"

#include <algorithm>
#include <cmath>

#include "domain/voiceprint/repeatable_math.hpp"

namespace voiceid {
namespace {

// Keeps the logarithm of silence finite, and low noise from counting. At the scale of 16-bit samples.
constexpr double kEnergyFloor = 1000;

std::int32_t log_energy(double energy) {
  return static_cast<std::int32_t>(std::floor(repeatable::natural_logarithm(energy + kEnergyFloor) * kLogUnit + 0.5));
}

// The transform's factors in units of 1/kFactorUnit. 2^15 is fine enough that c12 is off by less than its unit.
constexpr int kFactorUnit = 1 << 15;

constexpr std::int32_t rounded(double value) {
  return static_cast<std::int32_t>(value < 0 ? value - 0.5 : value + 0.5);
}

using Factors = std::array<std::array<std::int32_t, kMelBands>, kCepstralCoefficients>;
constexpr Factors kFactors = [] {
  // sqrt(2 / 24), which makes the transform orthonormal.
  constexpr double kNorm = 0.28867513459481288225;
  static_assert(kMelBands == 24);
  Factors factors{};
  for (std::size_t k = 1; k <= kCepstralCoefficients; ++k) {
    for (std::size_t band = 0; band < kMelBands; ++band) {
      // cos(pi k (band + 1/2) / 24)
      constexpr std::size_t kTurn = 4 * kMelBands;
      const auto part = static_cast<std::int64_t>(k * (2 * band + 1) % kTurn);
      factors[k - 1][band] = rounded(kNorm * repeatable::cosine_of_turn(part, kTurn) * kFactorUnit);
    }
  }
  return factors;
}();

// The divisor is positive; halves are rounded up.
constexpr std::int64_t divided(std::int64_t value, std::int64_t divisor) {
  const std::int64_t raised = value + divisor / 2;
  return raised / divisor - (raised % divisor < 0 ? 1 : 0);
}

// ln(10) / 10 neper are a decibel of power.
constexpr std::int32_t kLogPerLevel = rounded(0.23025850929940456840 * kLogUnit / kLevelsPerDecibel);

std::uint8_t level_of(const MelEnergies& energies) {
  double sum = 0;
  for (const double energy : energies) sum += energy;
  static const std::int32_t kSilence = log_energy(0);
  return static_cast<std::uint8_t>(std::min((log_energy(sum) - kSilence) / kLogPerLevel, 255));
}

}  // namespace

LogEnergies log_energies(const MelEnergies& energies) {
  LogEnergies logarithms{};
  std::ranges::transform(energies, logarithms.begin(), log_energy);
  return logarithms;
}

Cepstrum cepstrum_of(const LogEnergies& logarithms) {
  Cepstrum cepstrum{};
  for (std::size_t k = 0; k < kCepstralCoefficients; ++k) {
    std::int64_t sum = 0;
    for (std::size_t band = 0; band < kMelBands; ++band) {
      sum += std::int64_t{kFactors[k][band]} * logarithms[band];
    }
    cepstrum[k] = static_cast<std::int16_t>(divided(sum, std::int64_t{kFactorUnit} * kLogUnit / kCepstrumUnit));
  }
  return cepstrum;
}

std::size_t loudest_band(const Cepstrum& cepstrum) {
  // The transform is orthonormal: its inverse has the same factors.
  std::array<std::int32_t, kMelBands> spectrum{};
  for (std::size_t k = 0; k < kCepstralCoefficients; ++k) {
    // A sixteenth, so that the sum of twelve stays below 2^31.
    for (std::size_t band = 0; band < kMelBands; ++band) spectrum[band] += kFactors[k][band] / 16 * cepstrum[k];
  }
  return static_cast<std::size_t>(std::ranges::max_element(spectrum) - spectrum.begin());
}

CepstralFrame analyse_frame(std::span<const std::int16_t, kFrameSamples> frame, std::int16_t before) {
  const MelEnergies energies = mel_energies(power_spectrum(window_frame(frame, before)));
  return {cepstrum_of(log_energies(energies)), level_of(energies)};
}

}  // namespace voiceid
