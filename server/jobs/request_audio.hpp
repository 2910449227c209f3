#pragma once

#include <chrono>

#include "domain/result.hpp"
#include "handlers/job_requests.hpp"
#include "server/jobs/manifest.hpp"
#include "server/objects/object_store.hpp"

namespace voiceid::jobs {

/// How much net speech a request needs.
struct NeededSpeech {
  std::chrono::seconds time;
  /// The summary of the error for too little speech.
  std::string_view lack;
};
NeededSpeech needed_speech(JobKind kind);

/// Listens to the audio files of a request, one after another, and returns their voice. Errors have a
/// summary and a sentence that names the request and the file: ValidationException for audio that
/// is missing, unreadable or breaks a rule of docs/batch-jobs.md; InternalServerException if the storage did not
/// answer.
Result<handlers::HeardVoice> voice_of(const ManifestRequest& request, const NeededSpeech& needed,
                                      objects::ObjectStore& store, const work::StopGate& gate);

}  // namespace voiceid::jobs
