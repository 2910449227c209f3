#pragma once

#include "handlers/job_requests.hpp"

/// The steps of a job while it runs. A job that is gone or has ended takes no step.
namespace voiceid::handlers {

/// SUBMITTED → IN_PROGRESS, with that many requests to do. Returns whether the job now runs.
/// Fails the job if there are more requests than its quota allows.
bool begin_job(Context& context, const JobKey& key, std::size_t requests);

/// Carries out a request of a job that is IN_PROGRESS, and counts it as done.
std::optional<RequestOutcome> carry_out(Context& context, const JobKey& key, const HeardRequest& request);

/// Ends a job whose requests are all done and whose output is written.
void complete_job(Context& context, const JobKey& key);

/// Ends a job that failed as a whole with that error, which has a summary.
void fail_job(Context& context, const JobKey& key, const Error& error);

/// Stops every job of a domain that is being deleted, and fails it.
void stop_jobs(Context& context, store::DomainRecord& record);

/// Stops every job of a store that is being forgotten, without a trace.
void forget_jobs(JobQueue& queue, const store::Store& store);

}  // namespace voiceid::handlers
