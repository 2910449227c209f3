#include "domain/recording.hpp"

#include <cstdint>
#include <string_view>

#include "base/stable_hash.hpp"
#include "domain/riff.hpp"
#include "domain/wav.hpp"
#include "domain/wav_labels.hpp"

namespace voiceid {
namespace {

using riff::append_chunk;
using riff::append_number;

std::string format() {
  constexpr std::uint32_t kPcm = 1;
  constexpr std::uint32_t kChannels = 1;
  constexpr std::uint32_t kBytesPerSample = 2;
  std::string bytes;
  append_number(bytes, kPcm, 2);
  append_number(bytes, kChannels, 2);
  append_number(bytes, kSampleRate, 4);
  append_number(bytes, kSampleRate * kBytesPerSample, 4);
  append_number(bytes, kBytesPerSample, 2);
  append_number(bytes, 8 * kBytesPerSample, 2);
  return bytes;
}

// A triangle wave, in integers, so that no machine rounds differently.
void append_tone(std::string& bytes, std::uint32_t hertz, std::int64_t samples) {
  constexpr std::int32_t kPeak = 8000;
  std::uint32_t phase = 0;
  for (std::int64_t i = 0; i < samples; ++i) {
    const auto quarter = static_cast<std::int32_t>(4 * phase * static_cast<std::uint32_t>(kPeak) / kSampleRate);
    const std::int32_t sample = quarter < 2 * kPeak ? quarter - kPeak : 3 * kPeak - quarter;
    append_number(bytes, static_cast<std::uint32_t>(sample), 2);
    phase = (phase + hertz) % kSampleRate;
  }
}

// As high as people speak.
std::uint32_t pitch_of(std::string_view voice) {
  constexpr std::uint32_t kLowest = 100;
  constexpr std::uint32_t kRange = 200;
  StableHash hash;
  hash.add(voice);
  return kLowest + static_cast<std::uint32_t>(hash.value() % kRange);
}

std::int64_t samples_in(std::chrono::milliseconds time) { return time.count() * kSampleRate / 1000; }

}  // namespace

std::string wav_of(const Recording& recording) {
  std::string samples;
  const std::int64_t speech = samples_in(recording.speech);
  const std::int64_t silence = samples_in(recording.silence);
  samples.reserve(static_cast<std::size_t>(2 * (speech + silence)));
  append_tone(samples, pitch_of(recording.voice), speech);
  samples.append(static_cast<std::size_t>(2 * silence), '\0');
  WavLabels labels{.voice = recording.voice, .spoofing_risk = {}};
  if (recording.spoofing_risk != 0) labels.spoofing_risk = recording.spoofing_risk;
  std::string content = "WAVE";
  append_chunk(content, "fmt ", format());
  append_chunk(content, "LIST", list_of(labels));
  append_chunk(content, "data", samples);
  std::string file;
  append_chunk(file, "RIFF", content);
  return file;
}

}  // namespace voiceid
