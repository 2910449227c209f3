#pragma once

#include <optional>
#include <string>

#include "domain/job.hpp"
#include "domain/result.hpp"
#include "domain/voice.hpp"
#include "handlers/context.hpp"

namespace voiceid::handlers {

/// The voice in the audio of a request.
struct HeardVoice {
  Voice voice;
  /// How likely it is spoofed: the highest risk of the request's files, 0 to 100.
  int spoofing_risk = 0;
  /// The least similarity of an acoustic voice of the request's files to that of the first one.
  std::optional<int> least_similarity = {};
};

/// One request of a job, with what was heard in its audio.
struct HeardRequest {
  std::string request_id;
  /// The customer's id of the speaker to enroll; empty in a registration job.
  std::string customer_speaker_id;
  /// The voice to enroll or register. Errors: why there is none, with a summary; the HTTP status is the ErrorCode.
  Result<HeardVoice> voice;
};

/// Enrolls the speaker if the rules of docs/batch-jobs.md allow it, and publishes an event.
RequestOutcome carry_out_request(Context& context, store::DomainRecord& record, const EnrollmentJob& job,
                                 const HeardRequest& request);

/// Registers a fraudster, or skips a known one, by the rules of docs/batch-jobs.md, and publishes an event.
RequestOutcome carry_out_request(Context& context, store::DomainRecord& record, const RegistrationJob& job,
                                 const HeardRequest& request);

}  // namespace voiceid::handlers
