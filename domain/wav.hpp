#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/stable_hash.hpp"
#include "domain/result.hpp"

namespace voiceid {

// Guide, "Batch enrollment in Amazon Connect Voice ID using audio data from prior calls": 20 MB, 8 kHz.
inline constexpr std::size_t kMaxWavBytes = 20'000'000;
inline constexpr unsigned kSampleRate = 8000;
// Summaries of errors, like those of the sample events.
inline constexpr std::string_view kAudioTooLarge = "The provided audio file is too large.";
inline constexpr std::string_view kInvalidChannelId = "The provided channel ID is invalid.";

/// Whether the artist of a file names the voice in it, and so must be a valid label. An ignored artist may be any text.
enum class Artist { kNamesTheVoice, kIgnored };

/// A WAV file that was read. Holds views of its bytes, which must outlive it.
class Wav {
 public:
  /// 1 or 2.
  unsigned channels() const { return channels_; }
  /// The samples of each channel, at least one.
  std::size_t frame_count() const;
  /// The artist (IART) of the RIFF INFO list: the label of the voice. Always a valid label.
  std::optional<std::string_view> artist() const { return artist_; }
  /// The voice spoofing risk that the comment (ICMT) of the RIFF INFO list states, 0 to 100; 0 if it states none.
  int spoofing_risk() const { return spoofing_risk_; }

  /// The samples of one channel, counted from 0. Errors: ValidationException with a summary
  /// if the file lacks the channel (Guide).
  Result<std::vector<std::int16_t>> channel(unsigned index) const;

 private:
  friend Result<Wav> read_wav(std::string_view bytes, Artist artist);
  Wav(unsigned channels, std::string_view data, std::optional<std::string_view> artist, int spoofing_risk)
      : channels_(channels), data_(data), artist_(artist), spoofing_risk_(spoofing_risk) {}

  unsigned channels_;
  std::string_view data_;
  std::optional<std::string_view> artist_;
  int spoofing_risk_;
};

/// Reads a WAV file of PCM with 16 bits, 8 kHz and one or two channels (Guide). Sizes in the file cause no allocation.
/// Errors: ValidationException with a summary, which says what was found and what is needed, without the artist's name
/// or the comment.
Result<Wav> read_wav(std::string_view bytes, Artist artist = Artist::kNamesTheVoice);

/// Labels audio that is plainly no speech by a digest of its samples, so that different sounds are different voices.
/// The same for the same samples on every run and machine, in whatever pieces they are fed.
class SampleDigest {
 public:
  void feed(std::span<const std::int16_t> samples);
  std::string voice_label() const;

 private:
  StableHash hash_;
};

/// The label that a digest of all these samples makes.
std::string voice_label_of(std::span<const std::int16_t> samples);

}  // namespace voiceid
