#include "domain/voiceprint/frame_store.hpp"

#include <gtest/gtest.h>

namespace voiceid {
namespace {

CepstralFrame frame(std::uint8_t level, std::int16_t first = 0) { return {{first}, level}; }

TEST(FrameStore, SpeechIsWithinTwentyDecibelsOfTheLoudestButFivePercent) {
  FrameStore frames;
  for (int i = 0; i < 95; ++i) frames.add(frame(100));
  for (int i = 0; i < 5; ++i) frames.add(frame(200));
  EXPECT_EQ(frames.speech_level(), 100 - 20 * kLevelsPerDecibel);
  frames.add(frame(200));
  EXPECT_EQ(frames.speech_level(), 200 - 20 * kLevelsPerDecibel);
}

TEST(FrameStore, OfNothingAndOfSilenceHasLevelZero) {
  FrameStore frames;
  EXPECT_EQ(frames.speech_level(), 0);
  frames.add(frame(0));
  EXPECT_EQ(frames.speech_level(), 0);
}

TEST(FrameStore, DropsPausesButNotTheFramesBesideSpeechWhenFull) {
  FrameStore frames;
  frames.add(frame(100, 1));
  for (std::size_t i = 1; i < FrameStore::kMaxFrames - 1; ++i) frames.add(i % 10 == 0 ? frame(100, 2) : frame(0, 3));
  EXPECT_EQ(frames.size(), FrameStore::kMaxFrames - 1);
  frames.add(frame(0, 3));
  // Of every ten frames, one of speech and two on either side; at the beginning, none before the first.
  EXPECT_EQ(frames.size(), FrameStore::kMaxFrames / 2 - 2);
  EXPECT_EQ(frames.cepstrum(0)[0], 1);
  EXPECT_EQ(frames.cepstrum(2)[0], 3);
  EXPECT_EQ(frames.cepstrum(5)[0], 2);
}

TEST(FrameStore, NeverHoldsMoreThanItsBound) {
  FrameStore frames;
  for (std::size_t i = 0; i < 2 * FrameStore::kMaxFrames; ++i) {
    frames.add(frame(i < FrameStore::kMaxFrames ? 100 : 110, 1));
  }
  EXPECT_EQ(frames.size(), FrameStore::kMaxFrames);
  EXPECT_EQ(frames.speech_level(), 100 - 20 * kLevelsPerDecibel);
}

}  // namespace
}  // namespace voiceid
