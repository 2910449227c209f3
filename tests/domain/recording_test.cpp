#include "domain/recording.hpp"

#include <gtest/gtest.h>

#include "domain/speech_detector.hpp"
#include "domain/wav.hpp"

namespace voiceid {
namespace {

using std::chrono::milliseconds;

struct Heard {
  std::string voice;
  milliseconds net_speech;
  std::size_t frames;
  int spoofing_risk;
  friend bool operator==(const Heard&, const Heard&) = default;
};

Heard heard_in(const Recording& recording) {
  const std::string bytes = wav_of(recording);
  const auto wav = read_wav(bytes);
  if (!wav) return {.voice = wav.error().message, .net_speech = {}, .frames = 0, .spoofing_risk = 0};
  return {std::string(wav->artist().value_or("")), net_speech_of(*wav->channel(0)), wav->frame_count(),
          wav->spoofing_risk()};
}

TEST(WavOf, IsReadAsWhatWasAskedFor) {
  const std::string longest_label(256, 'v');
  for (const Recording& recording :
       {Recording{"alice", milliseconds(31'000)}, Recording{"bob", milliseconds(20)},
        Recording{"carol", milliseconds(10'020), milliseconds(5'001)},
        Recording{"dave", milliseconds(0), milliseconds(1)}, Recording{"eve", milliseconds(1'000), milliseconds(0), 80},
        Recording{longest_label, milliseconds(1'000), milliseconds(0), 100}}) {
    const auto samples = static_cast<std::size_t>(8 * (recording.speech + recording.silence).count());
    EXPECT_EQ(heard_in(recording), (Heard{recording.voice, recording.speech, samples, recording.spoofing_risk}))
        << recording.voice;
  }
}

TEST(WavOf, FitsIntoAFile_AtItsLongest) {
  const Recording longest{"alice", kLongestRecording};
  EXPECT_LE(wav_of(longest).size(), kMaxWavBytes);
  EXPECT_EQ(heard_in(longest).net_speech, kLongestRecording);
}

TEST(WavOf, SoundsDifferent_ForDifferentVoices) {
  const std::string alice = wav_of({"alice", milliseconds(1'000)});
  const std::string bob = wav_of({"bob", milliseconds(1'000)});
  EXPECT_NE(voice_label_of(*read_wav(alice)->channel(0)), voice_label_of(*read_wav(bob)->channel(0)));
}

}  // namespace
}  // namespace voiceid
