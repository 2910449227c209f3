#include "domain/voiceprint/voiceprint.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace voiceid {
namespace {

// Long recordings, in which chance plays no part.
constexpr std::uint32_t kMany = std::numeric_limits<std::uint32_t>::max();

// The cosine of two of these is -1, 0 or 1.
Voiceprint along(std::size_t axis, int length = 127, std::uint32_t frames = kMany) {
  Voiceprint voiceprint;
  voiceprint.direction[axis] = static_cast<std::int8_t>(length);
  voiceprint.frames = frames;
  return voiceprint;
}

TEST(Voiceprint, TakesNoMoreThanItsBudget) { EXPECT_LE(sizeof(Voiceprint), 128U); }

TEST(Voiceprint, SimilarityRisesWithTheCosine) {
  EXPECT_GE(acoustic_similarity(along(0), along(0)), 97);
  EXPECT_LE(acoustic_similarity(along(0), along(1)), 20);
  EXPECT_EQ(acoustic_similarity(along(0), along(0, -127)), 0);
  Voiceprint between = along(0);
  int last = acoustic_similarity(along(0), between);
  for (int other = 1; other <= 127; ++other) {
    between.direction[1] = static_cast<std::int8_t>(other);
    const int next = acoustic_similarity(along(0), between);
    EXPECT_LE(next, last) << other;
    last = next;
  }
}

TEST(Voiceprint, OnlyTheDirectionCounts) {
  Voiceprint half = along(0, 64);
  half.direction[1] = 32;
  Voiceprint quarter = along(0, 32);
  quarter.direction[1] = 16;
  EXPECT_EQ(acoustic_similarity(along(0), half), acoustic_similarity(along(0), quarter));
}

TEST(Voiceprint, SimilarityIsTheSameInEitherOrder) {
  Voiceprint one = along(3, 127, 500);
  one.direction[5] = 90;
  const Voiceprint other = along(3, 127, 900);
  EXPECT_EQ(acoustic_similarity(one, other), acoustic_similarity(other, one));
}

TEST(Voiceprint, LittleSpeechIsAllowedFor) {
  // With 300 frames, half of the square of a print is chance, and a cosine of 0.5 means as much as 1.
  Voiceprint half_way = along(0, 64, 300);
  half_way.direction[1] = 110;
  EXPECT_EQ(acoustic_similarity(half_way, along(0, 127, 300)), acoustic_similarity(along(0), along(0)));
}

TEST(Voiceprint, FraudRiskIsHarderToReachThanSimilarity) {
  Voiceprint caller = along(0);
  for (int other = 0; other <= 127; ++other) {
    caller.direction[1] = static_cast<std::int8_t>(other);
    EXPECT_LE(acoustic_fraud_risk(caller, along(0)), acoustic_similarity(caller, along(0))) << other;
  }
  EXPECT_GE(acoustic_fraud_risk(along(0), along(0)), 80);
  EXPECT_LE(acoustic_fraud_risk(along(0), along(1)), 20);
}

TEST(Voiceprint, ComesBackFromItsBytes) {
  Voiceprint voiceprint = along(119, -127, 0x01020304);
  voiceprint.direction[0] = 5;
  const std::string bytes = bytes_of(voiceprint);
  EXPECT_EQ(bytes.size(), kVoiceprintBytes);
  EXPECT_EQ(bytes.substr(0, 5), "\x04\x03\x02\x01\x05");
  EXPECT_EQ(voiceprint_fault(bytes), "");
  EXPECT_EQ(voiceprint_from(bytes), voiceprint);
}

TEST(Voiceprint, OtherBytesAreRejectedWithTheReason) {
  struct Case {
    std::string bytes;
    std::string fault;
  };
  const std::string good = bytes_of(along(0));
  for (const Case& wrong :
       {Case{good.substr(1), "has 123 bytes; a voiceprint has 124"},
        Case{bytes_of(along(0, 127, 0)), "has no frames of speech"},
        Case{bytes_of(along(0, 126)), "has a largest component of 126; that of a voiceprint is 127"},
        Case{bytes_of(along(0, -128)), "has a largest component of 128; that of a voiceprint is 127"}}) {
    EXPECT_EQ(voiceprint_fault(wrong.bytes), wrong.fault);
    EXPECT_EQ(voiceprint_from(wrong.bytes), std::nullopt);
  }
}

}  // namespace
}  // namespace voiceid
