#include "base/number.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace voiceid {
namespace {

TEST(NumberIn, IsTheWholeTextInDecimal) {
  EXPECT_EQ(number_in<std::uint64_t>("0"), 0U);
  EXPECT_EQ(number_in<std::uint64_t>("007"), 7U);
  EXPECT_EQ(number_in<std::uint64_t>("18446744073709551615"), UINT64_MAX);
  EXPECT_EQ(number_in<int>("-5"), -5);
  EXPECT_EQ(number_in<double>("0.5"), 0.5);
}

TEST(NumberIn, IsNothingForAnyOtherText) {
  for (const std::string_view text :
       {"", " 1", "1 ", "+1", "-1", "0x10", "5e2", "1.5", "1,000", "one", "1x", "18446744073709551616"}) {
    EXPECT_EQ(number_in<std::uint64_t>(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace voiceid
