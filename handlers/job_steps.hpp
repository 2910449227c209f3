#pragma once

#include <string>

#include "domain/job.hpp"
#include "domain/result.hpp"
#include "handlers/context.hpp"

/// What happens to a job while it runs. A job that is gone or has ended takes no step.
namespace voiceid::handlers {

/// One request of a job, after its audio was listened to.
struct HeardRequest {
  std::string request_id;
  /// The customer's id of the speaker to enroll; empty in a registration.
  std::string customer_speaker_id;
  /// The label of the voice to enroll or register. Errors: why there is none, with the ErrorCode as its HTTP status.
  Result<std::string> voice;
};

/// SUBMITTED → IN_PROGRESS, with so many requests to do. Returns whether the job now runs.
/// Fails the job where there are more requests than its quota allows.
bool begin_job(Context& context, const JobKey& key, std::size_t requests);

/// Enrolls or registers by the rules of page 4, and counts the request as done. Nothing where the job takes no step.
std::optional<RequestOutcome> carry_out(Context& context, const JobKey& key, const HeardRequest& request);

/// Ends a job whose requests are all done and whose output is written.
void complete_job(Context& context, const JobKey& key);

/// Ends a job that failed as a whole.
void fail_job(Context& context, const JobKey& key, JobFailure failure);

/// Fails every job of a domain that is being deleted, and stops running it (page 2).
void stop_jobs(Context& context, store::DomainRecord& record);

}  // namespace voiceid::handlers
