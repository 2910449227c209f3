// Reads any bytes as a WAV file. A refusal is one sentence of printable text; an accepted file can be searched for
// speech.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "domain/speech_detector.hpp"
#include "domain/wav.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::make_unique<char[]>(size);
  std::copy_n(data, size, bytes.get());
  const auto wav = voiceid::read_wav({bytes.get(), size});
  if (!wav) {
    const std::string& message = wav.error().message;
    const bool printable = std::ranges::all_of(message, [](char c) { return c >= ' ' && c <= '~'; });
    if (!printable || !message.ends_with('.')) std::abort();
    return 0;
  }
  for (unsigned channel = 0; channel < wav->channels(); ++channel) {
    const auto samples = wav->channel(channel);
    if (!samples || samples->size() != wav->frame_count()) std::abort();
    if (voiceid::net_speech_of(*samples) > samples->size() * std::chrono::milliseconds(1) / 8) std::abort();
  }
  if (wav->channel(wav->channels())) std::abort();
  return 0;
}
