// Makes speaker vectors and voiceprints for train and evaluate, so that there is one implementation of the signal
// processing. Reads recordings from stdin until its end, each the number of its samples (uint32) and the samples
// (int16, 8 kHz). Writes for each the frames of speech (uint32), the speaker vector (312 doubles), and the bytes of the
// voiceprint, all zeros if there is none. Byte order is the machine's.
#include <cstdint>
#include <cstdio>
#include <vector>

#include "domain/voiceprint/speaker_vector.hpp"
#include "domain/voiceprint/voice_analysis.hpp"

namespace {

template <class T>
bool read(T* items, std::size_t count) {
  return std::fread(items, sizeof(T), count, stdin) == count;
}

template <class T>
bool write(const T* items, std::size_t count) {
  return std::fwrite(items, sizeof(T), count, stdout) == count;
}

bool write_result(const voiceid::VoiceAnalysis& analysis) {
  const voiceid::CepstralStatistics statistics = analysis.statistics();
  voiceid::SpeakerVector vector{};
  // Without frames there is no covariance.
  if (statistics.frames > 0) vector = voiceid::speaker_vector(statistics);
  const auto voiceprint = analysis.voiceprint();
  const std::string bytes = voiceprint ? bytes_of(*voiceprint) : std::string(voiceid::kVoiceprintBytes, '\0');
  return write(&statistics.frames, 1) && write(vector.data(), vector.size()) && write(bytes.data(), bytes.size());
}

int fail(const char* message) {
  std::fprintf(stderr, "voiceprint_vectors: %s\n", message);
  return 1;
}

int write_scores() {
  std::array<char, 2 * voiceid::kVoiceprintBytes> pair{};
  while (read(pair.data(), pair.size())) {
    const std::string_view bytes(pair.data(), pair.size());
    const auto voiceprint = voiceid::voiceprint_from(bytes.substr(0, voiceid::kVoiceprintBytes));
    const auto other = voiceid::voiceprint_from(bytes.substr(voiceid::kVoiceprintBytes));
    if (!voiceprint || !other) return fail("these bytes are no pair of voiceprints");
    const std::array scores{static_cast<std::uint8_t>(acoustic_similarity(*voiceprint, *other)),
                            static_cast<std::uint8_t>(acoustic_fraud_risk(*voiceprint, *other))};
    if (!write(scores.data(), scores.size())) return fail("cannot write to stdout");
  }
  return 0;
}

int write_vectors() {
  std::uint32_t count = 0;
  std::vector<std::int16_t> samples;
  while (read(&count, 1)) {
    samples.resize(count);
    if (!read(samples.data(), samples.size())) return fail("the last recording ends early");
    voiceid::VoiceAnalysis analysis;
    analysis.feed(samples);
    if (!write_result(analysis)) return fail("cannot write to stdout");
  }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 1) return write_vectors();
  if (count == 2 && std::string_view(arguments[1]) == "scores") return write_scores();
  return fail("usage: voiceprint_vectors [scores]");
}
