#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/job.hpp"
#include "domain/s3_uri.hpp"

namespace voiceid::jobs {

/// A job's output file (docs/batch-jobs.md): outcomes in the order of the manifest.
std::string output_json(JobKind kind, std::span<const RequestOutcome> outcomes);

/// Where it is written: `<output URI>/<JobId>/<manifest name>.out`; nothing if the manifest's URI names no file, or if
/// either URI is invalid.
std::optional<S3Uri> output_uri(std::string_view output, const ResourceId& job_id, std::string_view manifest);

}  // namespace voiceid::jobs
