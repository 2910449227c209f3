#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace voiceid {

// The bytes of WAV files, good and bad. Sizes are true unless they are given.

inline std::string little_endian(std::uint64_t value, unsigned size) {
  std::string bytes;
  for (unsigned i = 0; i < size; ++i) bytes.push_back(static_cast<char>(value >> (8U * i) & 0xffU));
  return bytes;
}

inline std::string riff_chunk(std::string_view id, std::string_view content, std::optional<std::uint64_t> size = {}) {
  std::string bytes(id);
  bytes.append(little_endian(size.value_or(content.size()), 4)).append(content);
  return content.size() % 2 == 1 ? bytes + '\0' : bytes;
}

inline std::string riff_file(std::string_view chunks, std::optional<std::uint64_t> size = {}) {
  return "RIFF" + little_endian(size.value_or(4 + chunks.size()), 4) + "WAVE" + std::string(chunks);
}

struct WavFormat {
  unsigned encoding = 1;
  unsigned channels = 1;
  unsigned sample_rate = 8000;
  unsigned bits = 16;
  std::optional<unsigned> frame_size{};
  std::optional<unsigned> bytes_per_second{};
};

inline std::string format_bytes(const WavFormat& format) {
  const unsigned frame_size = format.frame_size.value_or(format.channels * format.bits / 8);
  return little_endian(format.encoding, 2) + little_endian(format.channels, 2) + little_endian(format.sample_rate, 4) +
         little_endian(format.bytes_per_second.value_or(format.sample_rate * frame_size), 4) +
         little_endian(frame_size, 2) + little_endian(format.bits, 2);
}

struct WavExtension {
  unsigned size = 22;
  unsigned valid_bits = 16;
  unsigned subformat = 1;
  std::string_view end_of_subformat{"\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71", 14};
};

inline std::string extensible_format_bytes(WavFormat format, const WavExtension& extension) {
  constexpr unsigned kFrontCenter = 4;
  format.encoding = 0xfffe;
  return format_bytes(format) + little_endian(extension.size, 2) + little_endian(extension.valid_bits, 2) +
         little_endian(kFrontCenter, 4) + little_endian(extension.subformat, 2) +
         std::string(extension.end_of_subformat);
}

inline std::string pcm_bytes(std::span<const std::int16_t> samples) {
  std::string bytes;
  bytes.reserve(2 * samples.size());
  for (const std::int16_t sample : samples) bytes.append(little_endian(static_cast<std::uint16_t>(sample), 2));
  return bytes;
}

inline std::string info_list(std::string_view entries) { return riff_chunk("LIST", "INFO" + std::string(entries)); }

/// As tools write it: with a NUL at its end.
inline std::string artist_list(std::string_view artist) {
  return info_list(riff_chunk("IART", std::string(artist) + '\0'));
}

/// A list that states a spoofing risk, as tools write it.
inline std::string comment_list(std::string_view comment) {
  return info_list(riff_chunk("ICMT", std::string(comment) + '\0'));
}

/// A good file; of two channels where the samples are said to be left and right in turn.
inline std::string wav_file(std::span<const std::int16_t> samples, unsigned channels = 1,
                            std::string_view other_chunks = "") {
  return riff_file(riff_chunk("fmt ", format_bytes({.channels = channels})) + std::string(other_chunks) +
                   riff_chunk("data", pcm_bytes(samples)));
}

/// Samples of speech, as the energy detector takes it, or of silence.
inline std::vector<std::int16_t> speech(std::size_t samples) {
  std::vector<std::int16_t> wave(samples);
  for (std::size_t i = 0; i < samples; ++i) wave[i] = i % 8 < 4 ? std::int16_t{8000} : std::int16_t{-8000};
  return wave;
}
inline std::vector<std::int16_t> silence(std::size_t samples) { return std::vector<std::int16_t>(samples); }

}  // namespace voiceid
