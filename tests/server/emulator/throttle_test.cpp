#include "server/emulator/throttle.hpp"

#include <gtest/gtest.h>

namespace voiceid::server {
namespace {

using std::chrono::milliseconds;

const TimePoint kNow{milliseconds(1'000'000)};

TEST(Throttle, LetsTheBurstThroughAndThenTheRate) {
  Throttle throttle;
  const auto admit = [&](TimePoint now) { return throttle.admit("1", "eu", "ListSpeakers", 5, now); };
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(admit(kNow));
  EXPECT_FALSE(admit(kNow));
  EXPECT_FALSE(admit(kNow + milliseconds(199)));
  EXPECT_TRUE(admit(kNow + milliseconds(200)));
  EXPECT_FALSE(admit(kNow + milliseconds(200)));
}

TEST(Throttle, CountsAccountsRegionsAndOperationsApart) {
  Throttle throttle;
  EXPECT_TRUE(throttle.admit("1", "eu", "A", 1, kNow));
  EXPECT_FALSE(throttle.admit("1", "eu", "A", 1, kNow));
  EXPECT_TRUE(throttle.admit("2", "eu", "A", 1, kNow));
  EXPECT_TRUE(throttle.admit("1", "us", "A", 1, kNow));
  EXPECT_TRUE(throttle.admit("1", "eu", "B", 1, kNow));
}

TEST(Throttle, GoesOnAfterMoreAccountsThanItKeeps) {
  Throttle throttle;
  for (int i = 0; i < 20'000; ++i) EXPECT_TRUE(throttle.admit(std::to_string(i), "eu", "A", 1, kNow + milliseconds(i)));
  EXPECT_FALSE(throttle.admit("19999", "eu", "A", 1, kNow + milliseconds(20'000)));
}

}  // namespace
}  // namespace voiceid::server
