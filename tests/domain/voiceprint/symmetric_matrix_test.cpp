#include "domain/voiceprint/symmetric_matrix.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace voiceid {
namespace {

SymmetricMatrix identity() {
  SymmetricMatrix matrix{};
  for (std::size_t i = 0; i < kFeatures; ++i) matrix[i][i] = 1;
  return matrix;
}

TEST(MatrixLogarithm, OfTheIdentityIsZero) { EXPECT_EQ(matrix_logarithm(identity()), SymmetricMatrix{}); }

TEST(MatrixLogarithm, OfADiagonalIsTheLogarithmOfEach) {
  SymmetricMatrix matrix = identity();
  for (std::size_t i = 0; i < kFeatures; ++i) matrix[i][i] = static_cast<double>(i) + 0.5;
  const SymmetricMatrix logarithm = matrix_logarithm(matrix);
  for (std::size_t i = 0; i < kFeatures; ++i) EXPECT_NEAR(logarithm[i][i], std::log(matrix[i][i]), 1e-15);
  EXPECT_EQ(logarithm[3][7], 0);
}

TEST(MatrixLogarithm, OfACorrelationHasItsEigenvalues) {
  // Eigenvalues 1.8 and 0.2, along the diagonals.
  SymmetricMatrix matrix = identity();
  matrix[4][9] = matrix[9][4] = 0.8;
  const SymmetricMatrix logarithm = matrix_logarithm(matrix);
  EXPECT_NEAR(logarithm[4][4], (std::log(1.8) + std::log(0.2)) / 2, 1e-15);
  EXPECT_NEAR(logarithm[9][9], logarithm[4][4], 1e-15);
  EXPECT_NEAR(logarithm[4][9], (std::log(1.8) - std::log(0.2)) / 2, 1e-15);
  EXPECT_NEAR(logarithm[5][5], 0, 1e-15);
}

TEST(MatrixLogarithm, OfASquareIsTwiceThatOfTheMatrix) {
  SymmetricMatrix matrix{};
  for (std::size_t row = 0; row < kFeatures; ++row) {
    for (std::size_t column = 0; column < kFeatures; ++column) {
      matrix[row][column] = std::pow(0.7, std::abs(static_cast<double>(row) - static_cast<double>(column)));
    }
  }
  SymmetricMatrix square{};
  for (std::size_t row = 0; row < kFeatures; ++row) {
    for (std::size_t column = 0; column < kFeatures; ++column) {
      for (std::size_t i = 0; i < kFeatures; ++i) square[row][column] += matrix[row][i] * matrix[i][column];
    }
  }
  const SymmetricMatrix once = matrix_logarithm(matrix);
  const SymmetricMatrix twice = matrix_logarithm(square);
  for (std::size_t row = 0; row < kFeatures; ++row) {
    for (std::size_t column = 0; column < kFeatures; ++column) {
      EXPECT_NEAR(twice[row][column], 2 * once[row][column], 1e-12);
    }
  }
}

}  // namespace
}  // namespace voiceid
