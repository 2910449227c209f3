#include "domain/voiceprint/cepstral_statistics.hpp"

#include <algorithm>
#include <cstddef>

namespace voiceid {
namespace {

// The slope is (2 (c[t+2] - c[t-2]) + (c[t+1] - c[t-1])) / 10. Twice that, times five, is an integer; the coefficients
// are multiplied by five to have the same unit.
constexpr std::int32_t kDeltaUnit = 5;
constexpr double kFeatureUnit = kDeltaUnit * kCepstrumUnit;

using Features = std::array<std::int32_t, kFeatures>;

// At either end of the recording, the outermost frame stands for those beyond it.
Features features_of(const FrameStore& frames, std::size_t index) {
  const std::size_t last = frames.size() - 1;
  const Cepstrum& now = frames.cepstrum(index);
  const Cepstrum& before = frames.cepstrum(index - std::min<std::size_t>(index, 1));
  const Cepstrum& long_before = frames.cepstrum(index - std::min<std::size_t>(index, 2));
  const Cepstrum& after = frames.cepstrum(std::min(index + 1, last));
  const Cepstrum& long_after = frames.cepstrum(std::min(index + 2, last));
  Features features{};
  for (std::size_t k = 0; k < kCepstralCoefficients; ++k) {
    features[k] = kDeltaUnit * now[k];
    features[kCepstralCoefficients + k] = 2 * (long_after[k] - long_before[k]) + (after[k] - before[k]);
  }
  return features;
}

struct Sums {
  std::int64_t frames = 0;
  std::array<std::int64_t, kFeatures> features{};
  // Of the products of two features, the upper triangle. A feature is below 2^17 and there are less than 2^13 frames,
  // so that neither these nor their products with the number of frames exceed 2^60.
  std::array<std::array<std::int64_t, kFeatures>, kFeatures> products{};
  // Frames by their loudest band.
  std::array<std::uint32_t, kMelBands> loudest_bands{};
};

Sums sums_of(const FrameStore& frames) {
  Sums sums;
  const int speech_level = frames.speech_level();
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (!frames.is_speech(i, speech_level)) continue;
    const Features features = features_of(frames, i);
    ++sums.frames;
    ++sums.loudest_bands[loudest_band(frames.cepstrum(i))];
    for (std::size_t row = 0; row < kFeatures; ++row) {
      sums.features[row] += features[row];
      for (std::size_t column = row; column < kFeatures; ++column) {
        sums.products[row][column] += std::int64_t{features[row]} * features[column];
      }
    }
  }
  return sums;
}

// The variances of c1 to c12 in steady noise add up to 5 to 6.1 at any loudness, in speech to 7.3 and more even if
// noise is as loud, to 45 and more if it is clean.
constexpr double kMostVarianceOfNoise = 6.4;
// The share of frames with the same loudest band is at most 0.51 in speech, even in strong noise; in tones it is 1.
constexpr double kLeastShareOfTone = 0.9;

}  // namespace

CepstralStatistics statistics_of(const FrameStore& frames) {
  const Sums sums = sums_of(frames);
  CepstralStatistics statistics;
  statistics.frames = static_cast<std::uint32_t>(sums.frames);
  if (sums.frames == 0) return statistics;
  statistics.same_loudest_band = std::ranges::max(sums.loudest_bands);
  const auto count = static_cast<double>(sums.frames);
  for (std::size_t k = 0; k < kCepstralCoefficients; ++k) {
    statistics.mean[k] = static_cast<double>(sums.features[k]) / (count * kFeatureUnit);
  }
  for (std::size_t row = 0; row < kFeatures; ++row) {
    for (std::size_t column = row; column < kFeatures; ++column) {
      const std::int64_t scaled = sums.frames * sums.products[row][column] - sums.features[row] * sums.features[column];
      const double covariance = static_cast<double>(scaled) / (count * count * (kFeatureUnit * kFeatureUnit));
      statistics.covariance[row][column] = covariance;
      statistics.covariance[column][row] = covariance;
    }
  }
  return statistics;
}

bool is_plainly_no_speech(const CepstralStatistics& statistics) {
  double variance = 0;
  for (std::size_t k = 0; k < kCepstralCoefficients; ++k) variance += statistics.covariance[k][k];
  return variance < kMostVarianceOfNoise || statistics.same_loudest_band > kLeastShareOfTone * statistics.frames;
}

}  // namespace voiceid
