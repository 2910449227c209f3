#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/job.hpp"
#include "domain/result.hpp"
#include "domain/s3_uri.hpp"

namespace voiceid::jobs {

struct AudioSpecification {
  S3Uri uri;
  unsigned channel = 0;
};

/// One request of a manifest.
struct ManifestRequest {
  /// Empty where the entry has none that can be used.
  std::string request_id;
  /// Of an enrollment: the customer's id.
  std::string customer_speaker_id;
  std::vector<AudioSpecification> audio;
  /// What is wrong with the entry, in one sentence that names it; the other members may be empty then.
  std::optional<std::string> fault;
};

/// `Request 'id'`, as messages name a request.
std::string request_called(std::string_view request_id);

/// The input file of a job (A).
struct Manifest {
  std::vector<ManifestRequest> requests;
  /// How many the file has, those beyond the most that are kept included.
  std::uint64_t request_count = 0;
};

/// Reads a job's input file; keeps at most so many requests. An entry that breaks a rule of page 4 becomes a request
/// with a fault.
/// Errors, which fail the job as a whole: ValidationException, one sentence, for a file that is not JSON in UTF-8, has
/// not the members and the version of the schema, has no request, or has a RequestId twice.
Result<Manifest> read_manifest(std::string_view text, JobKind kind, std::optional<std::uint64_t> max_requests);

}  // namespace voiceid::jobs
