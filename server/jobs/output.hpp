#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/job.hpp"
#include "domain/s3_uri.hpp"

namespace voiceid::jobs {

/// The output file of a job (S): outcomes in the order of the manifest.
std::string output_json(JobKind kind, std::span<const RequestOutcome> outcomes);

/// Where it is written: `<output URI>/<JobId>/<input file name>.out` (S); nothing where the input URI names no file, or
/// an URI is none.
std::optional<S3Uri> output_uri(std::string_view output, const ResourceId& job_id, std::string_view input);

}  // namespace voiceid::jobs
