#include "server/jobs/manifest_entry.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "base/wording.hpp"
#include "domain/error.hpp"
#include "domain/ids.hpp"
#include "domain/wav.hpp"

namespace voiceid::jobs {
namespace {

constexpr std::size_t kMaxRequestIdLength = 256;
constexpr std::size_t kMaxSpeakerIdLength = 256;
constexpr std::size_t kMaxUriLength = 1024;
constexpr std::string_view kChannelIdNeeded = "the number 0 or 1 is needed";
constexpr std::string_view kUriNeeded = "s3://bucket/key is needed";

bool is_longer(std::string_view text, std::size_t most) { return code_points(text) > most; }

// The value is absent or has the wrong type.
Error wrong_kind(const ManifestValue& value, std::string_view member, std::string subject, std::string_view needed) {
  if (value.kind == ValueKind::kNull) return refused(subject.append(" has no ").append(member), needed);
  return refused(subject.append(" has ").append(described(value.kind)).append(" as ").append(member), needed);
}

Result<std::string_view> read_string(const ManifestValue& value, std::string_view member, const std::string& subject,
                                     std::string_view needed) {
  if (value.kind != ValueKind::kString) return wrong_kind(value, member, subject, needed);
  return value.text;
}

Result<std::string_view> read_request_id(const ManifestEntry& entry, std::uint64_t position) {
  constexpr std::string_view kNeeded = "a string of 1 to 256 characters is needed";
  const std::string subject = "Request " + std::to_string(position) + " of the manifest";
  if (entry.value.kind != ValueKind::kObject) {
    return refused("The provided request is invalid.", subject + " is " + std::string(described(entry.value.kind)),
                   "an object is needed");
  }
  auto id = read_string(entry.request_id, kRequestId, subject, kNeeded);
  if (!id) return id;
  if (id->empty()) return refused(subject + " has an empty " + std::string(kRequestId), kNeeded);
  if (is_longer(*id, kMaxRequestIdLength)) {
    return refused(subject + " has a " + std::string(kRequestId) + " of more than 256 characters", kNeeded);
  }
  return id;
}

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// The form of a CustomerSpeakerId in the API model.
bool is_customer_speaker_id(std::string_view text) {
  if (text.empty() || text.size() > kMaxSpeakerIdLength || !is_letter_or_digit(text.front())) return false;
  return std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '_' || c == '-'; });
}

// The API model marks the id as sensitive, so no message repeats it.
Result<std::string_view> read_speaker_id(const ManifestValue& value, const std::string& subject) {
  constexpr std::string_view kNeeded =
      "1 to 256 of a-z, A-Z, 0-9, '_' and '-' are needed, beginning with a letter or digit";
  auto id = read_string(value, kSpeakerId, subject, kNeeded);
  if (!id || is_customer_speaker_id(*id)) return id;
  const std::string name(kSpeakerId);
  if (is_generated_id(*id)) {
    return refused(subject + " has a " + name + " that begins with 'id#', like a generated id",
                   "the customer's own id is needed");
  }
  if (id->empty()) return refused(subject + " has an empty " + name, kNeeded);
  if (is_longer(*id, kMaxSpeakerIdLength)) {
    return refused(subject + " has a " + name + " of more than 256 characters", kNeeded);
  }
  return refused(subject + " has a malformed " + name, kNeeded);
}

Result<S3Uri> read_s3_uri(const ManifestValue& value, const std::string& subject) {
  const auto text = read_string(value, kS3Uri, subject, kUriNeeded);
  if (!text) return text.error();
  if (is_longer(*text, kMaxUriLength)) {
    return refused(subject + " has an " + std::string(kS3Uri) + " of more than 1024 characters",
                   "at most 1024 are allowed");
  }
  auto uri = parse_s3_uri(*text);
  const std::string found = subject + " has the " + std::string(kS3Uri) + " " + cited(*text);
  if (!uri) {
    return refused(found,
                   "s3://bucket/key is needed, with a bucket of 3 to 63 of a-z, 0-9, '.' and '-' that begins "
                   "and ends with a letter or digit");
  }
  if (uri->key.empty()) return refused(found + ", which names no object", kUriNeeded);
  return std::move(*uri);
}

Result<unsigned> read_channel_id(const ManifestValue& value, const std::string& subject) {
  if (value.kind != ValueKind::kNumber) return wrong_kind(value, kChannelId, subject, kChannelIdNeeded);
  // AWS JSON services take a number with a zero fraction for an integer.
  if (value.number == 0) return 0U;
  if (value.number == 1) return 1U;
  return refused(subject + " has " + value.text.substr(0, kMaxShownLength) + " as " + std::string(kChannelId),
                 kChannelIdNeeded);
}

Result<AudioSpecification> read_audio_file(const AudioEntry& entry, const std::string& subject) {
  if (entry.value.kind != ValueKind::kObject) {
    return refused(subject + " is " + std::string(described(entry.value.kind)),
                   "an object with S3Uri and ChannelId is needed");
  }
  auto uri = read_s3_uri(entry.s3_uri, subject);
  if (!uri) return summarized(kInvalidS3Uri, uri.error());
  const auto channel = read_channel_id(entry.channel_id, subject);
  if (!channel) return summarized(kInvalidChannelId, channel.error());
  return AudioSpecification{std::move(*uri), *channel};
}

Result<void> read_audio(const ManifestEntry& entry, ManifestRequest& request) {
  constexpr std::string_view kNeeded = "a list of 1 to 10 audio files is needed";
  const std::string subject = request_called(request.request_id);
  if (entry.audio_specifications.kind != ValueKind::kList) {
    return wrong_kind(entry.audio_specifications, kAudioSpecifications, subject, kNeeded);
  }
  if (entry.audio_count == 0 || entry.audio_count > kMaxAudioFiles) {
    return refused(subject + " has " + counted(entry.audio_count, "audio file"), kNeeded);
  }
  for (std::size_t i = 0; i < entry.audio.size(); ++i) {
    auto file = read_audio_file(entry.audio[i], "Audio file " + std::to_string(i + 1) + " of " +
                                                    std::to_string(entry.audio_count) + " of request " +
                                                    cited(request.request_id));
    if (!file) return file.error();
    request.audio.push_back(std::move(*file));
  }
  return {};
}

// The summaries of faults are sentences like those of the sample events.
Result<void> read_members(const ManifestEntry& entry, JobKind kind, std::uint64_t position, ManifestRequest& request) {
  const auto request_id = read_request_id(entry, position);
  if (!request_id) return summarized("The provided request ID is invalid.", request_id.error());
  request.request_id = *request_id;
  if (kind == JobKind::kSpeakerEnrollment) {
    const auto speaker_id = read_speaker_id(entry.speaker_id, request_called(*request_id));
    if (!speaker_id) return summarized("The provided speaker ID is invalid.", speaker_id.error());
    request.customer_speaker_id = *speaker_id;
  }
  const auto audio = read_audio(entry, request);
  if (!audio) return summarized("The provided audio specifications are invalid.", audio.error());
  return {};
}

}  // namespace

std::string_view described(ValueKind kind) {
  constexpr std::array<std::string_view, 6> kWords{"null", "a boolean", "a number", "a string", "a list", "an object"};
  return kWords[static_cast<std::size_t>(kind)];
}

ManifestRequest read_entry(const ManifestEntry& entry, JobKind kind, std::uint64_t position) {
  ManifestRequest request;
  if (auto read = read_members(entry, kind, position, request); !read) request.fault = read.error();
  return request;
}

}  // namespace voiceid::jobs
