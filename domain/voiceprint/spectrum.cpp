#include "domain/voiceprint/spectrum.hpp"

#include <utility>

#include "domain/voiceprint/repeatable_math.hpp"

namespace voiceid {
namespace {

// Written here because kissfft and FFTW take their factors from the C library's cosine and add up in an order that
// depends on the build. The loops below have no sum whose order a compiler may choose.

constexpr double kPreEmphasis = 0.97;
constexpr std::size_t kHalf = kTransformSize / 2;

using Window = std::array<double, kFrameSamples>;
using Reals = std::array<double, kHalf>;

constexpr Window kHamming = [] {
  Window window{};
  for (std::size_t i = 0; i < kFrameSamples; ++i) {
    window[i] = 0.54 - 0.46 * repeatable::cosine_of_turn(static_cast<std::int64_t>(i), kFrameSamples - 1);
  }
  return window;
}();

// The factors exp(-2 pi i k / kTransformSize).
constexpr Reals kCosines = [] {
  Reals cosines{};
  for (std::size_t k = 0; k < kHalf; ++k) {
    cosines[k] = repeatable::cosine_of_turn(static_cast<std::int64_t>(k), kTransformSize);
  }
  return cosines;
}();
constexpr Reals kSines = [] {
  Reals sines{};
  for (std::size_t k = 0; k < kHalf; ++k) {
    sines[k] = -repeatable::sine_of_turn(static_cast<std::int64_t>(k), kTransformSize);
  }
  return sines;
}();

// The order in which the transform wants its input: the bits of the index reversed.
constexpr std::array<std::uint8_t, kHalf> kReversed = [] {
  std::array<std::uint8_t, kHalf> reversed{};
  for (std::size_t i = 0; i < kHalf; ++i) {
    for (std::size_t bit = 1, mirrored = kHalf / 2; bit < kHalf; bit *= 2, mirrored /= 2) {
      if ((i & bit) != 0) reversed[i] = static_cast<std::uint8_t>(reversed[i] | mirrored);
    }
  }
  return reversed;
}();

// Complex numbers, real and imaginary parts apart, so that compilers can use vector instructions.
struct HalfSpectrum {
  Reals real;
  Reals imaginary;
};

// The complex transform of kHalf numbers in place, of which the input is in the order of kReversed (Cooley and Tukey
// 1965).
void transform(HalfSpectrum& values) {
  for (std::size_t span = 1; span < kHalf; span *= 2) {
    const std::size_t turn = kHalf / span;
    Reals cosines;
    Reals sines;
    for (std::size_t j = 0; j < span; ++j) {
      cosines[j] = kCosines[j * turn];
      sines[j] = kSines[j * turn];
    }
    for (std::size_t start = 0; start < kHalf; start += 2 * span) {
      double* const upper_real = values.real.data() + start;
      double* const upper_imaginary = values.imaginary.data() + start;
      double* const lower_real = upper_real + span;
      double* const lower_imaginary = upper_imaginary + span;
      for (std::size_t j = 0; j < span; ++j) {
        const double real = lower_real[j] * cosines[j] - lower_imaginary[j] * sines[j];
        const double imaginary = lower_real[j] * sines[j] + lower_imaginary[j] * cosines[j];
        lower_real[j] = upper_real[j] - real;
        lower_imaginary[j] = upper_imaginary[j] - imaginary;
        upper_real[j] += real;
        upper_imaginary[j] += imaginary;
      }
    }
  }
}

}  // namespace

WindowedFrame window_frame(std::span<const std::int16_t, kFrameSamples> frame, std::int16_t before) {
  WindowedFrame windowed{};
  double previous = before;
  for (std::size_t i = 0; i < kFrameSamples; ++i) {
    const double sample = frame[i];
    windowed[i] = (sample - kPreEmphasis * previous) * kHamming[i];
    previous = sample;
  }
  return windowed;
}

PowerSpectrum power_spectrum(const WindowedFrame& frame) {
  // Even samples as real parts, odd ones as imaginary parts: half the transform, taken apart afterwards.
  HalfSpectrum half;
  for (std::size_t i = 0; i < kHalf; ++i) {
    const std::size_t even = std::size_t{2} * kReversed[i];
    half.real[i] = frame[even];
    half.imaginary[i] = frame[even + 1];
  }
  transform(half);
  PowerSpectrum power{};
  const double constant = half.real[0] + half.imaginary[0];
  const double alternating = half.real[0] - half.imaginary[0];
  power[0] = constant * constant;
  power[kHalf] = alternating * alternating;
  for (std::size_t k = 1; k < kHalf; ++k) {
    const std::size_t mirrored = kHalf - k;
    const double even_real = 0.5 * (half.real[k] + half.real[mirrored]);
    const double even_imaginary = 0.5 * (half.imaginary[k] - half.imaginary[mirrored]);
    const double odd_real = 0.5 * (half.imaginary[k] + half.imaginary[mirrored]);
    const double odd_imaginary = 0.5 * (half.real[mirrored] - half.real[k]);
    const double real = even_real + (odd_real * kCosines[k] - odd_imaginary * kSines[k]);
    const double imaginary = even_imaginary + (odd_real * kSines[k] + odd_imaginary * kCosines[k]);
    power[k] = real * real + imaginary * imaginary;
  }
  return power;
}

}  // namespace voiceid
