#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>

#include "domain/wav.hpp"

namespace voiceid {

/// Net speech by a plain energy detector over frames of 20 ms (D): a frame is speech where its RMS is at least 1 % of
/// full scale (-40 dBFS). Fed piece by piece; a part frame is carried over to the next piece and counts nothing before
/// it is whole.
class SpeechDetector {
 public:
  void feed(std::span<const std::int16_t> samples);

  /// Of all that was fed so far.
  std::chrono::milliseconds net_speech() const { return speech_frames_ * kFrame; }

  static constexpr std::chrono::milliseconds kFrame{20};
  static constexpr std::size_t kFrameSamples = kSampleRate * kFrame.count() / 1000;

 private:
  // Of the frame that is not whole yet.
  std::size_t filled_ = 0;
  std::uint64_t energy_ = 0;

  std::int64_t speech_frames_ = 0;
};

/// Of samples that are all there is; a part frame at their end counts nothing.
std::chrono::milliseconds net_speech_of(std::span<const std::int16_t> samples);

}  // namespace voiceid
