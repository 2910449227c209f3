#include "domain/voiceprint/cepstrum.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "domain/voiceprint/repeatable_math.hpp"

namespace voiceid {
namespace {

using Frame = std::array<std::int16_t, kFrameSamples>;

Frame sine(double hertz, double amplitude) {
  Frame frame{};
  for (std::size_t i = 0; i < frame.size(); ++i) {
    frame[i] =
        static_cast<std::int16_t>(std::lround(amplitude * std::sin(2 * kPi * hertz * static_cast<double>(i) / 8000)));
  }
  return frame;
}

TEST(Cepstrum, LogarithmsAreOfTheEnergyAboveTheFloor) {
  MelEnergies energies{};
  energies[1] = 1e6;
  const LogEnergies logarithms = log_energies(energies);
  EXPECT_EQ(logarithms[0], std::lround(std::log(1000.0) * 1024));
  EXPECT_EQ(logarithms[1], std::lround(std::log(1e6 + 1000) * 1024));
}

TEST(Cepstrum, OfAFlatSpectrumIsZero) {
  LogEnergies flat{};
  flat.fill(12345);
  EXPECT_EQ(cepstrum_of(flat), Cepstrum{});
}

TEST(Cepstrum, OfACosineIsOneCoefficient) {
  for (std::size_t k = 1; k <= kCepstralCoefficients; ++k) {
    LogEnergies wave{};
    for (std::size_t band = 0; band < kMelBands; ++band) {
      const double angle = kPi * static_cast<double>(k) * (static_cast<double>(band) + 0.5) / kMelBands;
      wave[band] = static_cast<std::int32_t>(std::lround(4096 * std::cos(angle)));
    }
    // An orthonormal transform keeps the length: 4 neper times sqrt(24 / 2).
    Cepstrum expected{};
    expected[k - 1] = static_cast<std::int16_t>(std::lround(4 * kCepstrumUnit * std::sqrt(12.0)));
    EXPECT_EQ(cepstrum_of(wave), expected) << k;
  }
}

TEST(Cepstrum, OfSilenceIsZeroAtTheLowestLevel) {
  const CepstralFrame silence = analyse_frame(Frame{}, 0);
  EXPECT_EQ(silence.cepstrum, Cepstrum{});
  EXPECT_EQ(silence.level, 0);
}

TEST(Cepstrum, LevelRisesWithTheLoudnessInDecibels) {
  // 20 dB.
  EXPECT_NEAR(analyse_frame(sine(1000, 10000), 0).level - analyse_frame(sine(1000, 1000), 0).level,
              20 * kLevelsPerDecibel, 1);
}

TEST(Cepstrum, LoudestAndQuietestBandsFitIn) {
  LogEnergies steep{};
  // The loudest frame there can be has less than e^32, silence e^6.9.
  for (std::size_t band = 0; band < kMelBands; ++band) steep[band] = (band < kMelBands / 2 ? 32 : 6) * kLogUnit;
  // sqrt(1/12) 26 times the sum of cos(pi (b + 1/2) / 24) for b < 12, which is 7.645.
  EXPECT_NEAR(cepstrum_of(steep)[0], 26 * 7.645 / std::sqrt(12.0) * kCepstrumUnit, 5);
}

}  // namespace
}  // namespace voiceid
