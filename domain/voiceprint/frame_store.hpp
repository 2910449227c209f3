#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "domain/voiceprint/cepstrum.hpp"

namespace voiceid {

/// The frames of a recording, 25 bytes each, at most kMaxFrames.
class FrameStore {
 public:
  static constexpr std::size_t kMaxFrames = 6000;

  /// Whenever the store is full, frames of pauses are dropped; once that makes too little room, later frames do not
  /// count.
  void add(const CepstralFrame& frame);

  std::size_t size() const { return levels_.size(); }
  const Cepstrum& cepstrum(std::size_t index) const { return cepstra_[index]; }

  /// The least level of a frame of speech: 20 dB below the level that 95 % of the frames do not exceed. 0 if there are
  /// no frames.
  int speech_level() const;
  bool is_speech(std::size_t index, int speech_level) const { return levels_[index] >= speech_level; }

 private:
  void drop_pauses();

  std::vector<Cepstrum> cepstra_;
  std::vector<std::uint8_t> levels_;
  bool full_ = false;
};

}  // namespace voiceid
