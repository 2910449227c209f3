#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "domain/voiceprint/repeatable_math.hpp"

namespace voiceid {

/// Somebody who talks: the pitch, and the length of the vocal tract, which moves all resonances.
struct SyntheticSpeaker {
  /// In hertz.
  int pitch = 120;
  /// In percent of a man's.
  int formants = 100;
};

/// Talks gibberish: vowels that glide into each other, fricatives and pauses. In integers, so that the samples are the
/// same on every machine; other seeds make other sentences.
class FormantSynthesizer {
 public:
  FormantSynthesizer(SyntheticSpeaker speaker, std::uint32_t seed) : speaker_(speaker), noise_(seed) {}

  std::vector<std::int16_t> seconds(int count) {
    std::vector<std::int16_t> samples;
    while (samples.size() < static_cast<std::size_t>(count) * 8000) sound(samples);
    samples.resize(static_cast<std::size_t>(count) * 8000);
    return samples;
  }

 private:
  using Formants = std::array<int, 3>;

  // Two poles: y[n] = x[n] + 2 r cos(w) y[n-1] - r^2 y[n-2], in units of 1/2^14.
  struct Resonator {
    std::int64_t first = 0;
    std::int64_t second = 0;

    std::int64_t pass(std::int64_t input, int hertz, int radius) {
      const auto cosine = static_cast<std::int64_t>(repeatable::cosine_of_turn(hertz, 8000) * 16384);
      const std::int64_t output =
          input + (2 * radius * cosine / 16384 * first - radius * radius / 16384 * second) / 16384;
      second = first;
      first = output;
      return output;
    }
  };

  std::uint32_t random(std::uint32_t below) {
    noise_ = noise_ * 1664525U + 1013904223U;
    return (noise_ >> 8U) % below;
  }

  // A vowel, a fricative or a pause of 60 to 210 ms.
  void sound(std::vector<std::int16_t>& samples) {
    static constexpr std::array<Formants, 6> kVowels{{{730, 1090, 2440},
                                                      {270, 2290, 3010},
                                                      {530, 1840, 2480},
                                                      {570, 840, 2410},
                                                      {300, 870, 2240},
                                                      {490, 1350, 1690}}};
    const std::uint32_t kind = random(8);
    const Formants target = kVowels[random(kVowels.size())];
    const std::size_t length = 480 + random(1200);
    for (std::size_t i = 0; i < length; ++i) {
      for (std::size_t f = 0; f < target.size() && i % 16 == 0; ++f) formants_[f] += (target[f] - formants_[f]) / 16;
      samples.push_back(kind == 0 ? std::int16_t{0} : kind == 1 ? hiss() : voiced());
    }
  }

  std::int16_t voiced() {
    phase_ += speaker_.pitch + static_cast<int>(random(5)) - 2;
    std::int64_t value = 0;
    if (phase_ >= 8000) {
      phase_ -= 8000;
      value = 2000;
    }
    value += random(41) - std::int64_t{20};
    for (std::size_t f = 0; f < formants_.size(); ++f) {
      const int hertz = std::min(formants_[f] * speaker_.formants / 100, 3700);
      value = resonators_[f].pass(value, hertz, 15900) / 2;
    }
    return static_cast<std::int16_t>(std::clamp<std::int64_t>(value, -32768, 32767));
  }

  std::int16_t hiss() {
    const std::int64_t input = random(1201) - std::int64_t{600};
    return static_cast<std::int16_t>(std::clamp<std::int64_t>(fricative_.pass(input, 3000, 14000), -32768, 32767));
  }

  SyntheticSpeaker speaker_;
  std::uint32_t noise_;
  int phase_ = 0;
  Formants formants_{500, 1500, 2500};
  std::array<Resonator, 3> resonators_{};
  Resonator fricative_;
};

}  // namespace voiceid
