#include "domain/voice.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <set>
#include <string>

#include "domain/session.hpp"

namespace voiceid {
namespace {

std::string label(int number) { return "voice-" + std::to_string(number); }

Voiceprint print(unsigned number) {
  std::mt19937 random(number);
  Voiceprint voiceprint{.direction = {}, .frames = 1000 + number};
  for (std::int8_t& component : voiceprint.direction) component = static_cast<std::int8_t>(random() % 255 - 127);
  voiceprint.direction.front() = 127;
  return voiceprint;
}

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

TEST(Similarity, OfAcousticVoices_IsThatOfTheirVoiceprints) {
  for (unsigned i = 0; i < 10; ++i) {
    EXPECT_EQ(similarity(Voice(print(0)), Voice(print(i))), acoustic_similarity(print(0), print(i)));
    EXPECT_EQ(fraud_risk(Voice(print(0)), Voice(print(i))), acoustic_fraud_risk(print(0), print(i)));
  }
  EXPECT_EQ(similarity(Voice(print(0)), Voice(print(0))), 100);
}

TEST(Similarity, OfALabelAndAnAcousticVoice_Is0To40_InEitherOrder) {
  std::set<int> values;
  for (int i = 0; i < 300; ++i) {
    const Voice labelled(label(i));
    const Voice acoustic(print(static_cast<unsigned>(i) % 7));
    const int found = similarity(labelled, acoustic);
    EXPECT_EQ(similarity(acoustic, labelled), found);
    EXPECT_EQ(fraud_risk(acoustic, labelled), found);
    values.insert(found);
  }
  EXPECT_EQ(*values.begin(), 0);
  EXPECT_EQ(*values.rbegin(), 40);
}

TEST(Similarity, OfALabelThatReadsLikeAnAcousticVoice_IsThatOfALabel) {
  EXPECT_LE(similarity(Voice("acoustic"), Voice(print(1))), 40);
  EXPECT_NE(Voice("acoustic"), Voice(print(1)));
}

TEST(FraudRisk, OfLabels_IsTheirSimilarity) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(fraud_risk(Voice(label(0)), Voice(label(i))), similarity(label(0), label(i)));
  }
}

TEST(AcousticVoice, IsNamedWithoutShowingWhatWasHeard) {
  EXPECT_EQ(Voice(print(1)).name(), "acoustic");
  EXPECT_EQ(Voice("alice").name(), "alice");
  EXPECT_EQ(Voice("alice").voiceprint(), nullptr);
  EXPECT_EQ(*Voice(print(1)).voiceprint(), print(1));
}

TEST(TextOfAVoice, IsReadAsTheSameVoice) {
  for (const Voice& voice : {Voice("alice"), Voice("acoustic"), Voice(print(1)), Voice(print(2))}) {
    const auto read = voice_in(text_of(voice));
    ASSERT_TRUE(read) << text_of(voice);
    EXPECT_EQ(*read, voice);
  }
  EXPECT_NE(text_of(Voice(print(1))), text_of(Voice(print(2))));
}

TEST(TextOfAVoice, TakesTheRoomOfALabelAtMost) {
  EXPECT_LE(bytes_of(print(1)).size(), 128U);
  EXPECT_LE(text_of(Voice(print(1))).size(), kMaxVoiceLabelBytes);
}

TEST(TextOfAVoice, ThatIsNone_IsRefusedWithTheReason) {
  const std::string text = text_of(Voice(print(1)));
  const auto fault_of = [](std::string_view wrong) { return voice_in(wrong).error().message; };
  for (const std::string_view wrong : {"", "-alice", "alice smith", "Acoustic:AAAA"}) {
    EXPECT_TRUE(fault_of(wrong).starts_with("A voice is a label of 1 to 256 letters")) << wrong;
  }
  for (const std::string& wrong : {text + "A", text.substr(0, text.size() - 1), "acoustic:" + std::string(168, '!')}) {
    EXPECT_EQ(fault_of(wrong), "What follows 'acoustic:' is not Base64.") << wrong;
  }
  EXPECT_TRUE(fault_of("acoustic:AAAA").starts_with("What follows 'acoustic:' has 3 bytes; "))
      << fault_of("acoustic:AAAA");
}

}  // namespace
}  // namespace voiceid
