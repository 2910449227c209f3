#include "domain/voiceprint/repeatable_math.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace voiceid::repeatable {
namespace {

TEST(RepeatableMath, LogarithmsAgreeWithTheLibrarys) {
  for (const double x : {1e-300, 1e-9, 0.1, 0.5, 0.7071, 1.0, 1.0001, 1.4143, 2.0, 10.0, 1000.0, 4.3e13, 1e300}) {
    EXPECT_NEAR(natural_logarithm(x), std::log(x), 4e-16 * std::abs(std::log(x))) << x;
  }
  EXPECT_EQ(natural_logarithm(1), 0);
}

TEST(RepeatableMath, CosinesAndSinesAgreeWithTheLibrarys) {
  for (int part = 0; part <= 96; ++part) {
    EXPECT_NEAR(cosine_of_turn(part, 96), std::cos(2 * kPi * part / 96), 1e-15) << part;
    EXPECT_NEAR(sine_of_turn(part, 96), std::sin(2 * kPi * part / 96), 1e-15) << part;
  }
}

}  // namespace
}  // namespace voiceid::repeatable
