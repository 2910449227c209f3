#pragma once

#include <array>
#include <cstddef>

#include "domain/voiceprint/cepstrum.hpp"

namespace voiceid {

/// A frame's twelve coefficients, and twelve deltas: how fast each changes.
inline constexpr std::size_t kFeatures = 2 * kCepstralCoefficients;

/// A symmetric matrix of 24 x 24, both halves filled.
using SymmetricMatrix = std::array<std::array<double, kFeatures>, kFeatures>;

/// The matrix logarithm of a positive definite matrix: of each eigenvalue the logarithm, the eigenvectors as before.
/// Covariances are compared by it, because it makes a change of scale a shift.
SymmetricMatrix matrix_logarithm(const SymmetricMatrix& matrix);

}  // namespace voiceid
