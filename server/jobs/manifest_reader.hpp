#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/jobs/manifest_entry.hpp"

namespace voiceid::jobs {

/// Reads the JSON of a manifest while it is parsed. Each entry becomes a request as soon as it is complete, and nothing
/// else is kept, so memory use stays small whatever the file holds.
class ManifestReader {
 public:
  ManifestReader(JobKind kind, std::optional<std::uint64_t> max_requests, std::stop_token stop)
      : kind_(kind), max_requests_(max_requests), stop_(std::move(stop)) {}

  /// Call once per reader. Of repeated keys the last one counts, and null counts as absent, as in AWS JSON services.
  /// Errors: as read_manifest(); only those of the version have a summary.
  Result<Manifest> read(std::string_view text);

  // Called by the JSON parser; returning false stops it.
  bool null() { return scalar(ValueKind::kNull); }
  bool boolean(bool /*value*/) { return scalar(ValueKind::kBoolean); }
  bool number_integer(std::int64_t value);
  bool number_unsigned(std::uint64_t value);
  bool number_float(double value, const std::string& text) { return scalar(ValueKind::kNumber, text, value); }
  bool string(const std::string& text) { return scalar(ValueKind::kString, text); }
  static bool binary(std::vector<std::uint8_t>& /*bytes*/) { return false; }
  bool start_object(std::size_t /*size*/) { return open(ValueKind::kObject); }
  bool key(const std::string& name);
  bool end_object() { return close(); }
  bool start_array(std::size_t /*size*/) { return open(ValueKind::kList); }
  bool end_array() { return close(); }
  bool parse_error(std::size_t position, const std::string& last_token, const nlohmann::detail::exception& error);

 private:
  // The lists and objects that are read, by their depth; all others are skipped.
  enum Depth : std::size_t { kOutside, kInFile, kInRequests, kInRequest, kInAudioList, kInAudioFile };

  struct Repetition {
    std::string request_id;
    std::uint64_t first;
    std::uint64_t second;
  };

  bool scalar(ValueKind kind, std::string_view text = {}, double number = 0);
  bool open(ValueKind kind);
  bool close();
  // Where to keep the next value; nullptr to discard it.
  ManifestValue* next_value();
  ManifestValue* next_request();
  ManifestValue* next_audio_file();
  ManifestValue* member_of_file(std::string_view name);
  ManifestValue* member_of_request(std::string_view name);
  ManifestValue* member_of_audio_file(std::string_view name);
  bool is_looked_into(const ManifestValue* value, ValueKind kind) const;
  void end_request();

  Result<void> check_file() const;
  Result<void> check_version() const;
  Result<void> check_requests() const;

  JobKind kind_;
  std::optional<std::uint64_t> max_requests_;
  // Whoever waits for the manifest has gone.
  std::stop_token stop_;
  std::string_view text_;
  std::size_t depth_ = 0;
  // How many lists and objects deep the parser is in a skipped value; 0 outside of one.
  std::size_t skipped_depth_ = 0;
  // Where to keep the value of the last key.
  ManifestValue* member_ = nullptr;
  bool has_begun_ = false;
  ManifestValue file_;
  ManifestValue version_;
  ManifestValue requests_;
  ManifestValue requests_of_other_kind_;
  ManifestEntry entry_;
  bool entry_is_kept_ = false;
  Manifest manifest_;
  std::unordered_map<std::string, std::uint64_t> positions_;
  std::optional<Repetition> repetition_;
  // Why the text is not valid JSON.
  std::optional<Error> malformed_;
};

}  // namespace voiceid::jobs
