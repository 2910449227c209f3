#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "domain/result.hpp"

/// What a WAV file says about the voice in it, in the RIFF INFO list: the artist is the voice, and a comment states the
/// risk that it is spoofed.
namespace voiceid {

inline constexpr std::string_view kArtistEntry = "IART";
inline constexpr std::string_view kCommentEntry = "ICMT";
/// How a comment begins that states a risk.
inline constexpr std::string_view kSpoofingRiskBeginning = "SpoofingRisk=";

struct WavLabels {
  /// A valid label (domain/voice.hpp).
  std::optional<std::string> voice;
  /// 0 to 100.
  std::optional<int> spoofing_risk;
  friend bool operator==(const WavLabels&, const WavLabels&) = default;
};

/// The text of an entry without the NULs with which tools end it.
inline std::string_view without_nuls(std::string_view text) { return text.substr(0, text.find_last_not_of('\0') + 1); }

/// The content of a list that states the labels.
std::string list_of(const WavLabels& labels);

/// The file with these labels in place of the ones that it has; those that are not given stay.
/// Errors: ValidationException if it is no RIFF file of the type WAVE, or its chunks are not whole.
Result<std::string> labelled(std::string_view wav, const WavLabels& labels);

/// Reads that many bytes at that offset of a file; fewer at its end.
using ReadAt = std::function<std::string(std::uint64_t offset, std::size_t size)>;

/// The valid labels of a file, of which it reads little more than those. None if it is no WAV file.
WavLabels labels_of(const ReadAt& read);

}  // namespace voiceid
