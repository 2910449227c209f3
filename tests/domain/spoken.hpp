#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "domain/unlabelled_audio.hpp"
#include "domain/wav.hpp"

namespace voiceid {

/// A resonance of the vocal tract.
class Formant {
 public:
  Formant(double hertz, double bandwidth) {
    const double radius = std::exp(-std::numbers::pi * bandwidth / kSampleRate);
    first_ = 2 * radius * std::cos(2 * std::numbers::pi * hertz / kSampleRate);
    second_ = -radius * radius;
  }

  double pass(double in) {
    const double out = in + first_ * last_ + second_ * before_last_;
    before_last_ = std::exchange(last_, out);
    return out;
  }

 private:
  double first_;
  double second_;
  double last_ = 0;
  double before_last_ = 0;
};

/// Vowels that a made-up person speaks, 8 kHz, without a pause: pulses through three formants, whose frequencies differ
/// by vowel and person. Each sentence has other vowels.
inline std::vector<std::int16_t> spoken(unsigned person, std::size_t samples, unsigned sentence = 0) {
  constexpr std::array<std::array<double, 3>, 6> kVowels{
      {{270, 2290, 3010}, {530, 1840, 2480}, {730, 1090, 2440}, {570, 840, 2410}, {300, 870, 2240}, {490, 1350, 1690}}};
  std::mt19937 random(1000 * person + sentence);
  const auto below = [&random](unsigned limit) { return static_cast<std::size_t>(random() % limit); };
  const double tract = 0.8 + 0.1 * (person % 5);
  const double tilt = 60.0 + 40 * (person % 7);
  const std::size_t pitch = 35 + 9 * (person % 6);
  std::vector<std::int16_t> all;
  while (all.size() < samples) {
    const auto& vowel = kVowels[below(kVowels.size())];
    std::vector<Formant> formants;
    for (const double hertz : vowel) formants.emplace_back(std::min(hertz * tract, 3700.0), tilt);
    const std::size_t length = std::min(samples - all.size(), 500 + below(1200));
    std::vector<double> wave(length);
    for (std::size_t i = 0; i < length; ++i) {
      wave[i] = i % (pitch + below(2)) == 0 ? 1.0 : 0.01 * static_cast<double>(below(100)) / 100;
      for (Formant& formant : formants) wave[i] = formant.pass(wave[i]);
    }
    const double peak = std::abs(*std::ranges::max_element(wave, {}, [](double x) { return std::abs(x); }));
    for (const double sample : wave) all.push_back(static_cast<std::int16_t>(sample / peak * 12'000));
  }
  return all;
}

/// What the emulator takes for the voice of a whole recording.
inline Voice voice_of(std::span<const std::int16_t> samples) {
  UnlabelledAudio audio;
  audio.feed(samples);
  return audio.voice();
}

}  // namespace voiceid
