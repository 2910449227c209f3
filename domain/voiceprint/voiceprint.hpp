#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace voiceid {

/// What is kept of an acoustic voice: the direction in which it differs from other people's voices, and how much
/// speech that rests on. VoiceAnalysis makes it. Without a recording to compare, it says nothing about the speaker.
struct Voiceprint {
  static constexpr std::size_t kDimensions = 120;

  /// The vector after the linear discriminant analysis, scaled so that its largest component is 127 or -127. Only its
  /// direction means anything.
  std::array<std::int8_t, kDimensions> direction{};
  /// The frames of speech in it: 100 a second.
  std::uint32_t frames = 0;

  friend bool operator==(const Voiceprint&, const Voiceprint&) = default;
};

/// The size of a voiceprint in states and fixtures.
inline constexpr std::size_t kVoiceprintBytes = Voiceprint::kDimensions + sizeof(Voiceprint::frames);

/// The frames, little-endian, then the direction: kVoiceprintBytes.
std::string bytes_of(const Voiceprint& voiceprint);

/// What is wrong with bytes that should be those of a voiceprint, as a sentence without a subject ("has 3 bytes; a
/// voiceprint has 124"); empty if nothing is.
std::string voiceprint_fault(std::string_view bytes);

/// The voiceprint that bytes_of() wrote; nothing if voiceprint_fault() finds anything.
std::optional<Voiceprint> voiceprint_from(std::string_view bytes);

/// How similar two acoustic voices are, 0 to 100: less than 1 % of strangers reach 90. The same for the same pair
/// in either order, on every run and machine.
int acoustic_similarity(const Voiceprint& voiceprint, const Voiceprint& other);

/// The risk, 0 to 100, that a caller with the first voiceprint is the registered fraudster with the second. Harder to
/// reach than a similarity, because a caller is compared with a whole watchlist.
int acoustic_fraud_risk(const Voiceprint& caller, const Voiceprint& fraudster);

}  // namespace voiceid
