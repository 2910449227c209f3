// Reads any bytes as a WAV file. A refusal is one sentence of printable text; an accepted file can be searched for
// speech, of which pieces have as much as the whole.
#include "domain/speech_detector.hpp"
#include "domain/wav.hpp"
#include "tests/fuzz/input.hpp"

namespace {

using namespace voiceid;
using fuzz::require;

void check_speech(std::span<const std::int16_t> samples, std::size_t step) {
  const auto speech = net_speech_of(samples);
  require(speech <= samples.size() * std::chrono::milliseconds(1) / 8);
  SpeechDetector detector;
  for (auto left = samples; !left.empty(); left = left.subspan(std::min(step, left.size()))) {
    detector.feed(left.first(std::min(step, left.size())));
  }
  require(detector.net_speech() == speech);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  const auto wav = read_wav(input.rest());
  if (!wav) {
    fuzz::require_sentence(wav.error().message);
    return 0;
  }
  for (unsigned channel = 0; channel < wav->channels(); ++channel) {
    const auto samples = wav->channel(channel);
    require(samples && samples->size() == wav->frame_count());
    check_speech(*samples, 1 + size % 400);
  }
  require(!wav->channel(wav->channels()));
  return 0;
}
