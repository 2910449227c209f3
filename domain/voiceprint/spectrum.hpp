#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <span>

namespace voiceid {

/// A frame has 25 ms and begins 10 ms after the one before: long enough for two periods of a low voice, short enough
/// for a sound of speech to stay the same.
inline constexpr std::size_t kSamplesPerSecond = 8000;
inline constexpr std::size_t kFrameSamples = kSamplesPerSecond / 1000 * 25;
inline constexpr std::size_t kFrameStep = kSamplesPerSecond / 1000 * 10;

/// The frame is padded with zeros to this power of two.
inline constexpr std::size_t kTransformSize = 256;
/// Bins of 31.25 Hz from 0 to 4000 Hz, both included.
inline constexpr std::size_t kSpectrumBins = kTransformSize / 2 + 1;

/// A frame, ready for the transform, at the scale of 16-bit samples.
using WindowedFrame = std::array<double, kTransformSize>;

/// The squared magnitudes of the bins, at the scale of 16-bit samples.
using PowerSpectrum = std::array<double, kSpectrumBins>;

/// Pre-emphasis, which lifts the high frequencies that speech has little of (y[n] = x[n] - 0.97 x[n-1]; `before` is the
/// sample before the frame), and a Hamming window.
WindowedFrame window_frame(std::span<const std::int16_t, kFrameSamples> frame, std::int16_t before);

/// The discrete Fourier transform's power.
PowerSpectrum power_spectrum(const WindowedFrame& frame);

}  // namespace voiceid
