#include "handlers/job_steps.hpp"

#include <utility>

#include "handlers/events.hpp"
#include "handlers/job_kinds.hpp"

namespace voiceid::handlers {
namespace {

using store::DomainRecord;

template <class Job>
void publish_end(Context& context, const DomainRecord& record, const Job& job) {
  std::optional<EventError> error;
  if (const auto& failure = job.failure()) {
    error = {.type = name_of_status(failure->status_code),
             .message = failure->summary.empty() ? failure->message : failure->summary,
             .code = failure->status_code};
  }
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
std::optional<JobFailure> failure_of(const Quotas& quotas, Quota quota, std::size_t requests) {
  if (requests == 0) return std::nullopt;
  // check_room() asks about one more, hence requests − 1.
  const auto room = quotas.check_room(quota, requests - 1);
  if (room) return std::nullopt;
  return JobFailure{.message = "The manifest has " + std::to_string(requests) + " requests. " + room.error().message,
                    .status_code = room.error().type->http_status};
}

}  // namespace

bool begin_job(Context& context, const JobKey& key, std::size_t requests) {
  bool runs = false;
  change_active(context, key, [&]<class Job>(Job& job) {
    if (auto failure = failure_of(context.settings.quotas, JobTraits<Job>::kRequestsQuota, requests)) {
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

void fail_job(Context& context, const JobKey& key, JobFailure failure) {
  change_active(context, key, [&](Job& job) { job.fail(std::move(failure), context.now); });
}

void stop_jobs(Context& context, DomainRecord& record) {
  for (const JobKind kind : {JobKind::kSpeakerEnrollment, JobKind::kFraudsterRegistration}) {
    with_jobs(record, kind, [&](auto& table) {
      for (const auto* job : table.active()) {
        context.jobs.cancel({.kind = kind, .domain_id = record.domain.id, .job_id = job->id()});
        change_job(context, record, table, *job, [&context](Job& changed) {
          changed.fail({"The domain was deleted.", kConflictException.http_status}, context.now);
        });
      }
    });
  }
}

}  // namespace voiceid::handlers
