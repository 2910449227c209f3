#pragma once

#include <array>
#include <cstdint>

#include "base/stable_hash.hpp"
#include "domain/voiceprint/voice_analysis.hpp"
#include "tests/domain/voiceprint/formant_synthesizer.hpp"

namespace voiceid {

/// A recording, and the hash of its voiceprint's bytes.
struct Golden {
  SyntheticSpeaker speaker;
  std::uint32_t seed;
  int seconds;
  std::uint64_t hash;
};

/// With every compiler, level of optimization and machine.
inline constexpr std::array<Golden, 20> kGolden{{
#include "tests/domain/voiceprint/golden_voiceprints.inc"
}};

/// The hash that this build finds; 0 if it makes no voiceprint.
inline std::uint64_t voiceprint_hash(const Golden& golden) {
  VoiceAnalysis analysis;
  analysis.feed(FormantSynthesizer(golden.speaker, golden.seed).seconds(golden.seconds));
  const auto voiceprint = analysis.voiceprint();
  if (!voiceprint) return 0;
  StableHash hash;
  hash.add(bytes_of(*voiceprint));
  return hash.value();
}

}  // namespace voiceid
