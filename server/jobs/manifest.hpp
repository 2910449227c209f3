#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "domain/job.hpp"
#include "domain/result.hpp"
#include "domain/s3_uri.hpp"

namespace voiceid::jobs {

// The members of manifests (Guide, "Input and output file schema"). Output files share the first three constants.
inline constexpr std::string_view kVersion = "Version";
/// The only version of both files' schemas.
inline constexpr std::string_view kFileVersion = "1.0";
inline constexpr std::string_view kRequestId = "RequestId";
inline constexpr std::string_view kSpeakerEnrollmentRequests = "SpeakerEnrollmentRequests";
inline constexpr std::string_view kFraudsterRegistrationRequests = "FraudsterRegistrationRequests";
inline constexpr std::string_view kSpeakerId = "SpeakerId";
inline constexpr std::string_view kAudioSpecifications = "AudioSpecifications";
inline constexpr std::string_view kS3Uri = "S3Uri";
inline constexpr std::string_view kChannelId = "ChannelId";

struct AudioSpecification {
  S3Uri uri;
  unsigned channel = 0;
};

/// One request of a manifest.
struct ManifestRequest {
  /// Empty if the entry has no usable one.
  std::string request_id;
  /// Enrollments only: the customer's id.
  std::string customer_speaker_id;
  std::vector<AudioSpecification> audio;
  /// What is wrong with the entry: a summary, and one sentence that names the entry. The other members may be empty
  /// then.
  std::optional<Error> fault;
};

/// The summary of the error for an S3Uri that no object can have.
inline constexpr std::string_view kInvalidS3Uri = "The provided S3 URI is invalid.";

/// `Request 'id'`, as messages name a request.
std::string request_called(std::string_view request_id);

/// The file that lists a job's requests.
struct Manifest {
  std::vector<ManifestRequest> requests;
  /// How many requests the file has, including those beyond the most that are kept.
  std::uint64_t request_count = 0;
};

/// What the message of every error of read_manifest() begins with.
inline constexpr std::string_view kManifestSubject = "The manifest";

/// Reads a job's manifest (docs/batch-jobs.md) and keeps at most `max_requests` requests. An entry that breaks a rule
/// becomes a request with a fault.
/// Errors, which fail the whole job: ValidationException with a summary and one sentence, if the file is not JSON in
/// UTF-8, lacks the schema's members or version, has no request, or has a RequestId twice. A large file takes a second
/// or more: once `stop` is requested, it is an InternalServerException at once, for nobody to see.
Result<Manifest> read_manifest(std::string_view text, JobKind kind, std::optional<std::uint64_t> max_requests,
                               const std::stop_token& stop = {});

}  // namespace voiceid::jobs
