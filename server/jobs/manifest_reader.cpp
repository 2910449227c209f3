#include "server/jobs/manifest_reader.hpp"

#include <algorithm>

#include "base/wording.hpp"
#include "domain/error.hpp"
#include "domain/job_faults.hpp"
#include "server/jobs/malformed_json.hpp"
#include "server/json/json_reader.hpp"

namespace voiceid::jobs {
namespace {

std::string_view list_of(JobKind kind) {
  return kind == JobKind::kSpeakerEnrollment ? kSpeakerEnrollmentRequests : kFraudsterRegistrationRequests;
}

JobKind other_than(JobKind kind) {
  return kind == JobKind::kSpeakerEnrollment ? JobKind::kFraudsterRegistration : JobKind::kSpeakerEnrollment;
}

std::string_view job_of(JobKind kind) {
  return kind == JobKind::kSpeakerEnrollment ? "a speaker enrollment job" : "a fraudster registration job";
}

// Where the unexpected text is. The parser reports the position after the last character that it read, which is the
// offending one or, for an unexpected string, the last of that string.
std::size_t unexpected_at(std::string_view text, std::size_t position, const std::string& last_token) {
  if (position == 0 || position > text.size()) return text.size();
  const bool is_string = last_token.starts_with('"') && nlohmann::json::accept(last_token);
  return position - (is_string ? std::min(last_token.size(), position) : 1);
}

Error file_has(std::string found, std::string_view needed) {
  return refused("The manifest has " + std::move(found), std::string(needed).append(" is needed"));
}

}  // namespace

Result<Manifest> ManifestReader::read(std::string_view text) {
  text_ = text;
  // The JSON parser stops at a NUL, so anything after it would go unchecked.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return malformed_json(text, nul, Malformation::kUnexpected);
  }
  nlohmann::json::sax_parse(text.begin(), text.end(), this);
  if (stop_.stop_requested()) return internal_error();
  if (malformed_) return *malformed_;
  if (auto checked = check_file(); !checked) return checked.error();
  if (auto checked = check_requests(); !checked) return checked.error();
  return std::move(manifest_);
}

Result<void> ManifestReader::check_file() const {
  if (file_.kind != ValueKind::kObject) {
    return refused("The manifest holds " + std::string(described(file_.kind)),
                   "an object with Version and " + std::string(list_of(kind_)) + " is needed");
  }
  if (auto checked = check_version(); !checked) return summarized(kInvalidInputVersion.of(kind_), checked.error());
  return {};
}

Result<void> ManifestReader::check_version() const {
  if (version_.kind == ValueKind::kNull) return file_has("no " + std::string(kVersion), cited(kFileVersion));
  if (version_.kind != ValueKind::kString) {
    return file_has(std::string(described(version_.kind)).append(" as ").append(kVersion),
                    "the string " + cited(kFileVersion));
  }
  if (version_.text == kFileVersion) return {};
  return file_has("the Version " + cited(version_.text), cited(kFileVersion));
}

Result<void> ManifestReader::check_requests() const {
  const std::string name(list_of(kind_));
  if (requests_.kind == ValueKind::kNull && requests_of_other_kind_.kind != ValueKind::kNull) {
    const JobKind other = other_than(kind_);
    return file_has(std::string(list_of(other)).append(", as ").append(job_of(other)).append(" takes them"),
                    "a list of " + name);
  }
  if (requests_.kind == ValueKind::kNull) return file_has("no " + name, "a list of requests");
  if (requests_.kind != ValueKind::kList) {
    return file_has(std::string(described(requests_.kind)).append(" as ").append(name), "a list of requests");
  }
  if (manifest_.request_count == 0) return file_has("an empty list of " + name, "at least one request");
  if (!repetition_) return {};
  return refused("The manifest has the RequestId " + cited(repetition_->request_id) + " in request " +
                     std::to_string(repetition_->first) + " and request " + std::to_string(repetition_->second),
                 "it must be unique");
}

ManifestValue* ManifestReader::member_of_file(std::string_view name) {
  if (name == kVersion) return &version_;
  if (name == list_of(kind_)) return &requests_;
  return name == list_of(other_than(kind_)) ? &requests_of_other_kind_ : nullptr;
}

ManifestValue* ManifestReader::member_of_request(std::string_view name) {
  if (name == kRequestId) return &entry_.request_id;
  if (name == kSpeakerId) return &entry_.speaker_id;
  return name == kAudioSpecifications ? &entry_.audio_specifications : nullptr;
}

