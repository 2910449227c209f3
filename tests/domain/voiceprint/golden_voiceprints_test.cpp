#include <gtest/gtest.h>

#include <array>

#include "base/hex.hpp"
#include "base/stable_hash.hpp"
#include "domain/voiceprint/voice_analysis.hpp"
#include "tests/domain/voiceprint/formant_synthesizer.hpp"

namespace voiceid {
namespace {

struct Golden {
  SyntheticSpeaker speaker;
  std::uint32_t seed;
  int seconds;
  /// Of bytes_of() of the voiceprint.
  std::uint64_t hash;
};

// Where a voiceprint is meant to change, the failing test prints what to write here.
constexpr std::array<Golden, 20> kGolden{{
#include "tests/domain/voiceprint/golden_voiceprints.inc"
}};

// Every compiler, machine and level of optimization has to pass this test with the same file.
TEST(GoldenVoiceprints, AreTheSameBytesEverywhere) {
  for (const auto& [speaker, seed, seconds, hash] : kGolden) {
    VoiceAnalysis analysis;
    analysis.feed(FormantSynthesizer(speaker, seed).seconds(seconds));
    const auto voiceprint = analysis.voiceprint();
    ASSERT_TRUE(voiceprint) << speaker.pitch;
    StableHash found;
    found.add(bytes_of(*voiceprint));
    EXPECT_EQ(found.value(), hash) << "{{" << speaker.pitch << ", " << speaker.formants << "}, " << seed << ", "
                                   << seconds << ", 0x" << hex(found.value()) << "},";
  }
}

}  // namespace
}  // namespace voiceid
