#pragma once

#include <chrono>

#include "domain/result.hpp"
#include "handlers/job_requests.hpp"
#include "server/jobs/manifest.hpp"
#include "server/objects/object_store.hpp"

namespace voiceid::jobs {

/// Listens to the audio files of a request, one after another, and returns their voice. Together they need `needed` of
/// net speech. Errors, one sentence that names the request and the file: ValidationException for audio that
/// is missing, unreadable or breaks a rule of docs/batch-jobs.md; InternalServerException if the storage did not
/// answer.
Result<handlers::HeardVoice> voice_of(const ManifestRequest& request, std::chrono::seconds needed,
                                      objects::ObjectStore& store, const work::StopGate& gate);

}  // namespace voiceid::jobs
