#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "domain/voice.hpp"
#include "domain/voiceprint/voice_analysis.hpp"
#include "domain/wav.hpp"

namespace voiceid {

/// Audio that does not say whose voice it carries, and so is listened to. Takes as much memory as a VoiceAnalysis.
class UnlabelledAudio {
 public:
  UnlabelledAudio() = default;
  /// Audio of which only the voice is left: in a saved state, or after the end of its stream. Of the audio before and
  /// after the state was saved, the part with more speech decides about the voice.
  explicit UnlabelledAudio(Voice earlier) : earlier_(std::move(earlier)) {}

  void feed(std::span<const std::int16_t> samples);

  /// The acoustic voice; of audio that is plainly no speech, or has less than a second of it, a label made of a digest
  /// of the samples. Takes about a millisecond.
  Voice voice() const;

 private:
  VoiceAnalysis analysis_;
  SampleDigest digest_;
  std::optional<Voice> earlier_;
};

/// So many samples are heard in a few milliseconds.
inline constexpr std::size_t kHeardAtOnce = std::size_t{64} * 1024;

/// Has `take(piece)` take the samples in pieces of kHeardAtOnce, as long as it returns true. Returns whether it took
/// all of them.
template <class Take>
bool take_by_pieces(std::span<const std::int16_t> samples, Take take) {
  while (!samples.empty()) {
    const auto piece = samples.first(std::min(kHeardAtOnce, samples.size()));
    if (!take(piece)) return false;
    samples = samples.subspan(piece.size());
  }
  return true;
}

}  // namespace voiceid