ManifestValue* ManifestReader::member_of_audio_file(std::string_view name) {
  if (name == kS3Uri) return &entry_.audio.back().s3_uri;
  return name == kChannelId ? &entry_.audio.back().channel_id : nullptr;
}

bool ManifestReader::key(const std::string& name) {
  if (skipped_depth_ != 0) return true;
  switch (depth_) {
    case kInFile:
      member_ = member_of_file(name);
      break;
    case kInRequest:
      member_ = member_of_request(name);
      break;
    default:
      member_ = member_of_audio_file(name);
  }
  return true;
}

ManifestValue* ManifestReader::next_request() {
  entry_is_kept_ = !max_requests_ || manifest_.request_count < *max_requests_;
  ++manifest_.request_count;
  if (!entry_is_kept_) return nullptr;
  entry_ = {};
  return &entry_.value;
}

ManifestValue* ManifestReader::next_audio_file() {
  if (++entry_.audio_count > kMaxAudioFiles) return nullptr;
  return &entry_.audio.emplace_back().value;
}

ManifestValue* ManifestReader::next_value() {
  if (skipped_depth_ != 0) return nullptr;
  switch (depth_) {
    case kOutside:
      has_begun_ = true;
      return &file_;
    case kInRequests:
      return next_request();
    case kInAudioList:
      return next_audio_file();
    default:
      return member_;
  }
}

bool ManifestReader::is_looked_into(const ManifestValue* value, ValueKind kind) const {
  if (value == nullptr) return false;
  switch (depth_) {
    case kInFile:
      return value == &requests_ && kind == ValueKind::kList;
    case kInRequest:
      return value == &entry_.audio_specifications && kind == ValueKind::kList;
    case kInAudioFile:
      return false;
    default:
      return kind == ValueKind::kObject;
  }
}

bool ManifestReader::open(ValueKind kind) {
  if (depth_ == json::kMaxJsonDepth) {
    malformed_ = refused("The manifest nests lists and objects more than 32 deep", "at most 32 are allowed");
    return false;
  }
  ManifestValue* value = next_value();
  if (value != nullptr) *value = {.kind = kind, .text = {}, .number = 0};
  if (!is_looked_into(value, kind)) {
    ++skipped_depth_;
  } else if (depth_ == kInFile) {
    manifest_ = {};
    positions_.clear();
    repetition_.reset();
  } else if (depth_ == kInRequest) {
    entry_.audio.clear();
    entry_.audio_count = 0;
  }
  ++depth_;
  return !stop_.stop_requested();
}

bool ManifestReader::close() {
  --depth_;
  if (skipped_depth_ != 0) --skipped_depth_;
  if (skipped_depth_ == 0 && depth_ == kInRequests) end_request();
  return true;
}

bool ManifestReader::scalar(ValueKind kind, std::string_view text, double number) {
  if (ManifestValue* value = next_value()) {
    *value = {.kind = kind, .text = std::string(text.substr(0, kMaxKeptText)), .number = number};
  }
  if (skipped_depth_ == 0 && depth_ == kInRequests) end_request();
  return !stop_.stop_requested();
}

void ManifestReader::end_request() {
  if (!entry_is_kept_) return;
  const std::uint64_t position = manifest_.request_count;
  const ManifestRequest& request = manifest_.requests.emplace_back(read_entry(entry_, kind_, position));
  if (request.request_id.empty() || repetition_) return;
  const auto [place, is_new] = positions_.try_emplace(request.request_id, position);
  if (!is_new) repetition_ = {.request_id = request.request_id, .first = place->second, .second = position};
}

bool ManifestReader::number_integer(std::int64_t value) {
  return number_float(static_cast<double>(value), std::to_string(value));
}

bool ManifestReader::number_unsigned(std::uint64_t value) {
  return number_float(static_cast<double>(value), std::to_string(value));
}

bool ManifestReader::parse_error(std::size_t position, const std::string& last_token,
                                 const nlohmann::detail::exception& error) {
  // The library's error for a number out of range.
  constexpr int kOutOfRange = 406;
  auto what = Malformation::kUnexpected;
  if (error.id == kOutOfRange) what = Malformation::kNumberTooLarge;
  if (has_begun_ && depth_ == kOutside) what = Malformation::kGoesOn;
  malformed_ = malformed_json(text_, unexpected_at(text_, position, last_token), what);
  return false;
}

}  // namespace voiceid::jobs
