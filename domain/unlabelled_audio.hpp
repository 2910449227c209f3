#pragma once

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

/// The label of a recording that is plainly no speech, made of a digest of its samples. None if it may be speech, for
/// example because it is too short to tell.
std::optional<std::string> label_of_no_speech(std::span<const std::int16_t> samples);

/// The voice of a whole recording.
Voice voice_of(std::span<const std::int16_t> samples);

}  // namespace voiceid
