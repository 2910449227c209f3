#pragma once

#include <chrono>
#include <string>

namespace voiceid {

/// A recording made up for tests.
struct Recording {
  /// The label of the voice in it; a valid one (domain/voice.hpp).
  std::string voice;
  /// Net speech at the beginning, in whole frames of SpeechDetector.
  std::chrono::milliseconds speech{0};
  /// Silence after it.
  std::chrono::milliseconds silence{0};
  /// 0 to 100.
  int spoofing_risk = 0;
};

/// The most that a file of kMaxWavBytes has room for, in full minutes.
inline constexpr std::chrono::seconds kLongestRecording{20 * 60};

/// The recording as a WAV file that read_wav() reads: 16 bits, 8 kHz, one channel. The speech is a tone whose pitch
/// depends on the voice. The same bytes on every run and machine.
std::string wav_of(const Recording& recording);

}  // namespace voiceid
