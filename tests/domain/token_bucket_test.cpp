#include "domain/token_bucket.hpp"

#include <gtest/gtest.h>

#include "tests/domain/times.hpp"

namespace voiceid {
namespace {

using std::chrono::milliseconds;

using namespace std::chrono_literals;

const TimePoint kStart = at("2026-11-21T09:30:00Z");

int take_all(TokenBucket& bucket, TimePoint now) {
  int taken = 0;
  while (taken < 1000 && bucket.take(now)) ++taken;
  return taken;
}

class Rates : public testing::TestWithParam<unsigned> {};

TEST_P(Rates, New_HasABurstOfTheRate) {
  TokenBucket bucket(GetParam(), kStart);
  EXPECT_EQ(take_all(bucket, kStart), static_cast<int>(GetParam()));
}

TEST_P(Rates, Empty_IsFullAfterASecond_AndNotFuller) {
  TokenBucket bucket(GetParam(), kStart);
  take_all(bucket, kStart);
  EXPECT_EQ(take_all(bucket, kStart + 1s), static_cast<int>(GetParam()));
  EXPECT_EQ(take_all(bucket, kStart + 24h), static_cast<int>(GetParam()));
}

TEST_P(Rates, OverAMinute_OnlyTheRateIsAdmitted) {
  TokenBucket bucket(GetParam(), kStart);
  take_all(bucket, kStart);
  int admitted = 0;
  for (int passed = 1; passed <= 60'000; ++passed) admitted += bucket.take(kStart + milliseconds(passed)) ? 1 : 0;
  EXPECT_EQ(admitted, static_cast<int>(60 * GetParam()));
}

INSTANTIATE_TEST_SUITE_P(OfTheTable, Rates, testing::Values(2, 5, 10, 60),
                         [](const auto& row) { return "Of" + std::to_string(row.param); });

TEST(TokenBucket, OneCall_IsRefilledExactlyAfterItsShareOfASecond) {
  TokenBucket bucket(2, kStart);
  take_all(bucket, kStart);
  EXPECT_FALSE(bucket.take(kStart + 499ms));
  EXPECT_TRUE(bucket.take(kStart + 500ms));
  EXPECT_FALSE(bucket.take(kStart + 999ms));
  EXPECT_TRUE(bucket.take(kStart + 1s));
}

TEST(TokenBucket, Refused_CostsNothing) {
  TokenBucket bucket(2, kStart);
  take_all(bucket, kStart);
  for (int passed = 0; passed < 500; passed += 10) EXPECT_FALSE(bucket.take(kStart + milliseconds(passed)));
  EXPECT_TRUE(bucket.take(kStart + 500ms));
}

TEST(TokenBucket, TimeThatGoesBackwards_FillsNothing) {
  TokenBucket bucket(2, kStart);
  take_all(bucket, kStart);
  EXPECT_FALSE(bucket.take(kStart - 24h));
  EXPECT_TRUE(bucket.take(kStart - 24h + 500ms)) << "time that passes from there on fills it as ever";
}

TEST(TokenBucket, FullAgain_IsAsGoodAsNew) {
  TokenBucket bucket(2, kStart);
  EXPECT_TRUE(bucket.is_full_at(kStart));
  ASSERT_TRUE(bucket.take(kStart));
  EXPECT_FALSE(bucket.is_full_at(kStart + 499ms));
  EXPECT_TRUE(bucket.is_full_at(kStart + 500ms));
}

}  // namespace
}  // namespace voiceid
