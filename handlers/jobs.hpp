#pragma once

#include <string>

#include "handlers/client_token.hpp"
#include "handlers/context.hpp"
#include "handlers/events.hpp"
#include "handlers/listing.hpp"
#include "handlers/lookup.hpp"
#include "handlers/shapes/jobs.hpp"

/// What the operations on both kinds of batch job have in common. Their shapes share most members, but no type (M).
namespace voiceid::handlers {

/// What is different of a kind of job: specialised for each domain type of job.
template <class Job>
struct JobTraits;

/// The members that a job and its summary have in common.
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
typename JobTraits<Job>::Shape described_job(const Job& job, const store::DomainRecord& record) {
  auto shape = described_summary<typename JobTraits<Job>::Shape>(job, record);
  shape.data_access_role_arn = job.origin().data_access_role_arn;
  shape.input_data_config = {job.origin().input_uri};
  shape.output_data_config = {job.origin().output_kms_key_id, job.origin().output_uri};
  JobTraits<Job>::describe_config(job, shape);
  return shape;
}

/// The job of that id. Errors: ResourceNotFoundException BATCH_JOB.
template <class Job>
Result<const Job*> require_job(store::DomainRecord& record, std::string_view job_id) {
  if (const Job* job = JobTraits<Job>::table(record).find(job_id)) return job;
  return resource_not_found(ResourceType::kBatchJob);
}

/// The watchlist that a job's configuration names, if it names one. Errors: ResourceNotFoundException WATCHLIST.
Result<std::optional<ResourceId>> watchlist_of_config(store::DomainRecord& record,
                                                      const std::optional<std::vector<std::string_view>>& ids);

/// A new job, SUBMITTED and handed to the queue. `event` is to say of it what is known by then.
/// Errors: those of the look-ups; ServiceQuotaExceededException while another one of the kind is active.
template <class Job, class Request>
Result<const Job*> submit_job(Context& context, store::DomainRecord& record, const Request& request,
                              typename JobTraits<Job>::Event& event) {
  using Traits = JobTraits<Job>;
  const auto config = Traits::read_config(record, request);
  if (!config) return config.error();
  event.config = *config;
  auto& table = Traits::table(record);
  const Quotas& quotas = context.settings.quotas;
  if (auto room = quotas.check_room(Traits::kActiveQuota, table.count_active()); !room) return room.error();
  JobOrigin origin;
  origin.id = context.ids.resource_id();
  origin.name = request.job_name;
  origin.data_access_role_arn = request.data_access_role_arn;
  origin.input_uri = request.input_data_config.s3_uri;
  origin.output_uri = request.output_data_config.s3_uri;
  origin.output_kms_key_id = request.output_data_config.kms_key_id;
  const ResourceId id = origin.id;
  event.job.id = id;
  context.jobs.submit({{Traits::kKind, record.domain.id, id},
                       origin.input_uri,
                       origin.output_uri,
                       quotas.limit(Traits::kRequestsQuota)});
  table.insert(Job(std::move(origin), context.now, *config));
  return require_job<Job>(record, id.view());
}

/// A job that was started, now or by an earlier call with the same ClientToken.
template <class Job>
struct StartedJob {
  const Job* job;
  bool is_new;
};

template <class Job, class Request>
Result<StartedJob<Job>> find_or_submit_job(Context& context, store::DomainRecord& record, const Request& request,
                                           typename JobTraits<Job>::Event& event) {
  if (auto active = require_active(record); !active) return active.error();
  const ClientToken client_token(context, request);
  const auto made_before = client_token.made_before();
  if (!made_before) return made_before.error();
  if (*made_before) {
    const auto job = require_job<Job>(record, (*made_before)->view());
    if (!job) return job.error();
    return StartedJob<Job>{*job, false};
  }
  const auto job = submit_job<Job>(context, record, request, event);
  if (!job) return job.error();
  client_token.remember((*job)->id());
  return StartedJob<Job>{*job, true};
}

/// Start…Job: a new job, or the one that an earlier call with the same ClientToken made, of which no event is stated
/// again. Errors: those of submit_job(), DOMAIN_NOT_ACTIVE first.
template <class Job, class Request>
Result<typename JobTraits<Job>::Shape> start_job(Context& context, const Request& request) {
  const auto record = require_domain(context, request.domain_id);
  if (!record) return record.error();
  typename JobTraits<Job>::Event event{{{},
                                        std::string(request.data_access_role_arn),
                                        std::string(request.input_data_config.s3_uri),
                                        std::string(request.output_data_config.s3_uri),
                                        std::optional<std::string>(request.output_data_config.kms_key_id)},
                                       {}};
  const auto started = find_or_submit_job<Job>(context, **record, request, event);
  if (!started) {
    publish(context, **record, std::move(event), event_error(started.error()));
    return started.error();
  }
  if (started->is_new) publish(context, **record, std::move(event));
  return described_job(*started->job, **record);
}

/// Describe…Job.
template <class Job, class Request>
Result<typename JobTraits<Job>::Shape> describe_job(Context& context, const Request& request) {
  const auto record = require_active_domain(context, request.domain_id);
  if (!record) return record.error();
  const auto job = require_job<Job>(**record, request.job_id);
  if (!job) return job.error();
  return described_job(**job, **record);
}

/// List…Jobs: in order of creation, of one status where the request names it.
template <class Job, class Response, class Request>
Result<Response> list_jobs(Context& context, const Request& request) {
  using Summary = typename JobTraits<Job>::Summary;
  const auto record = require_active_domain(context, request.domain_id);
  if (!record) return record.error();
  const Listing listing(context, request, shapes::kMaxResultsForList);
  const auto after = listing.after();
  if (!after) return after.error();
  const auto status = request.job_status ? value_of<JobStatus>(*request.job_status) : std::nullopt;
  const auto page = JobTraits<Job>::table(**record).page(status, *after, listing.limit());
  Response response;
  auto& summaries = response.job_summaries.emplace();
  summaries.reserve(page.rows.size());
  for (const Job* job : page.rows) summaries.push_back(described_summary<Summary>(*job, **record));
  response.next_token = listing.next_token(page.next);
  return response;
}

}  // namespace voiceid::handlers
