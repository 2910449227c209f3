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

TEST(TokenBucket, HasABurstOfItsRate_AndAdmitsOnlyTheRateThen) {
  for (const int rate : {2, 5, 10, 60}) {
    SCOPED_TRACE(rate);
    TokenBucket bucket(static_cast<unsigned>(rate), kStart);
    EXPECT_EQ(take_all(bucket, kStart), rate);
    int admitted = 0;
    for (int passed = 1; passed <= 60'000; ++passed) admitted += bucket.take(kStart + milliseconds(passed)) ? 1 : 0;
    EXPECT_EQ(admitted, 60 * rate);
    EXPECT_EQ(take_all(bucket, kStart + 61s), rate) << "full after a second";
    EXPECT_EQ(take_all(bucket, kStart + 24h), rate) << "and never fuller";
  }
}

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
