#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>

#include "domain/wav.hpp"

namespace voiceid {

/// Measures net speech with a plain energy detector over frames of 20 ms: a frame is speech if its RMS is at least 1 %
/// of full scale (-40 dBFS). Audio is fed in pieces of any size; an incomplete frame waits for the next piece.
class SpeechDetector {
 public:
  static constexpr std::chrono::milliseconds kFrame{20};
  static constexpr std::size_t kFrameSamples = kSampleRate * kFrame.count() / 1000;

  void feed(std::span<const std::int16_t> samples);

  /// The samples that complete the present frame.
  std::size_t samples_to_frame_end() const { return kFrameSamples - filled_; }
  /// The net speech in everything fed so far.
  std::chrono::milliseconds net_speech() const { return speech_frames_ * kFrame; }

 private:
  // Of the incomplete frame.
  std::size_t filled_ = 0;
  std::uint64_t energy_ = 0;

  std::int64_t speech_frames_ = 0;
};

/// The net speech of complete audio. An incomplete frame at the end does not count.
std::chrono::milliseconds net_speech_of(std::span<const std::int16_t> samples);

}  // namespace voiceid
