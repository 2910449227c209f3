#include "server/journal/once_a_minute.hpp"

#include <gtest/gtest.h>

namespace voiceid::journal {
namespace {

TEST(OnceAMinute, AdmitsOneOfEachKindInAMinute) {
  OnceAMinute once;
  const OnceAMinute::Time start{};
  const auto after = [start](int seconds) { return start + std::chrono::seconds(seconds); };
  EXPECT_TRUE(once.admits("a", start));
  EXPECT_FALSE(once.admits("a", after(59)));
  EXPECT_TRUE(once.admits("b", after(59)));
  EXPECT_TRUE(once.admits("a", after(60)));
  EXPECT_FALSE(once.admits("a", after(119)));
}

}  // namespace
}  // namespace voiceid::journal
