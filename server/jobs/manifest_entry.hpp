#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/jobs/manifest.hpp"

/// The entries of a manifest as the file has them, and their meaning.
namespace voiceid::jobs {

enum class ValueKind { kNull, kBoolean, kNumber, kString, kList, kObject };

/// A value in the file; an absent one is null.
struct ManifestValue {
  ValueKind kind = ValueKind::kNull;
  /// Of a string or number; cut off if longer than any valid value.
  std::string text;
  /// Of a number.
  double number = 0;
};

/// How many bytes of a text are kept: one more than the longest value, of 1024 characters, can have.
inline constexpr std::size_t kMaxKeptText = 4 * 1024 + 1;

/// The most audio files that a request may have (docs/batch-jobs.md).
inline constexpr std::size_t kMaxAudioFiles = 10;

struct AudioEntry {
  ManifestValue value;
  ManifestValue s3_uri;
  ManifestValue channel_id;
};

struct ManifestEntry {
  ManifestValue value;
  ManifestValue request_id;
  /// Enrollments only.
  ManifestValue speaker_id;
  ManifestValue audio_specifications;
  /// The first of them; audio_count counts all.
  std::vector<AudioEntry> audio;
  std::uint64_t audio_count = 0;
};

/// `a number`, `an object`: what the value is.
std::string_view described(ValueKind kind);

/// Checks an entry by the rules of docs/batch-jobs.md: what is wrong with it becomes the fault of the request.
/// `position` counts from 1.
ManifestRequest read_entry(const ManifestEntry& entry, JobKind kind, std::uint64_t position);

}  // namespace voiceid::jobs
