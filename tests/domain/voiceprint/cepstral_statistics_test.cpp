#include "domain/voiceprint/cepstral_statistics.hpp"

#include <gtest/gtest.h>

namespace voiceid {
namespace {

constexpr std::size_t kDelta = kCepstralCoefficients;

FrameStore frames_with_c1(std::initializer_list<int> values, std::uint8_t level = 100) {
  FrameStore frames;
  for (const int value : values) frames.add({{static_cast<std::int16_t>(value * kCepstrumUnit)}, level});
  return frames;
}

TEST(CepstralStatistics, OfNoFramesAreZero) { EXPECT_EQ(statistics_of(FrameStore()).frames, 0U); }

TEST(CepstralStatistics, MeanAndVarianceAreThoseOfTheFrames) {
  const CepstralStatistics statistics = statistics_of(frames_with_c1({1, 2, 3, 6}));
  EXPECT_EQ(statistics.frames, 4U);
  EXPECT_EQ(statistics.mean[0], 3);
  EXPECT_EQ(statistics.mean[1], 0);
  EXPECT_EQ(statistics.covariance[0][0], 3.5);
}

TEST(CepstralStatistics, CovarianceIsOfEachPairOfFeatures) {
  FrameStore frames;
  for (const int sign : {1, -1, 1, -1}) {
    CepstralFrame frame{{}, 100};
    frame.cepstrum[2] = static_cast<std::int16_t>(2 * sign * kCepstrumUnit);
    frame.cepstrum[5] = static_cast<std::int16_t>(-3 * sign * kCepstrumUnit);
    frames.add(frame);
  }
  const CepstralStatistics statistics = statistics_of(frames);
  EXPECT_EQ(statistics.covariance[2][5], -6);
  EXPECT_EQ(statistics.covariance[5][2], -6);
  EXPECT_EQ(statistics.covariance[2][2], 4);
  EXPECT_EQ(statistics.covariance[2][3], 0);
}

TEST(CepstralStatistics, DeltasAreTwiceTheSlope) {
  // A slope of 1: (1 (2 - 1) + 2 (2 - 0)) / 5 at the ends, where the outermost frame stands for those beyond, 2 within.
  const CepstralStatistics statistics = statistics_of(frames_with_c1({0, 1, 2, 3, 4, 5, 6, 7}));
  // First to last: 1, 1.6, 2, 2, 2, 2, 1.6, 1.
  const double mean = 13.2 / 8;
  const double square = (2 * 1 + 2 * 2.56 + 4 * 4) / 8;
  EXPECT_NEAR(statistics.covariance[kDelta][kDelta], square - mean * mean, 1e-12);
}

TEST(CepstralStatistics, PausesCountOnlyAsNeighbours) {
  FrameStore frames = frames_with_c1({4, 4});
  frames.add({{static_cast<std::int16_t>(9 * kCepstrumUnit)}, 10});
  const CepstralStatistics statistics = statistics_of(frames);
  EXPECT_EQ(statistics.frames, 2U);
  EXPECT_EQ(statistics.mean[0], 4);
  EXPECT_EQ(statistics.covariance[0][0], 0);
  // Slopes of 2 * 2 * 5 / 10 and 2 * 3 * 5 / 10.
  EXPECT_EQ(statistics.covariance[kDelta][kDelta], 0.25);
}

}  // namespace
}  // namespace voiceid
