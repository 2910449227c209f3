#include "domain/wav.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/hex.hpp"
#include "base/number.hpp"
#include "base/wording.hpp"
#include "domain/riff.hpp"
#include "domain/voice.hpp"
#include "domain/wav_labels.hpp"

namespace voiceid {
namespace {

using riff::Chunk;
using riff::Chunks;
using riff::u16_at;
using riff::u32_at;

// Sentences like those of the sample events.
constexpr std::string_view kInvalidEncoding = "The provided audio encoding is invalid.";
constexpr std::string_view kInvalidSampleSize = "The provided sample size is invalid.";

Error invalid(const Error& fault) { return summarized("The provided audio file is invalid.", fault); }

constexpr std::size_t kBytesPerSample = 2;

// The parts of a file that matter; all others are skipped.
struct Parts {
  std::optional<std::string_view> format;
  std::optional<std::string_view> data;
  std::optional<std::string_view> artist;
  std::optional<int> spoofing_risk;
};

Result<void> check_beginning(std::string_view bytes) {
  using Kind = std::pair<std::string_view, std::string_view>;
  constexpr std::array kOtherKinds{Kind("RIFX", "a big-endian WAV file (RIFX)"),
                                   Kind("RF64", "a 64-bit WAV file (RF64)"), Kind("BW64", "a 64-bit WAV file (BW64)"),
                                   Kind("ID3", "an MP3 file"), Kind("\xff\xfb", "an MP3 file")};
  if (bytes.empty()) return refused("The audio is empty", "a WAV file is needed");
  if (bytes.size() > kMaxWavBytes) {
    return refused(kAudioTooLarge, "The audio has " + counted(bytes.size(), "byte"),
                   "a WAV file of at most " + std::to_string(kMaxWavBytes) + " is needed");
  }
  const auto fits = [bytes](const Kind& kind) { return bytes.starts_with(kind.first); };
  if (const auto* const kind = std::ranges::find_if(kOtherKinds, fits); kind != kOtherKinds.end()) {
    return refused("The audio is " + std::string(kind->second), "a WAV file that begins with 'RIFF' is needed");
  }
  if (bytes.size() < riff::kHeaderSize) {
    return refused("The audio has " + counted(bytes.size(), "byte"), "the RIFF header of a WAV file alone needs 12");
  }
  if (!bytes.starts_with("RIFF")) {
    return refused("The audio begins with " + shown(bytes.substr(0, 4)),
                   "a WAV file that begins with 'RIFF' is needed");
  }
  if (bytes.substr(8, 4) == "WAVE") return {};
  return refused("The audio is a RIFF file of the type " + shown(bytes.substr(8, 4)), "the type 'WAVE' is needed");
}

Error wrong_riff_size(std::uint64_t said, std::uint64_t found) {
  return refused("The RIFF header of the WAV file says that " + counted(said, "byte") + " follow, but " +
                     std::to_string(found) + " do",
                 "the true size is needed");
}

Error unfit_artist(std::string_view found) {
  return refused("The provided voice label is invalid.", "The artist (IART) of the WAV file " + std::string(found),
                 "it names the voice, which needs 1 to 256 of a-z, A-Z, 0-9, '_' and '-', a letter or a digit first");
}

Result<std::string_view> read_artist(std::string_view text) {
  const std::string_view artist = without_nuls(text);
  if (artist.empty()) return unfit_artist("is empty");
  if (artist.size() > kMaxVoiceLabelBytes) return unfit_artist("has " + counted(artist.size(), "byte"));
  const std::size_t good = count_label_characters(artist);
  if (good < artist.size()) {
    const std::string_view bad = artist.substr(good, 1);
    return unfit_artist("has " + (bad == " " ? "a space" : shown(bad)) + " at position " + std::to_string(good + 1));
  }
  return artist;
}

// Comments of other tools mean nothing here. One that begins as ours is complete, so that a typo does not go unnoticed.
Result<std::optional<int>> read_spoofing_risk(std::string_view comment) {
  if (!comment.starts_with(kSpoofingRiskBeginning)) return std::optional<int>();
  const auto risk = number_in<int>(comment.substr(kSpoofingRiskBeginning.size()));
  if (risk && *risk >= 0 && *risk <= 100) return risk;
  return refused("The provided spoofing risk is invalid.",
                 "The comment (ICMT) of the WAV file begins with SpoofingRisk= but goes on with no risk",
                 "a whole number from 0 to 100 and nothing else is needed");
}

Result<void> read_artist_entry(std::string_view content, Parts& parts) {
  if (parts.artist) return refused("The WAV file has a second artist (IART)", "at most one is allowed");
  const auto artist = read_artist(content);
  if (!artist) return artist.error();
  parts.artist = *artist;
  return {};
}

Result<void> read_comment_entry(std::string_view content, Parts& parts) {
  const auto risk = read_spoofing_risk(without_nuls(content));
  if (!risk) return risk.error();
  if (!*risk) return {};
  if (parts.spoofing_risk) return refused("The WAV file has a second SpoofingRisk (ICMT)", "at most one is allowed");
  parts.spoofing_risk = *risk;
  return {};
}

Result<void> read_list(std::string_view content, Artist artist, Parts& parts) {
  if (content.size() < 4) {
    return refused("The chunk 'LIST' of the WAV file has " + counted(content.size(), "byte"),
                   "at least the 4 of its type are needed");
  }
  if (!content.starts_with("INFO")) return {};
  for (Chunks entries(content.substr(4)); !entries.at_end();) {
    const auto entry = entries.next();
    if (!entry) return entry.error();
    Result<void> taken;
    if (entry->id == kArtistEntry && artist == Artist::kNamesTheVoice) taken = read_artist_entry(entry->content, parts);
    if (entry->id == kCommentEntry) taken = read_comment_entry(entry->content, parts);
    if (!taken) return taken;
  }
  return {};
}

Result<void> take_once(std::optional<std::string_view>& part, const Chunk& chunk) {
  if (part) return refused("The WAV file has a second chunk " + shown(chunk.id), "exactly one is needed");
  part = chunk.content;
  return {};
}

Result<void> take(const Chunk& chunk, Artist artist, Parts& parts) {
  if (chunk.id == "data") return take_once(parts.data, chunk);
  if (chunk.id == "LIST") return read_list(chunk.content, artist, parts);
  if (chunk.id != "fmt ") return {};
  if (parts.data && !parts.format) {
    return refused("The WAV file has its chunk 'data' before its chunk 'fmt '", "'fmt ' is needed first");
  }
  return take_once(parts.format, chunk);
}

Result<Parts> read_parts(std::string_view bytes, Artist artist) {
  const std::uint64_t said = u32_at(bytes, 4);
  const std::uint64_t found = bytes.size() - riff::kChunkHeaderSize;
  // Writers differ in whether they write, and whether they count, the padding byte of an odd last chunk.
  if (said < 4 || said > found + 1 || found > said + 1) return wrong_riff_size(said, found);
  Parts parts;
  Chunks chunks(bytes.substr(riff::kHeaderSize, std::min(said, found) - 4));
  while (!chunks.at_end()) {
    const auto chunk = chunks.next();
    if (!chunk) return chunk.error();
    if (const auto taken = take(*chunk, artist, parts); !taken) return taken.error();
  }
  if (said != found && !chunks.lacks_padding()) return wrong_riff_size(said, found);
  if (!parts.format) return refused("The WAV file has no chunk 'fmt '", "exactly one is needed");
  if (!parts.data) return refused("The WAV file has no chunk 'data'", "exactly one is needed");
  return parts;
}

constexpr std::uint32_t kPcm = 1;
constexpr std::uint32_t kExtensible = 0xfffe;

Error wrong_encoding(std::string_view member, std::uint32_t value) {
  using Encoding = std::pair<std::uint32_t, std::string_view>;
  constexpr std::array kEncodings{Encoding(2, "ADPCM"),  Encoding(3, "IEEE float"), Encoding(6, "A-law"),
                                  Encoding(7, "mu-law"), Encoding(17, "IMA ADPCM"), Encoding(49, "GSM 6.10"),
                                  Encoding(85, "MP3")};
  const auto* const known = std::ranges::find(kEncodings, value, &Encoding::first);
  std::string found = "The WAV file holds ";
  found.append(known == kEncodings.end() ? "an unknown encoding" : known->second);
  found.append(" (").append(member).append(" ").append(std::to_string(value)).append(")");
  return refused(kInvalidEncoding, std::move(found), "PCM (" + std::string(member) + " 1) is needed");
}

Error short_format(std::string_view format, std::string_view needed) {
  return refused("The chunk 'fmt ' of the WAV file has " + counted(format.size(), "byte"), needed);
}

Result<void> check_extension(std::string_view format) {
  // Follows the number of the format in the GUID of every subformat that is also a format.
  constexpr std::string_view kEndOfSubformat("\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71", 14);
  if (format.size() < 40) return short_format(format, "WAVE_FORMAT_EXTENSIBLE needs at least 40");
  if (const std::uint32_t size = u16_at(format, 16); size < 22 || size > format.size() - 18) {
    return refused("The WAV file has a format extension of " + counted(size, "byte"),
                   "WAVE_FORMAT_EXTENSIBLE needs at least 22 within its chunk 'fmt '");
  }
  if (format.substr(26, kEndOfSubformat.size()) != kEndOfSubformat) {
    return refused(kInvalidEncoding, "The WAV file holds an unknown subformat", "PCM (subformat 1) is needed");
  }
  if (const std::uint32_t encoding = u16_at(format, 24); encoding != kPcm) return wrong_encoding("subformat", encoding);
  const std::uint32_t valid_bits = u16_at(format, 18);
  if (valid_bits == 16) return {};
  return refused(kInvalidSampleSize, "The WAV file has " + counted(valid_bits, "valid bit") + " a sample",
                 "16 are needed");
}

// The number of channels. Accepts only the format that the Guide demands.
Result<unsigned> read_format(std::string_view format) {
  if (format.size() < 16) return short_format(format, "at least 16 are needed");
  const std::uint32_t encoding = u16_at(format, 0);
  if (encoding != kPcm && encoding != kExtensible) return wrong_encoding("format", encoding);
  if (encoding == kExtensible) {
    if (const auto checked = check_extension(format); !checked) return checked.error();
  }
  if (const std::uint32_t bits = u16_at(format, 14); bits != 16) {
    return refused(kInvalidSampleSize, "The WAV file has " + counted(bits, "bit") + " a sample", "16 are needed");
  }
  if (const std::uint32_t rate = u32_at(format, 4); rate != kSampleRate) {
    // The sentence of the sample events.
    return refused("The provided sample rate is invalid.",
                   "The WAV file has a sample rate of " + std::to_string(rate) + " Hz",
                   std::to_string(kSampleRate) + " Hz is needed");
  }
  const std::uint32_t channels = u16_at(format, 2);
  if (channels != 1 && channels != 2) {
    return refused("The provided number of channels is invalid.", "The WAV file has " + counted(channels, "channel"),
                   "1 or 2 are needed");
  }
  const std::string of_channels = " needed for " + counted(channels, "channel") + " of 16 bits";
  const std::uint64_t frame_size = channels * kBytesPerSample;
  if (const std::uint32_t found = u16_at(format, 12); found != frame_size) {
    return refused("The WAV file says that a frame has " + counted(found, "byte"),
                   std::to_string(frame_size) + " are" + of_channels);
  }
  if (const std::uint32_t found = u32_at(format, 8); found != kSampleRate * frame_size) {
    return refused("The WAV file says that a second has " + counted(found, "byte"),
                   std::to_string(kSampleRate * frame_size) + " are" + of_channels + " at 8000 Hz");
  }
  return channels;
}

}  // namespace

std::size_t Wav::frame_count() const { return data_.size() / kBytesPerSample / channels_; }

Result<std::vector<std::int16_t>> Wav::channel(unsigned index) const {
  if (index >= channels_) {
    return refused(kInvalidChannelId, "The WAV file has no channel " + std::to_string(index),
                   channels_ == 1 ? "channel 0 is the only one" : "channels 0 and 1 are the only ones");
  }
  std::vector<std::int16_t> samples(frame_count());
  std::size_t offset = index * kBytesPerSample;
  for (std::int16_t& sample : samples) {
    sample = static_cast<std::int16_t>(u16_at(data_, offset));
    offset += channels_ * kBytesPerSample;
  }
  return samples;
}

Result<Wav> read_wav(std::string_view bytes, Artist artist) {
  if (const auto checked = check_beginning(bytes); !checked) return invalid(checked.error());
  const auto parts = read_parts(bytes, artist);
  if (!parts) return invalid(parts.error());
  const auto channels = read_format(*parts->format);
  if (!channels) return invalid(channels.error());
  if (parts->data->empty()) return invalid(refused("The WAV file has no samples", "at least one is needed"));
  if (const std::size_t frame_size = *channels * kBytesPerSample; parts->data->size() % frame_size != 0) {
    return invalid(refused("The WAV file has " + counted(parts->data->size(), "byte") + " of samples",
                           "whole frames of " + std::to_string(frame_size) + " are needed"));
  }
  return Wav(*channels, *parts->data, parts->artist, parts->spoofing_risk.value_or(0));
}

void SampleDigest::feed(std::span<const std::int16_t> samples) {
  for (const std::int16_t sample : samples) {
    const unsigned bits = static_cast<std::uint16_t>(sample);
    hash_.add(static_cast<unsigned char>(bits & 0xffU));
    hash_.add(static_cast<unsigned char>(bits >> 8U));
  }
}

std::string SampleDigest::voice_label() const { return "voice-" + hex(hash_.value()); }

std::string voice_label_of(std::span<const std::int16_t> samples) {
  SampleDigest digest;
  digest.feed(samples);
  return digest.voice_label();
}

}  // namespace voiceid
