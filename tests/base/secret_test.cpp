#include "base/secret.hpp"

#include <gtest/gtest.h>

namespace voiceid {
namespace {

TEST(EqualInConstantTime, IsTrueOfTheSameTextOnly) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("secret", "secret"));
  for (const char* other : {"", "secre", "secreT", "Secret", "secret1"}) {
    EXPECT_FALSE(equal_in_constant_time("secret", other)) << other;
  }
}

}  // namespace
}  // namespace voiceid
