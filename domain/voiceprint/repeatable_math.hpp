#pragma once

#include <array>
#include <cstdint>

/// Functions whose last bit does not depend on the C library, which may round its logarithm and cosine differently on
/// another machine. They consist of additions, multiplications and divisions alone, which IEEE 754 defines to the bit.
/// The folder is compiled with -ffp-contract=off, so that no compiler joins two of them into one with other rounding.
namespace voiceid {

inline constexpr double kPi = 3.14159265358979323846;

namespace repeatable {

/// cos(x) and sin(x) for |x| <= pi/4, by their Taylor series.
constexpr double small_cosine(double x) {
  double term = 1;
  double sum = 1;
  for (int n = 2; n <= 20; n += 2) {
    term *= -x * x / ((n - 1) * n);
    sum += term;
  }
  return sum;
}
constexpr double small_sine(double x) {
  double term = x;
  double sum = x;
  for (int n = 3; n <= 21; n += 2) {
    term *= -x * x / ((n - 1) * n);
    sum += term;
  }
  return sum;
}

/// The cosine of `part` / `whole` turns, 0 <= part <= whole.
constexpr double cosine_of_turn(std::int64_t part, std::int64_t whole) {
  if (2 * part > whole) part = whole - part;
  if (4 * part > whole) return -cosine_of_turn(whole - 2 * part, 2 * whole);
  const double x = 2 * kPi * static_cast<double>(part) / static_cast<double>(whole);
  if (8 * part <= whole) return small_cosine(x);
  return small_sine(2 * kPi * static_cast<double>(whole - 4 * part) / static_cast<double>(4 * whole));
}

/// The sine of `part` / `whole` turns, 0 <= part <= whole.
constexpr double sine_of_turn(std::int64_t part, std::int64_t whole) {
  // sin(x) = cos(x - a quarter turn)
  const std::int64_t distance = 4 * part - whole;
  return cosine_of_turn(distance < 0 ? -distance : distance, 4 * whole);
}

/// ln(x) for x > 0, with an error of about one unit in the last place.
double natural_logarithm(double x);

}  // namespace repeatable
}  // namespace voiceid
