#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "domain/voiceprint/cepstral_statistics.hpp"
#include "domain/voiceprint/cepstrum.hpp"
#include "domain/voiceprint/frame_store.hpp"
#include "domain/voiceprint/voiceprint.hpp"

namespace voiceid {

/// Listens to audio of one voice, 8 kHz with 16 bits, and makes its voiceprint. The result depends on the samples
/// alone: not on the pieces in which they come, nor on compiler, machine or run.
///
/// The method is that of speaker verification before neural networks: a frame of 25 ms every 10 ms becomes twelve mel
/// frequency cepstral coefficients, which describe the shape of its spectrum; how these vary together over all frames
/// of speech becomes one vector; a linear discriminant analysis keeps what tells people apart. Each step is a file of
/// this folder.
class VoiceAnalysis {
 public:
  /// Takes 25 bytes a frame, 2500 bytes a second of audio, up to kMaxFrames. Then frames of pauses make room for
  /// new ones; once nearly all is speech, later audio no longer counts.
  void feed(std::span<const std::int16_t> samples);

  /// The voiceprint of everything fed so far. Nothing if there is less than kMinSpeechFrames of speech, or if the audio
  /// is plainly no speech: a tone, steady noise, one sample repeated. Takes about a millisecond.
  std::optional<Voiceprint> voiceprint() const;

  /// Whether everything fed so far is plainly no speech. Not as long as there is less than kMinSpeechFrames of it.
  bool is_no_speech() const;

  /// What the voiceprint is made of, for training and evaluation.
  CepstralStatistics statistics() const { return statistics_of(frames_); }

  /// A second of speech.
  static constexpr std::uint32_t kMinSpeechFrames = 100;
  /// A minute: 150 kB.
  static constexpr std::size_t kMaxFrames = FrameStore::kMaxFrames;

 private:
  // The samples of frames that are not complete.
  std::array<std::int16_t, kFrameSamples> pending_{};
  std::size_t filled_ = 0;
  // The sample before pending_, for pre-emphasis.
  std::int16_t before_ = 0;
  FrameStore frames_;
};

}  // namespace voiceid
