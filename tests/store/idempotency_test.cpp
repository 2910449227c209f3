#include "store/idempotency.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

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

TEST_F(ClientTokensTest, FindsACallByItsExactKey) {
  EXPECT_EQ(tokens_.find("token", kMade), nullptr);
  tokens_.remember("token", sha256("parameters"), kFirst, kMade);
  const auto* made = tokens_.find("token", kMade);
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(made->resource, kFirst);
  EXPECT_EQ(made->parameters, sha256("parameters"));
  for (const char* other : {"Token", "token ", ""}) EXPECT_EQ(tokens_.find(other, kMade), nullptr) << other;
}

TEST_F(ClientTokensTest, RemembersACallForExactly24HoursHoweverOftenItIsFound) {
  tokens_.remember("token", {}, kFirst, kMade);
  EXPECT_NE(tokens_.find("token", kMade + 24h - kMillisecond), nullptr);
  EXPECT_EQ(tokens_.find("token", kMade + 24h), nullptr);
  EXPECT_EQ(tokens_.find("token", kMade + 48h), nullptr);
}

TEST_F(ClientTokensTest, RemembersAnExpiredTokenThatIsUsedAgain) {
  tokens_.remember("token", sha256("old"), kFirst, kMade);
  tokens_.remember("token", sha256("new"), kSecond, kMade + 24h);
  tokens_.remember("other", {}, kFirst, kMade + 25h);
  tokens_.remember("yet another", {}, kFirst, kMade + 47h);
  const auto* made = tokens_.find("token", kMade + 48h - kMillisecond);
  ASSERT_NE(made, nullptr) << "it is not forgotten together with its first use";
  EXPECT_EQ(made->resource, kSecond);
  EXPECT_EQ(made->parameters, sha256("new"));
  EXPECT_EQ(tokens_.find("token", kMade + 48h), nullptr);
}

TEST_F(ClientTokensTest, ForgetsExpiredCallsSoThatMemoryIsBounded) {
  for (int hour = 0; hour < 1000; ++hour) {
    tokens_.remember("token-" + std::to_string(hour), {}, kFirst, kMade + std::chrono::hours(hour));
    EXPECT_EQ(tokens_.size(), static_cast<std::size_t>(std::min(hour + 1, 24))) << "after " << hour << " hours";
  }
  tokens_.remember("new", {}, kSecond, kMade + 2000h);
  EXPECT_EQ(tokens_.size(), 1U) << "all others are forgotten at once";
  for (int day = 0; day < 100; ++day) tokens_.remember("new", {}, kFirst, kMade + 2000h + day * 24h);
  EXPECT_EQ(tokens_.size(), 1U);
}

TEST_F(ClientTokensTest, ForgetsACallFromTwentyFourHoursAheadOnceTheClockIsSetBack) {
  tokens_.remember("ahead", {}, kFirst, kMade + 24h);
  EXPECT_NE(tokens_.find("ahead", kMade + kMillisecond), nullptr);
  EXPECT_EQ(tokens_.find("ahead", kMade), nullptr);
}

TEST_F(ClientTokensTest, StaysBoundedWhenTheClockIsSetBackAgainAndAgain) {
  for (int turn = 0; turn < 100; ++turn) {
    const auto made = kMade - std::chrono::hours(turn * 240);
    for (int minute = 0; minute < 60; ++minute) {
      tokens_.remember("token-" + std::to_string(minute), {}, kFirst, made + std::chrono::minutes(minute));
    }
    tokens_.remember("only in turn " + std::to_string(turn), {}, kSecond, made);
    EXPECT_EQ(tokens_.size(), 61U);
  }
}

TEST_F(ClientTokensTest, MovesTheCallsOfAnAccount_OfARegion_OrOfBoth) {
  const std::vector<std::string> keys{"111122223333/us-east-1/A/x", "111122223333/eu-west-1/A/x",
                                      "111122223334/us-east-1/A/x"};
  const std::vector<std::pair<Scope, std::vector<bool>>> cases{{{"111122223333", {}}, {true, true, false}},
                                                               {{{}, "us-east-1"}, {true, false, true}},
                                                               {{"111122223333", "eu-west-1"}, {false, true, false}},
                                                               {{"11112222333", {}}, {false, false, false}},
                                                               {{}, {true, true, true}}};
  for (const auto& [scope, moves] : cases) {
    ClientTokens tokens;
    ClientTokens moved;
    for (const std::string& key : keys) tokens.remember(key, {}, kFirst, kMade);
    tokens.move_to(moved, scope);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      EXPECT_EQ(moved.find(keys[i], kMade) != nullptr, moves[i]) << keys[i];
      EXPECT_EQ(tokens.find(keys[i], kMade) == nullptr, moves[i]) << keys[i];
    }
  }
}

}  // namespace
}  // namespace voiceid::store
