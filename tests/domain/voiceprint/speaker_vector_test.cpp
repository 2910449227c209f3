#include "domain/voiceprint/speaker_vector.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace voiceid {
namespace {

// A regularized variance.
double regularized(double variance, double mean_variance) { return std::log(variance + 1e-3 * mean_variance); }

CepstralStatistics unit_statistics() {
  CepstralStatistics statistics;
  for (std::size_t i = 0; i < kFeatures; ++i) statistics.covariance[i][i] = 1;
  return statistics;
}

TEST(SpeakerVector, BeginsWithTheMean) {
  CepstralStatistics statistics = unit_statistics();
  statistics.mean[11] = -2.5;
  EXPECT_EQ(speaker_vector(statistics)[11], -2.5);
}

TEST(SpeakerVector, ContinuesWithTheDiagonalOfTheLogarithm) {
  CepstralStatistics statistics = unit_statistics();
  statistics.covariance[23][23] = 25;
  const SpeakerVector vector = speaker_vector(statistics);
  EXPECT_NEAR(vector[12], regularized(1, 2), 1e-14);
  EXPECT_NEAR(vector[35], regularized(25, 2), 1e-14);
}

TEST(SpeakerVector, EndsWithTheUpperTriangleTimesTheRootOfTwo) {
  CepstralStatistics statistics = unit_statistics();
  statistics.covariance[0][2] = statistics.covariance[2][0] = 0.5;
  const SpeakerVector vector = speaker_vector(statistics);
  const double half_difference = (regularized(1.5, 1) - regularized(0.5, 1)) / 2;
  EXPECT_EQ(vector[36], 0);
  EXPECT_NEAR(vector[37], std::sqrt(2) * half_difference, 1e-14);
  EXPECT_EQ(vector[38], 0);
}

}  // namespace
}  // namespace voiceid
