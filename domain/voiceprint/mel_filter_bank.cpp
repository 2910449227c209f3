#include "domain/voiceprint/mel_filter_bank.hpp"

#include <cstdint>

namespace voiceid {
namespace {

// On the mel scale, m = 1127 ln(1 + f / 700), equal steps multiply 1 + f / 700 by an equal factor.
constexpr double kMelBreakHertz = 700;

// The lower edge of the first band, the centres, the upper edge of the last band.
constexpr std::size_t kEdges = kMelBands + 2;

// The root, by Newton's method, which has settled after 60 steps.
constexpr double root_of(double value, int degree) {
  double root = 1 + (value - 1) / degree;
  for (int step = 0; step < 60; ++step) {
    double power = 1;
    for (int i = 1; i < degree; ++i) power *= root;
    root -= (root * power - value) / (degree * power);
  }
  return root;
}

constexpr std::array<double, kEdges> kEdgesInBins = [] {
  constexpr double kHertzPerBin = static_cast<double>(kSamplesPerSecond) / kTransformSize;
  const double lowest = 1 + kLowestHertz / kMelBreakHertz;
  const double highest = 1 + kHighestHertz / kMelBreakHertz;
  const double factor = root_of(highest / lowest, kEdges - 1);
  std::array<double, kEdges> edges{};
  double edge = lowest;
  for (double& bin : edges) {
    bin = (edge - 1) * kMelBreakHertz / kHertzPerBin;
    edge *= factor;
  }
  return edges;
}();

// Where a bin lies: between the centres of the bands `band` - 1 and `band`, nearer to the latter the greater `rise`.
struct Share {
  std::size_t band = 0;
  double rise = 0;
};

constexpr std::size_t kFirstBin = static_cast<std::size_t>(kEdgesInBins.front()) + 1;
constexpr std::size_t kEndBin = static_cast<std::size_t>(kEdgesInBins.back()) + 1;

constexpr std::array<Share, kSpectrumBins> kShares = [] {
  std::array<Share, kSpectrumBins> shares{};
  std::size_t band = 0;
  for (std::size_t bin = kFirstBin; bin < kEndBin; ++bin) {
    const auto position = static_cast<double>(bin);
    while (position > kEdgesInBins[band + 1]) ++band;
    shares[bin] = {band, (position - kEdgesInBins[band]) / (kEdgesInBins[band + 1] - kEdgesInBins[band])};
  }
  return shares;
}();

}  // namespace

MelEnergies mel_energies(const PowerSpectrum& power) {
  MelEnergies energies{};
  for (std::size_t bin = kFirstBin; bin < kEndBin; ++bin) {
    const auto [band, rise] = kShares[bin];
    const double rising = power[bin] * rise;
    if (band < kMelBands) energies[band] += rising;
    if (band > 0) energies[band - 1] += power[bin] - rising;
  }
  return energies;
}

}  // namespace voiceid
