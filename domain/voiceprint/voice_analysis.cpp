#include "domain/voiceprint/voice_analysis.hpp"

#include <algorithm>

#include "domain/voiceprint/discriminant_analysis.hpp"
#include "domain/voiceprint/speaker_vector.hpp"

namespace voiceid {

void VoiceAnalysis::feed(std::span<const std::int16_t> samples) {
  while (!samples.empty()) {
    const std::size_t taken = std::min(samples.size(), kFrameSamples - filled_);
    std::ranges::copy(samples.first(taken), pending_.begin() + static_cast<std::ptrdiff_t>(filled_));
    samples = samples.subspan(taken);
    filled_ += taken;
    if (filled_ < kFrameSamples) return;
    frames_.add(analyse_frame(pending_, before_));
    before_ = pending_[kFrameStep - 1];
    std::ranges::copy(std::span(pending_).subspan(kFrameStep), pending_.begin());
    filled_ -= kFrameStep;
  }
}

std::optional<Voiceprint> VoiceAnalysis::voiceprint() const {
  const CepstralStatistics found = statistics();
  if (found.frames < kMinSpeechFrames || is_plainly_no_speech(found)) return std::nullopt;
  return Voiceprint{discriminant_direction(speaker_vector(found)), found.frames};
}

bool VoiceAnalysis::is_no_speech() const {
  const CepstralStatistics found = statistics();
  return found.frames >= kMinSpeechFrames && is_plainly_no_speech(found);
}

}  // namespace voiceid
