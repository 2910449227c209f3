#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"

namespace voiceid {

inline constexpr std::size_t kMaxWavBytes = 20'000'000;  // A: 20 MB
inline constexpr unsigned kSampleRate = 8000;            // A

/// What the artist of a file is for. One that names no voice may be anybody.
enum class Artist { kNamesTheVoice, kIgnored };

/// A WAV file that was read: views of the bytes it was read from, which must outlive it.
class Wav {
 public:
  /// 1 or 2.
  unsigned channels() const { return channels_; }
  /// Samples of each channel; at least one.
  std::size_t frame_count() const;
  /// The artist (IART) of a RIFF INFO list: whose voice it is (D). Always fit to be the label of a voice.
  std::optional<std::string_view> artist() const { return artist_; }

  /// The samples of one channel, counted from 0. Errors: ValidationException where the file lacks the channel (A).
  Result<std::vector<std::int16_t>> channel(unsigned index) const;

 private:
  friend Result<Wav> read_wav(std::string_view bytes, Artist artist);
  Wav(unsigned channels, std::string_view data, std::optional<std::string_view> artist)
      : channels_(channels), data_(data), artist_(artist) {}

  unsigned channels_;
  std::string_view data_;
  std::optional<std::string_view> artist_;
};

/// Reads a WAV file of PCM with 16 bits, 8 kHz and one or two channels (A). Nothing is allocated by what it says of its
/// sizes. Errors: ValidationException, one sentence that says what was found and what is needed; the artist's name is
/// not repeated in it.
Result<Wav> read_wav(std::string_view bytes, Artist artist = Artist::kNamesTheVoice);

/// A label of the voice in audio that names none: the same for the same samples on every run and machine (D).
std::string voice_label_of(std::span<const std::int16_t> samples);

}  // namespace voiceid
