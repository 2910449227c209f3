#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/jobs/manifest.hpp"

/// The entries of a manifest as they stand in the file, and what they mean.
namespace voiceid::jobs {

enum class ValueKind { kNull, kBoolean, kNumber, kString, kList, kObject };

/// A value of the file; one that is left out is null.
struct ManifestValue {
  ValueKind kind = ValueKind::kNull;
  /// Of a string or a number; only the beginning of one that is longer than any value may be.
  std::string text;
  /// Of a number.
  double number = 0;
};

/// How many bytes of a text are kept: one more than the 1024 characters of the longest value can have.
inline constexpr std::size_t kMaxKeptText = 4 * 1024 + 1;

/// The most audio files that a request may have (A).
inline constexpr std::size_t kMaxAudioFiles = 10;

struct AudioEntry {
  ManifestValue value;
  ManifestValue s3_uri;
  ManifestValue channel_id;
};

struct ManifestEntry {
  ManifestValue value;
  ManifestValue request_id;
  /// Of an enrollment.
  ManifestValue speaker_id;
  ManifestValue audio_specifications;
  /// The first ones; how many there are in all stands beside.
  std::vector<AudioEntry> audio;
  std::uint64_t audio_count = 0;
};

/// `a number`, `an object`: what the value is, whatever it was to be.
std::string_view described(ValueKind kind);

/// Checks an entry by the rules of page 4: what is wrong with it becomes the fault of the request. `position` counts
/// from 1.
ManifestRequest read_entry(const ManifestEntry& entry, JobKind kind, std::uint64_t position);

}  // namespace voiceid::jobs
