#include "domain/voice.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "domain/session.hpp"

namespace voiceid {
namespace {

std::string label(int number) { return "voice-" + std::to_string(number); }

TEST(Similarity, OfEqualLabels_Is95To100_AndTakesEveryValueOfThese) {
  std::set<int> values;
  for (int i = 0; i < 1000; ++i) values.insert(similarity(label(i), label(i)));
  EXPECT_EQ(values, (std::set{95, 96, 97, 98, 99, 100}));
}

TEST(Similarity, OfDifferentLabels_Is0To40_AndTakesEveryValueOfThese) {
  std::set<int> values;
  for (int i = 0; i < 100; ++i) {
    for (int j = 0; j < i; ++j) values.insert(similarity(label(i), label(j)));
  }
  EXPECT_EQ(*values.begin(), 0);
  EXPECT_EQ(*values.rbegin(), 40);
  EXPECT_EQ(values.size(), 41U);
}

TEST(Similarity, IsTheSame_WhicheverVoiceComesFirst_AndWhereverTheLabelsAreKept) {
  for (int i = 0; i < 100; ++i) {
    for (int j = 0; j < i; ++j) EXPECT_EQ(similarity(label(i), label(j)), similarity(label(j), label(i)));
  }
  const std::string_view kept = "alice and bob";
  EXPECT_EQ(similarity(kept.substr(0, 5), kept.substr(10)), similarity(std::string("alice"), std::string("bob")));
}

// Tests of users may rely on scores across releases and machines.
TEST(Similarity, IsTheSame_OnEveryRunAndMachine) {
  EXPECT_EQ(similarity("alice", "alice"), 97);
  EXPECT_EQ(similarity("bob", "bob"), 100);
  EXPECT_EQ(similarity("alice", "bob"), 38);
  EXPECT_EQ(similarity("alice", "mallory"), 3);
  EXPECT_EQ(similarity("bob", "mallory"), 14);
}

TEST(Similarity, TellsLabelsApart_ThatDifferInOneCharacterOnly) {
  for (const std::string_view other : {"Alice", "alicf", "alic", "alice1", "blice"}) {
    EXPECT_LE(similarity("alice", other), 40) << other;
  }
}

TEST(Similarity, SeesWhereOneLabelEndsAndTheOtherBegins) {
  int same = 0;
  for (int i = 0; i < 100; ++i) {
    const std::string text = label(i) + "-voice";
    const std::string_view whole = text;
    same += similarity(whole.substr(0, 3), whole.substr(3)) == similarity(whole.substr(0, 5), whole.substr(5)) ? 1 : 0;
  }
  EXPECT_LT(same, 20);
}

TEST(Similarity, SpreadsEvenly) {
  std::array<int, 41> counts{};
  for (int i = 0; i < 300; ++i) {
    for (int j = 0; j < i; ++j) ++counts[static_cast<std::size_t>(similarity(label(i), label(j)))];
  }
  const int expected = 300 * 299 / 2 / 41;
  EXPECT_GT(std::ranges::min(counts), expected * 8 / 10);
  EXPECT_LT(std::ranges::max(counts), expected * 12 / 10);
}

// What makes the natural test read naturally: enrolled voices pass, others fail, fraudsters stand out, without a
// threshold being set.
TEST(Similarity, FallsOnTheRightSideOfTheDefaultThresholds) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_GE(similarity(label(i), label(i)), kDefaultAcceptanceThreshold);
    EXPECT_GT(similarity(label(i), label(i)), kDefaultRiskThreshold);
    EXPECT_LT(similarity(label(i), label(i + 1)), kDefaultAcceptanceThreshold);
    EXPECT_LE(similarity(label(i), label(i + 1)), kDefaultRiskThreshold);
  }
}

}  // namespace
}  // namespace voiceid
