#include "domain/voiceprint/speaker_vector.hpp"

#include <algorithm>
#include <numbers>

namespace voiceid {
namespace {

// Of the mean variance. Keeps logarithms of the smallest eigenvalues, which short recordings estimate badly, in bounds.
constexpr double kRegularization = 1e-3;

SymmetricMatrix regularized(SymmetricMatrix covariance) {
  double sum = 0;
  for (std::size_t i = 0; i < kFeatures; ++i) sum += covariance[i][i];
  for (std::size_t i = 0; i < kFeatures; ++i) covariance[i][i] += kRegularization * sum / kFeatures;
  return covariance;
}

}  // namespace

SpeakerVector speaker_vector(const CepstralStatistics& statistics) {
  SpeakerVector vector{};
  auto* next = std::ranges::copy(statistics.mean, vector.begin()).out;
  const SymmetricMatrix logarithm = matrix_logarithm(regularized(statistics.covariance));
  for (std::size_t i = 0; i < kFeatures; ++i) *next++ = logarithm[i][i];
  for (std::size_t row = 0; row < kFeatures; ++row) {
    for (std::size_t column = row + 1; column < kFeatures; ++column) {
      *next++ = std::numbers::sqrt2 * logarithm[row][column];
    }
  }
  return vector;
}

}  // namespace voiceid
