#include "domain/voiceprint/voiceprint.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace voiceid {
namespace {

constexpr int kLargest = 127;

// The cosine of the angle between two directions: 1 for the same, about 0 for unrelated ones. Division and std::sqrt
// are exact to the bit by IEEE 754; the rest are integers.
double cosine_score(const Voiceprint& voiceprint, const Voiceprint& other) {
  std::int64_t product = 0;
  std::int64_t square = 0;
  std::int64_t other_square = 0;
  for (std::size_t i = 0; i < Voiceprint::kDimensions; ++i) {
    product += voiceprint.direction[i] * other.direction[i];
    square += voiceprint.direction[i] * voiceprint.direction[i];
    other_square += other.direction[i] * other.direction[i];
  }
  return static_cast<double>(product) / std::sqrt(static_cast<double>(square * other_square));
}

// Little speech makes a print less exact, and the cosine smaller, by the factor that divides here: with this many
// frames, half of the square of a print is chance.
constexpr double kHalfExactFrames = 300;

double exactness(std::uint32_t frames) { return frames / (frames + kHalfExactFrames); }

double score_of(const Voiceprint& voiceprint, const Voiceprint& other) {
  return cosine_score(voiceprint, other) / std::sqrt(exactness(voiceprint.frames) * exactness(other.frames));
}

struct Knot {
  double score;
  double value;
};

// From tools/voiceprint/calibrate and watchlist: 20 is a little above the middle of strangers; 90 is where 0.5 % of
// them get in if a dozen seconds were enrolled, and fewer after half a minute; half of the recordings of one person
// reach about 97.
constexpr std::array<Knot, 5> kSimilarity{{{-0.073, 0}, {0.072, 20}, {0.550, 90}, {0.828, 97}, {1.079, 100}}};
// A risk is high from 50 on: where the best of 50 strangers gets in 3 % of calls.
constexpr std::array<Knot, 5> kFraudRisk{{{-0.073, 0}, {0.072, 10}, {0.660, 50}, {0.828, 80}, {1.079, 100}}};

// Straight lines between the knots, rounded.
template <std::size_t Count>
int value_at(const std::array<Knot, Count>& knots, double score) {
  if (score <= knots.front().score) return static_cast<int>(knots.front().value);
  for (std::size_t i = 1; i < Count; ++i) {
    const auto [begin, low] = knots[i - 1];
    const auto [end, high] = knots[i];
    if (score < end) return static_cast<int>(std::lround(low + (high - low) * (score - begin) / (end - begin)));
  }
  return static_cast<int>(knots.back().value);
}

}  // namespace

std::string bytes_of(const Voiceprint& voiceprint) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(voiceprint.frames >> shift & 0xFFU);
  for (const std::int8_t component : voiceprint.direction) bytes += static_cast<char>(component);
  return bytes;
}

std::string voiceprint_fault(std::string_view bytes) {
  if (bytes.size() != kVoiceprintBytes) {
    return "has " + std::to_string(bytes.size()) + " bytes; a voiceprint has " + std::to_string(kVoiceprintBytes);
  }
  if (std::ranges::all_of(bytes.substr(0, sizeof(Voiceprint::frames)), [](char byte) { return byte == 0; })) {
    return "has no frames of speech";
  }
  int largest = 0;
  for (const char byte : bytes.substr(sizeof(Voiceprint::frames))) {
    largest = std::max(largest, std::abs(static_cast<std::int8_t>(byte)));
  }
  if (largest != kLargest) {
    return "has a largest component of " + std::to_string(largest) + "; that of a voiceprint is " +
           std::to_string(kLargest);
  }
  return {};
}

std::optional<Voiceprint> voiceprint_from(std::string_view bytes) {
  if (!voiceprint_fault(bytes).empty()) return std::nullopt;
  Voiceprint voiceprint;
  for (std::size_t i = 0; i < sizeof(voiceprint.frames); ++i) {
    voiceprint.frames |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  std::ranges::transform(bytes.substr(sizeof(voiceprint.frames)), voiceprint.direction.begin(),
                         [](char byte) { return static_cast<std::int8_t>(byte); });
  return voiceprint;
}

int acoustic_similarity(const Voiceprint& voiceprint, const Voiceprint& other) {
  return value_at(kSimilarity, score_of(voiceprint, other));
}

int acoustic_fraud_risk(const Voiceprint& caller, const Voiceprint& fraudster) {
  return value_at(kFraudRisk, score_of(caller, fraudster));
}

}  // namespace voiceid
