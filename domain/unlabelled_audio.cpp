#include "domain/unlabelled_audio.hpp"

namespace voiceid {
namespace {

// The frames of speech that a voice rests on.
std::uint32_t speech_in(const Voice& voice) { return voice.is_acoustic() ? voice.voiceprint()->frames : 0; }

}  // namespace

void UnlabelledAudio::feed(std::span<const std::int16_t> samples) {
  analysis_.feed(samples);
  digest_.feed(samples);
}

Voice UnlabelledAudio::voice() const {
  const auto voiceprint = analysis_.voiceprint();
  if (earlier_ && speech_in(*earlier_) >= (voiceprint ? voiceprint->frames : 0)) return *earlier_;
  return voiceprint ? Voice(*voiceprint) : Voice(digest_.voice_label());
}

}  // namespace voiceid
