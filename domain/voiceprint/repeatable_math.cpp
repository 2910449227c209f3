#include "domain/voiceprint/repeatable_math.hpp"

#include <cmath>
#include <numbers>

namespace voiceid::repeatable {

double natural_logarithm(double x) {
  // x = m * 2^e with m between 1/sqrt(2) and sqrt(2). std::frexp only takes the number apart.
  int exponent = 0;
  double m = std::frexp(x, &exponent);
  if (m < std::numbers::sqrt2 / 2) {
    m *= 2;
    --exponent;
  }
  // ln(m) = 2 artanh(s) = 2 (s + s^3/3 + s^5/5 + ...), |s| < 0.172
  const double s = (m - 1) / (m + 1);
  const double square = s * s;
  double sum = 0;
  for (int n = 21; n >= 3; n -= 2) sum = (sum + 1.0 / n) * square;
  return exponent * std::numbers::ln2 + 2 * (s + s * sum);
}

}  // namespace voiceid::repeatable
