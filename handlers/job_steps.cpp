#include "handlers/job_steps.hpp"

#include <utility>

#include "domain/job_faults.hpp"
#include "handlers/events.hpp"
#include "handlers/job_kinds.hpp"

namespace voiceid::handlers {
namespace {

using store::DomainRecord;

template <class Job>
void publish_end(Context& context, const DomainRecord& record, const Job& job) {
  std::optional<EventError> error;
  if (const auto& failure = job.failure()) error = event_error(*failure);
  publish(context, record, job_event(job), std::move(error));
}

// Calls `change(job)`, and publishes an event if that ended the job.
template <class Job, class Change>
void change_job(Context& context, const DomainRecord& record, store::JobTable<Job>& table, const Job& job,
                Change change) {
  table.change(job, change);
  if (!job.is_active()) publish_end(context, record, job);
}

// Calls `change(job)` if the job still exists and has not ended. Returns whether it did.
template <class Change>
bool change_active(Context& context, const JobKey& key, Change change) {
  DomainRecord* record = context.store.find_domain(key.domain_id.view());
  if (record == nullptr) return false;
  return with_jobs(*record, key.kind, [&](auto& table) {
    const auto* job = table.find(key.job_id.view());
    if (job == nullptr || !job->is_active()) return false;
    change_job(context, *record, table, *job, change);
    return true;
  });
}

// Why a job with that many requests fails, if it does.
template <class Job>
std::optional<JobFailure> failure_of(const Quotas& quotas, std::size_t requests) {
  using Traits = JobTraits<Job>;
  if (requests == 0) return std::nullopt;
  // check_room() asks about one more, hence requests − 1.
  const auto room = quotas.check_room(Traits::kRequestsQuota, requests - 1);
  if (room) return std::nullopt;
  return job_failure(summarized(
      kTooManyRequests.of(Traits::kKind),
      quota_exceeded("The manifest has " + std::to_string(requests) + " requests. " + room.error().message)));
}

// Why a domain that is deleted fails its jobs.
JobFailure domain_deleted() {
  return job_failure(conflict(ConflictType::kDomainNotActive, "It was deleted while the job ran."));
}

template <class Job>
void cancel_all(JobQueue& queue, const store::JobTable<Job>& table, const ResourceId& domain_id) {
  for (const Job* job : table.active()) {
    queue.cancel({.kind = JobTraits<Job>::kKind, .domain_id = domain_id, .job_id = job->id()});
  }
}

}  // namespace

bool begin_job(Context& context, const JobKey& key, std::size_t requests) {
  bool runs = false;
  change_active(context, key, [&]<class Job>(Job& job) {
    if (auto failure = failure_of<Job>(context.settings.quotas, requests)) {
      job.fail(std::move(*failure), context.now);
    } else {
      job.begin(requests);
      runs = true;
    }
  });
  return runs;
}

std::optional<RequestOutcome> carry_out(Context& context, const JobKey& key, const HeardRequest& request) {
  DomainRecord* record = context.store.find_domain(key.domain_id.view());
  if (record == nullptr) return std::nullopt;
  return with_jobs(*record, key.kind, [&](auto& table) -> std::optional<RequestOutcome> {
    const auto* job = table.find(key.job_id.view());
    if (job == nullptr || job->status() != JobStatus::kInProgress) return std::nullopt;
    RequestOutcome outcome = carry_out_request(context, *record, *job, request);
    table.change(*job, [&outcome](Job& changed) { changed.count_request(outcome.succeeded()); });
    return outcome;
  });
}

void complete_job(Context& context, const JobKey& key) {
  change_active(context, key, [&context](Job& job) { job.complete(context.now); });
}

void fail_job(Context& context, const JobKey& key, const Error& error) {
  change_active(context, key, [&](Job& job) { job.fail(job_failure(error), context.now); });
}

void stop_jobs(Context& context, DomainRecord& record) {
  for (const JobKind kind : {JobKind::kSpeakerEnrollment, JobKind::kFraudsterRegistration}) {
    with_jobs(record, kind, [&](auto& table) {
      for (const auto* job : table.active()) {
        context.jobs.cancel({.kind = kind, .domain_id = record.domain.id, .job_id = job->id()});
        change_job(context, record, table, *job,
                   [&context](Job& changed) { changed.fail(domain_deleted(), context.now); });
      }
    });
  }
}

void forget_jobs(JobQueue& queue, const store::Store& store) {
  for (const DomainRecord* record : store.all_domains()) {
    cancel_all(queue, record->enrollment_jobs, record->domain.id);
    cancel_all(queue, record->registration_jobs, record->domain.id);
  }
}

}  // namespace voiceid::handlers
