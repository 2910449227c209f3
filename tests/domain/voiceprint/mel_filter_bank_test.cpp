#include "domain/voiceprint/mel_filter_bank.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace voiceid {
namespace {

double mel(double hertz) { return 1127 * std::log(1 + hertz / 700); }

// The centre of a band on the mel scale.
double centre(std::size_t band) {
  const double width = (mel(kHighestHertz) - mel(kLowestHertz)) / (kMelBands + 1);
  return mel(kLowestHertz) + width * static_cast<double>(band + 1);
}

TEST(MelFilterBank, SplitsAFrequencyBetweenTheBandsAroundIt) {
  // Bin 40 is 1250 Hz.
  PowerSpectrum power{};
  power[40] = 1000;
  const MelEnergies energies = mel_energies(power);
  std::size_t above = 0;
  while (centre(above) < mel(1250)) ++above;
  const double lower = 700 * (std::exp(centre(above - 1) / 1127) - 1);
  const double upper = 700 * (std::exp(centre(above) / 1127) - 1);
  EXPECT_NEAR(energies[above], 1000 * (1250 - lower) / (upper - lower), 1e-9);
  EXPECT_NEAR(energies[above - 1], 1000 * (upper - 1250) / (upper - lower), 1e-9);
  EXPECT_NEAR(std::accumulate(energies.begin(), energies.end(), 0.0), 1000, 1e-9);
}

TEST(MelFilterBank, HearsNothingOutsideOfItsBands) {
  PowerSpectrum power{};
  // 93.75 and 3906.25 Hz.
  std::fill(power.begin(), power.begin() + 4, 1000.0);
  std::fill(power.begin() + 125, power.end(), 1000.0);
  EXPECT_EQ(mel_energies(power), MelEnergies{});
}

TEST(MelFilterBank, BandsGetWiderWithFrequency) {
  PowerSpectrum flat{};
  flat.fill(1);
  const MelEnergies energies = mel_energies(flat);
  EXPECT_LT(energies[0], 3);
  EXPECT_GT(energies[kMelBands - 1], 9);
}

}  // namespace
}  // namespace voiceid
