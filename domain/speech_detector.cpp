#include "domain/speech_detector.hpp"

#include <algorithm>

namespace voiceid {
namespace {

// 1 % of full scale, rounded up. Comparing energies, not their roots, keeps the boundary exact.
constexpr std::uint64_t kLeastRms = 328;
constexpr std::uint64_t kLeastEnergy = SpeechDetector::kFrameSamples * kLeastRms * kLeastRms;

std::uint64_t energy_of(std::span<const std::int16_t> samples) {
  std::uint64_t energy = 0;
  // The square of -32768 fits into an int; a sum of squares does not.
  for (const int sample : samples) energy += static_cast<std::uint64_t>(sample * sample);
  return energy;
}

}  // namespace

void SpeechDetector::feed(std::span<const std::int16_t> samples) {
  while (!samples.empty()) {
    const std::size_t taken = std::min(samples.size(), kFrameSamples - filled_);
    energy_ += energy_of(samples.first(taken));
    filled_ += taken;
    samples = samples.subspan(taken);
    if (filled_ < kFrameSamples) return;
    if (energy_ >= kLeastEnergy) ++speech_frames_;
    filled_ = 0;
    energy_ = 0;
  }
}

std::chrono::milliseconds net_speech_of(std::span<const std::int16_t> samples) {
  SpeechDetector detector;
  detector.feed(samples);
  return detector.net_speech();
}

}  // namespace voiceid
