#include "domain/voiceprint/discriminant_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <span>

#include "domain/voiceprint/lda.hpp"

namespace voiceid {
namespace {

// The table, as the tool writes it; all numbers little-endian:
//   int32 mean[312]         of the vectors, in units of 1/kVectorUnit
//   uint16 gain[312]        what makes the elements' spread within a speaker equal
//   int8 weight[120][312]   the analysis
//   uint16 scale[120]       of each row of weights
constexpr double kVectorUnit = 4096;
constexpr std::int64_t kGainUnit = 256;
constexpr std::size_t kMeans = 0;
constexpr std::size_t kGains = kMeans + 4 * kSpeakerVectorSize;
constexpr std::size_t kWeights = kGains + 2 * kSpeakerVectorSize;
constexpr std::size_t kScales = kWeights + Voiceprint::kDimensions * kSpeakerVectorSize;
static_assert(kScales + 2 * Voiceprint::kDimensions == kLdaBytes);

std::uint32_t unsigned16(std::size_t offset) { return kLda[offset] | std::uint32_t{kLda[offset + 1]} << 8U; }
std::int32_t signed32(std::size_t offset) {
  return static_cast<std::int32_t>(unsigned16(offset) | unsigned16(offset + 2) << 16U);
}

using Standardized = std::array<std::int64_t, kSpeakerVectorSize>;

Standardized standardized(const SpeakerVector& vector) {
  Standardized result{};
  for (std::size_t i = 0; i < kSpeakerVectorSize; ++i) {
    const auto element = static_cast<std::int64_t>(std::floor(vector[i] * kVectorUnit + 0.5));
    result[i] = (element - signed32(kMeans + 4 * i)) * unsigned16(kGains + 2 * i) / kGainUnit;
  }
  return result;
}

}  // namespace

std::array<std::int8_t, Voiceprint::kDimensions> discriminant_direction(const SpeakerVector& vector) {
  const Standardized elements = standardized(vector);
  std::array<std::int64_t, Voiceprint::kDimensions> projected{};
  std::int64_t largest = 1;
  for (std::size_t j = 0; j < Voiceprint::kDimensions; ++j) {
    const auto weights = std::span(kLda).subspan(kWeights + j * kSpeakerVectorSize, kSpeakerVectorSize);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < kSpeakerVectorSize; ++i) sum += static_cast<std::int8_t>(weights[i]) * elements[i];
    projected[j] = sum * unsigned16(kScales + 2 * j);
    largest = std::max(largest, std::abs(projected[j]));
  }
  // Division truncates, in either direction alike.
  std::array<std::int8_t, Voiceprint::kDimensions> direction{};
  std::ranges::transform(projected, direction.begin(), [largest](std::int64_t value) {
    return static_cast<std::int8_t>((254 * value + (value < 0 ? -largest : largest)) / (2 * largest));
  });
  return direction;
}

}  // namespace voiceid
