#pragma once

#include <string>

#include "handlers/client_token.hpp"
#include "handlers/context.hpp"
#include "handlers/events.hpp"
#include "handlers/job_kinds.hpp"
#include "handlers/listing.hpp"
#include "handlers/lookup.hpp"
#include "handlers/shapes/jobs.hpp"

/// The operations on batch jobs, for both kinds.
namespace voiceid::handlers {

/// The shapes of a kind of job and of its events, and how to read and describe its configuration: specialised beside
/// the kind's operations.
template <class Job>
struct JobShapes;

template <class Shape, class Job>
Shape described_summary(const Job& job, const store::DomainRecord& record) {
  Shape shape;
  shape.created_at = job.created_at();
  shape.domain_id = record.domain.id.view();
  shape.ended_at = job.ended_at();
  if (job.failure()) shape.failure_details = {job.failure()->message, job.failure()->status_code};
  shape.job_id = job.id().view();
  shape.job_name = job.origin().name;
  shape.job_progress = {job.percent_complete()};
  shape.job_status = name_of(job.status());
  return shape;
}

template <class Job>
typename JobShapes<Job>::Shape described_job(const Job& job, const store::DomainRecord& record) {
  auto shape = described_summary<typename JobShapes<Job>::Shape>(job, record);
  shape.data_access_role_arn = job.origin().data_access_role_arn;
  shape.input_data_config = {job.origin().input_uri};
  shape.output_data_config = {job.origin().output_kms_key_id, job.origin().output_uri};
  JobShapes<Job>::describe_config(job, shape);
  return shape;
}

/// Errors: ResourceNotFoundException BATCH_JOB.
template <class Job>
Result<const Job*> require_job(store::DomainRecord& record, std::string_view job_id) {
  if (const Job* job = JobTraits<Job>::table(record).find(job_id)) return job;
  return resource_not_found(ResourceType::kBatchJob);
}

/// The watchlist that a job's configuration names, if any. The API model allows exactly one.
inline std::optional<ResourceId> watchlist_of_config(const std::optional<std::vector<std::string_view>>& ids) {
  return ids ? std::optional(ResourceId(ids->front())) : std::nullopt;
}

/// What a start says of its job, which has no id yet.
inline JobOrigin origin_of(const shapes::StartJobRequest& request) {
  JobOrigin origin;
  origin.name = request.job_name;
  origin.data_access_role_arn = request.data_access_role_arn;
  origin.input_uri = request.input_data_config.s3_uri;
  origin.output_uri = request.output_data_config.s3_uri;
  origin.output_kms_key_id = request.output_data_config.kms_key_id;
  return origin;
}

/// Makes a job with the configuration in `event`, and hands it to the queue. Completes `event`.
/// Errors: those of the look-ups; ServiceQuotaExceededException while another job of the kind is active.
template <class Job, class Request>
Result<const Job*> submit_job(Context& context, store::DomainRecord& record, const Request& request,
                              typename JobShapes<Job>::Event& event) {
  using Traits = JobTraits<Job>;
  const auto watchlist_id = event.config ? JobShapes<Job>::watchlist_id(*event.config) : std::nullopt;
  if (watchlist_id) {
    if (auto watchlist = require_watchlist(record, watchlist_id->view()); !watchlist) return watchlist.error();
  }
  auto& table = Traits::table(record);
  const Quotas& quotas = context.settings.quotas;
  if (auto room = quotas.check_room(Traits::kActiveQuota, table.count_active()); !room) return room.error();
  JobOrigin origin = origin_of(request);
  origin.id = context.ids.resource_id();
  Job made(std::move(origin), context.now, event.config);
  const Job* job = &table.insert(std::move(made));
  event.job.id = job->id();
  context.jobs.submit({.key = {.kind = Traits::kKind, .domain_id = record.domain.id, .job_id = job->id()},
                       .input_uri = job->origin().input_uri,
                       .output_uri = job->origin().output_uri,
                       .max_requests = quotas.limit(Traits::kRequestsQuota)});
  return job;
}

template <class Job>
struct StartedJob {
  const Job* job;
  /// False if an earlier call with the same ClientToken started it.
  bool is_new;
};

template <class Job, class Request>
Result<StartedJob<Job>> find_or_submit_job(Context& context, store::DomainRecord& record, const Request& request,
                                           typename JobShapes<Job>::Event& event) {
  const ClientToken client_token(context, request);
  const auto made_before = client_token.made_before();
  if (!made_before) return made_before.error();
  if (*made_before) {
    const auto job = require_job<Job>(record, (*made_before)->view());
    if (!job) return job.error();
    return StartedJob<Job>{.job = *job, .is_new = false};
  }
  const auto job = submit_job<Job>(context, record, request, event);
  if (!job) return job.error();
  client_token.remember((*job)->id());
  return StartedJob<Job>{.job = *job, .is_new = true};
}

/// Start…Job. A repeated call answers the job of the first one and publishes no event.
/// Errors: those of require_active_domain() and submit_job().
template <class Job, class Request>
Result<typename JobShapes<Job>::Shape> start_job(Context& context, const Request& request) {
  typename JobShapes<Job>::Event event{.job = event_job(origin_of(request)),
                                       .config = JobShapes<Job>::read_config(request)};
  const auto refused = [&](const Error& error) {
    publish_refusal(context, request.domain_id, std::move(event), error);
    return error;
  };
  const auto record = require_active_domain(context, request.domain_id);
  if (!record) return refused(record.error());
  const auto started = find_or_submit_job<Job>(context, **record, request, event);
  if (!started) return refused(started.error());
  if (started->is_new) publish(context, **record, std::move(event));
  return described_job(*started->job, **record);
}

/// Describe…Job.
template <class Job>
Result<typename JobShapes<Job>::Shape> describe_job(Context& context, const shapes::DescribeJobRequest& request) {
  const auto record = require_active_domain(context, request.domain_id);
  if (!record) return record.error();
  const auto job = require_job<Job>(**record, request.job_id);
  if (!job) return job.error();
  return described_job(**job, **record);
}

/// List…Jobs.
template <class Job, class Response, class Request>
Result<Response> list_jobs(Context& context, const Request& request) {
  const auto record = require_active_domain(context, request.domain_id);
  if (!record) return record.error();
  const auto status = request.job_status ? value_of<JobStatus>(*request.job_status) : std::nullopt;
  return Listing(context, request, shapes::kMaxResultsForList)
      .answer<Response>(
          &Response::job_summaries,
          [&](std::uint64_t after, std::size_t limit) {
            return JobTraits<Job>::table(**record).page(status, after, limit);
          },
          [&](const Job& job) { return described_summary<typename JobShapes<Job>::Summary>(job, **record); });
}

}  // namespace voiceid::handlers
