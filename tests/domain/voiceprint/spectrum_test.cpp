#include "domain/voiceprint/spectrum.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>

#include "domain/voiceprint/repeatable_math.hpp"

namespace voiceid {
namespace {

double power_by_definition(const WindowedFrame& frame, std::size_t bin) {
  std::complex<double> sum;
  for (std::size_t i = 0; i < kTransformSize; ++i) {
    sum += frame[i] * std::polar(1.0, -2 * kPi * static_cast<double>(bin * i % kTransformSize) / kTransformSize);
  }
  return std::norm(sum);
}

TEST(Spectrum, IsThatOfTheDefinition) {
  WindowedFrame frame{};
  for (std::size_t i = 0; i < kTransformSize; ++i) frame[i] = static_cast<double>(i * i % 1009) - 500;
  const PowerSpectrum power = power_spectrum(frame);
  for (std::size_t bin = 0; bin < kSpectrumBins; ++bin) {
    EXPECT_NEAR(power[bin], power_by_definition(frame, bin), 1e-6 * (1 + power[bin])) << bin;
  }
}

TEST(Spectrum, OfASineIsOneBin) {
  WindowedFrame frame{};
  for (std::size_t i = 0; i < kTransformSize; ++i) {
    frame[i] = 1000 * std::sin(2 * kPi * 32 * static_cast<double>(i) / kTransformSize);
  }
  PowerSpectrum power = power_spectrum(frame);
  // Half the amplitude times the number of samples.
  EXPECT_NEAR(std::sqrt(power[32]), 500 * kTransformSize, 1e-6);
  power[32] = 0;
  EXPECT_LT(std::ranges::max(power), 1e-9);
}

TEST(Spectrum, WindowIsHammingsAfterPreEmphasis) {
  std::array<std::int16_t, kFrameSamples> frame{};
  frame.fill(1000);
  const WindowedFrame windowed = window_frame(frame, 0);
  // Nothing before the first sample, 0.97 of the same before all others.
  EXPECT_NEAR(windowed[0], 1000 * 0.08, 1e-9);
  EXPECT_NEAR(windowed[kFrameSamples - 1], 30 * 0.08, 1e-9);
  EXPECT_NEAR(windowed[100], 30 * (0.54 - 0.46 * std::cos(2 * kPi * 100 / 199)), 1e-9);
  EXPECT_EQ(windowed[kFrameSamples], 0);
}

TEST(Spectrum, PreEmphasisKnowsTheSampleBeforeTheFrame) {
  std::array<std::int16_t, kFrameSamples> frame{};
  frame.fill(1000);
  EXPECT_NEAR(window_frame(frame, 1000)[0], 30 * 0.08, 1e-9);
}

}  // namespace
}  // namespace voiceid
