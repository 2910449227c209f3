#include "domain/voiceprint/voice_analysis.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "domain/voiceprint/repeatable_math.hpp"
#include "tests/domain/voiceprint/formant_synthesizer.hpp"

namespace voiceid {
namespace {

using Samples = std::vector<std::int16_t>;

std::optional<Voiceprint> voiceprint_of(const Samples& samples) {
  VoiceAnalysis analysis;
  analysis.feed(samples);
  return analysis.voiceprint();
}

Samples speech(SyntheticSpeaker speaker, int seconds, std::uint32_t seed = 1) {
  return FormantSynthesizer(speaker, seed).seconds(seconds);
}

Samples sine(double hertz, int seconds) {
  Samples samples(static_cast<std::size_t>(seconds) * 8000);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    samples[i] =
        static_cast<std::int16_t>(std::lround(8000 * std::sin(2 * kPi * hertz * static_cast<double>(i) / 8000)));
  }
  return samples;
}

Samples sum(const Samples& one, const Samples& other) {
  Samples both(one.size());
  std::ranges::transform(one, other, both.begin(), [](int a, int b) { return static_cast<std::int16_t>((a + b) / 2); });
  return both;
}

Samples joined(Samples one, const Samples& other) {
  one.insert(one.end(), other.begin(), other.end());
  return one;
}

Samples noise(int seconds, int amplitude) {
  Samples samples(static_cast<std::size_t>(seconds) * 8000);
  std::uint32_t random = 1;
  for (std::int16_t& sample : samples) {
    random = random * 1664525U + 1013904223U;
    sample = static_cast<std::int16_t>(static_cast<int>((random >> 8U) % (2U * static_cast<unsigned>(amplitude))) -
                                       amplitude);
  }
  return samples;
}

TEST(VoiceAnalysis, DoesNotDependOnThePieces) {
  const Samples samples = speech({}, 5);
  for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::size_t{80}, std::size_t{160}, std::size_t{201}}) {
    VoiceAnalysis analysis;
    for (std::span<const std::int16_t> rest(samples); !rest.empty();) {
      const std::size_t taken = std::min(size, rest.size());
      analysis.feed(rest.first(taken));
      rest = rest.subspan(taken);
    }
    EXPECT_EQ(analysis.voiceprint(), voiceprint_of(samples)) << size;
  }
}

TEST(VoiceAnalysis, MayBeAskedAgainAndAgain) {
  const Samples samples = speech({}, 8);
  VoiceAnalysis analysis;
  analysis.feed(std::span(samples).first(40000));
  EXPECT_EQ(analysis.voiceprint(), voiceprint_of(Samples(samples.begin(), samples.begin() + 40000)));
  analysis.feed(std::span(samples).subspan(40000));
  EXPECT_EQ(analysis.voiceprint(), voiceprint_of(samples));
}

TEST(VoiceAnalysis, NeedsASecondOfSpeech) {
  EXPECT_EQ(voiceprint_of({}), std::nullopt);
  EXPECT_EQ(voiceprint_of(Samples(199)), std::nullopt);
  const Samples samples = speech({}, 4);
  VoiceAnalysis analysis;
  std::uint32_t before = 0;
  for (std::size_t i = 0; i + 80 <= samples.size() && !analysis.voiceprint(); i += 80) {
    before = analysis.statistics().frames;
    analysis.feed(std::span(samples).subspan(i, 80));
  }
  EXPECT_LT(before, VoiceAnalysis::kMinSpeechFrames);
  EXPECT_GE(analysis.statistics().frames, VoiceAnalysis::kMinSpeechFrames);
}

TEST(VoiceAnalysis, FindsNoVoiceInWhatIsPlainlyNoSpeech) {
  EXPECT_EQ(voiceprint_of(Samples(80000)), std::nullopt) << "silence";
  EXPECT_EQ(voiceprint_of(Samples(80000, 12345)), std::nullopt) << "one sample repeated";
  for (const double hertz : {50.0, 137.0, 440.0, 1000.0, 1003.7, 3333.0}) {
    EXPECT_EQ(voiceprint_of(sine(hertz, 10)), std::nullopt) << "a tone of " << hertz << " Hz";
  }
  for (const int amplitude : {10, 300, 10000, 32000}) {
    EXPECT_EQ(voiceprint_of(noise(10, amplitude)), std::nullopt) << "noise up to " << amplitude;
  }
  EXPECT_EQ(voiceprint_of(sum(sine(261.6, 10), sum(sine(329.6, 10), sine(392, 10)))), std::nullopt) << "a chord";
}

TEST(VoiceAnalysis, KnowsASpeakerAgainInOtherSentences) {
  constexpr std::array<SyntheticSpeaker, 3> kSpeakers{{{100, 85}, {140, 105}, {220, 125}}};
  for (const SyntheticSpeaker& speaker : kSpeakers) {
    const auto enrolled = voiceprint_of(speech(speaker, 30, 1));
    for (const SyntheticSpeaker& caller : kSpeakers) {
      const int similarity = acoustic_similarity(*enrolled, *voiceprint_of(speech(caller, 10, 2)));
      if (&speaker == &caller) {
        EXPECT_GE(similarity, 90) << speaker.pitch;
      } else {
        EXPECT_LT(similarity, 90) << speaker.pitch << " and " << caller.pitch;
      }
    }
  }
}

TEST(VoiceAnalysis, IsSureOfNoSpeech_OnlyIfThereIsEnough) {
  const auto is_no_speech = [](const Samples& samples) {
    VoiceAnalysis analysis;
    analysis.feed(samples);
    return analysis.is_no_speech();
  };
  EXPECT_TRUE(is_no_speech(sine(440, 2)));
  EXPECT_FALSE(is_no_speech(Samples(7000, 12345)));
  EXPECT_FALSE(is_no_speech(speech({}, 4)));
}

TEST(VoiceAnalysis, HearsTwoPeopleAsOne) {
  const Samples one = speech({100, 85}, 10);
  const Samples other = speech({220, 125}, 10);
  const auto frames = [](const Samples& samples) { return voiceprint_of(samples).value().frames; };
  EXPECT_NEAR(frames(joined(one, other)), frames(one) + frames(other), 20) << "one after the other";
  EXPECT_NE(voiceprint_of(sum(one, other)), std::nullopt) << "at once";
}

TEST(VoiceAnalysis, LoudnessHardlyMatters) {
  const Samples samples = speech({}, 10);
  Samples quiet = samples;
  // 12 dB.
  for (std::int16_t& sample : quiet) sample = static_cast<std::int16_t>(sample / 4);
  const auto enrolled = voiceprint_of(speech({}, 30, 2));
  EXPECT_NEAR(acoustic_similarity(*enrolled, *voiceprint_of(samples)),
              acoustic_similarity(*enrolled, *voiceprint_of(quiet)), 1);
}

TEST(VoiceAnalysis, HoldsItsBoundOfFrames) {
  VoiceAnalysis analysis;
  const Samples samples = speech({}, 10);
  for (int i = 0; i < 12; ++i) analysis.feed(samples);
  EXPECT_LE(analysis.statistics().frames, VoiceAnalysis::kMaxFrames);
  EXPECT_GT(analysis.statistics().frames, VoiceAnalysis::kMaxFrames / 2);
}

}  // namespace
}  // namespace voiceid
