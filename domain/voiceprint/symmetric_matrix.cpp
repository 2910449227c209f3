#include "domain/voiceprint/symmetric_matrix.hpp"

#include <cmath>

#include "domain/voiceprint/repeatable_math.hpp"

namespace voiceid {
namespace {

// Written here because Eigen's solver uses whatever vector instructions the machine has, some of which round otherwise,
// and the voiceprint would differ. std::sqrt and std::abs are exact to the bit by IEEE 754.

// Far more than the matrix ever takes; each sweep doubles the number of exact digits.
constexpr int kMaxSweeps = 30;
// Beside the diagonal, what is so much smaller than the diagonal changes no digit of the result.
constexpr double kNegligible = 1e-30;

double squares_beside_diagonal(const SymmetricMatrix& matrix) {
  double sum = 0;
  for (std::size_t row = 0; row < kFeatures; ++row) {
    for (std::size_t column = row + 1; column < kFeatures; ++column) sum += matrix[row][column] * matrix[row][column];
  }
  return sum;
}

double squares_of_diagonal(const SymmetricMatrix& matrix) {
  double sum = 0;
  for (std::size_t i = 0; i < kFeatures; ++i) sum += matrix[i][i] * matrix[i][i];
  return sum;
}

struct Rotation {
  double cosine = 1;
  double sine = 0;
};

void rotate(double& first, double& second, const Rotation& rotation) {
  const double old = first;
  first = rotation.cosine * old - rotation.sine * second;
  second = rotation.sine * old + rotation.cosine * second;
}

// Makes matrix[p][q] zero by a rotation of the axes p and q. The rows of `vectors` become the eigenvectors.
void eliminate(SymmetricMatrix& matrix, SymmetricMatrix& vectors, std::size_t p, std::size_t q) {
  const double beside = matrix[p][q];
  if (beside == 0) return;
  const double theta = (matrix[q][q] - matrix[p][p]) / (2 * beside);
  const double root = std::sqrt(theta * theta + 1);
  const double tangent = theta < 0 ? 1 / (theta - root) : 1 / (theta + root);
  const double cosine = 1 / std::sqrt(tangent * tangent + 1);
  const Rotation rotation{cosine, tangent * cosine};
  for (std::size_t i = 0; i < kFeatures; ++i) rotate(matrix[i][p], matrix[i][q], rotation);
  for (std::size_t i = 0; i < kFeatures; ++i) rotate(matrix[p][i], matrix[q][i], rotation);
  for (std::size_t i = 0; i < kFeatures; ++i) rotate(vectors[p][i], vectors[q][i], rotation);
  matrix[p][q] = 0;
  matrix[q][p] = 0;
}

}  // namespace

SymmetricMatrix matrix_logarithm(const SymmetricMatrix& matrix) {
  // Jacobi's method (1846), cyclic: always the same rotations in the same order.
  SymmetricMatrix diagonal = matrix;
  SymmetricMatrix vectors{};
  for (std::size_t i = 0; i < kFeatures; ++i) vectors[i][i] = 1;
  for (int sweep = 0; sweep < kMaxSweeps; ++sweep) {
    if (squares_beside_diagonal(diagonal) <= kNegligible * squares_of_diagonal(diagonal)) break;
    for (std::size_t p = 0; p < kFeatures; ++p) {
      for (std::size_t q = p + 1; q < kFeatures; ++q) eliminate(diagonal, vectors, p, q);
    }
  }
  SymmetricMatrix logarithm{};
  for (std::size_t i = 0; i < kFeatures; ++i) {
    const double weight = repeatable::natural_logarithm(diagonal[i][i]);
    for (std::size_t row = 0; row < kFeatures; ++row) {
      const double factor = weight * vectors[i][row];
      for (std::size_t column = 0; column < kFeatures; ++column) logarithm[row][column] += factor * vectors[i][column];
    }
  }
  return logarithm;
}

}  // namespace voiceid
