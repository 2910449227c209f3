#include "store/idempotency.hpp"

#include <gtest/gtest.h>

#include "tests/domain/times.hpp"

namespace voiceid::store {
namespace {

using namespace std::chrono_literals;

const TimePoint kMade = at("2026-11-21T09:30:00.123Z");
const ResourceId kFirst("AbCdEfGhIjKlMnOpQrStUv");
const ResourceId kSecond("0123456789012345678901");

class ClientTokensTest : public testing::Test {
 protected:
  ClientTokens tokens_;
};

TEST_F(ClientTokensTest, Unknown_IsNotFound) {
  EXPECT_EQ(tokens_.find("token", kMade), nullptr);
  EXPECT_EQ(tokens_.size(), 0U);
}

TEST_F(ClientTokensTest, Remembered_IsFoundWithItsParametersAndResource) {
  tokens_.remember("token", sha256("parameters"), kFirst, kMade);
  const auto* made = tokens_.find("token", kMade);
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(made->resource, kFirst);
  EXPECT_EQ(made->parameters, sha256("parameters"));
}

TEST_F(ClientTokensTest, Keys_AreExact) {
  tokens_.remember("token", {}, kFirst, kMade);
  EXPECT_EQ(tokens_.find("Token", kMade), nullptr);
  EXPECT_EQ(tokens_.find("token ", kMade), nullptr);
  EXPECT_EQ(tokens_.find("", kMade), nullptr);
}

TEST_F(ClientTokensTest, Remembered_For24HoursExactly) {
  tokens_.remember("token", {}, kFirst, kMade);
  EXPECT_NE(tokens_.find("token", kMade + 24h - kMillisecond), nullptr);
  EXPECT_EQ(tokens_.find("token", kMade + 24h), nullptr);
  EXPECT_EQ(tokens_.find("token", kMade + 48h), nullptr);
}

TEST_F(ClientTokensTest, Found_DoesNotProlongIt) {
  tokens_.remember("token", {}, kFirst, kMade);
  ASSERT_NE(tokens_.find("token", kMade + 23h), nullptr);
  EXPECT_EQ(tokens_.find("token", kMade + 24h), nullptr);
}

TEST_F(ClientTokensTest, Expired_CanBeUsedAnew_For24HoursMore) {
  tokens_.remember("token", sha256("old"), kFirst, kMade);
  tokens_.remember("token", sha256("new"), kSecond, kMade + 24h);
  const auto* made = tokens_.find("token", kMade + 48h - kMillisecond);
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(made->resource, kSecond);
  EXPECT_EQ(made->parameters, sha256("new"));
  EXPECT_EQ(tokens_.find("token", kMade + 48h), nullptr);
}

TEST_F(ClientTokensTest, Expired_UsedAnew_IsNotForgottenWithItsFormerSelf) {
  tokens_.remember("token", {}, kFirst, kMade);
  tokens_.remember("token", {}, kSecond, kMade + 24h);
  tokens_.remember("other", {}, kFirst, kMade + 25h);
  tokens_.remember("yet another", {}, kFirst, kMade + 47h);
  ASSERT_NE(tokens_.find("token", kMade + 47h), nullptr);
  EXPECT_EQ(tokens_.find("token", kMade + 47h)->resource, kSecond);
}

TEST_F(ClientTokensTest, Expired_AreForgotten_SoThatMemoryIsBounded) {
  for (int hour = 0; hour < 1000; ++hour) {
    tokens_.remember("token-" + std::to_string(hour), {}, kFirst, kMade + std::chrono::hours(hour));
    EXPECT_LE(tokens_.size(), 24U) << "after " << hour << " hours";
  }
  EXPECT_EQ(tokens_.size(), 24U) << "those of the last 24 hours are all there";
}

TEST_F(ClientTokensTest, AllExpired_AreForgottenAtOnce) {
  for (int i = 0; i < 1000; ++i) tokens_.remember("token-" + std::to_string(i), {}, kFirst, kMade);
  ASSERT_EQ(tokens_.size(), 1000U);
  tokens_.remember("new", {}, kSecond, kMade + 24h);
  EXPECT_EQ(tokens_.size(), 1U);
}

TEST_F(ClientTokensTest, TheSameTokenDayByDay_TakesOnePlace) {
  for (int day = 0; day < 100; ++day) tokens_.remember("token", {}, kFirst, kMade + day * 24h);
  EXPECT_EQ(tokens_.size(), 1U);
}

// The emulator's clock can be set back, so that what is remembered is not always in order of its time.
TEST_F(ClientTokensTest, ClockSetBack_StillForgetsEachInTheEnd) {
  tokens_.remember("ahead", {}, kFirst, kMade + 240h);
  tokens_.remember("back", {}, kSecond, kMade);
  EXPECT_EQ(tokens_.find("back", kMade + 24h), nullptr);
  EXPECT_NE(tokens_.find("ahead", kMade + 264h - kMillisecond), nullptr);
  tokens_.remember("new", {}, kSecond, kMade + 264h);
  EXPECT_EQ(tokens_.size(), 1U);
}

}  // namespace
}  // namespace voiceid::store
