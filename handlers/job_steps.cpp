#include "handlers/job_steps.hpp"

#include <utility>

#include "handlers/lookup.hpp"

namespace voiceid::handlers {
namespace {

using store::DomainRecord;

// Lets `change` change the job, where it is still there and has not ended. Returns whether it is.
template <class Job, class Change>
bool change_in(store::JobTable<Job>& table, const JobKey& key, Change change) {
  const Job* job = table.find(key.job_id.view());
  if (job == nullptr || !job->is_active()) return false;
  table.change(*job, change);
  return true;
}

template <class Change>
bool change_active(Context& context, const JobKey& key, Change change) {
  DomainRecord* record = context.store.find_domain(key.domain_id.view());
  if (record == nullptr) return false;
  return key.kind == JobKind::kSpeakerEnrollment ? change_in(record->enrollment_jobs, key, change)
                                                 : change_in(record->registration_jobs, key, change);
}

Quota requests_quota(JobKind kind) {
  return kind == JobKind::kSpeakerEnrollment ? Quota::kEnrollmentJobSpeakers : Quota::kRegistrationJobFraudsters;
}

// An error of a rule, which does not know whose request it refuses.
Error of_request(const HeardRequest& request, Error error) {
  error.message = "Request '" + request.request_id + "': " + error.message;
  return error;
}

// The job's watchlist, the default one where it names none (S).
Result<Watchlist*> watchlist_of(DomainRecord& record, const std::optional<ResourceId>& watchlist_id) {
  Watchlist* watchlist = record.watchlists.find(watchlist_id.value_or(record.domain.default_watchlist_id).view());
  if (watchlist != nullptr) return watchlist;
  return validation_failed("The watchlist that the job names was deleted while the job ran.");
}

RequestOutcome enrolled(const Speaker& speaker, BatchEnrollmentStatus status) {
  RequestOutcome outcome;
  outcome.customer_speaker_id = speaker.customer_speaker_id();
  outcome.generated_id = speaker.generated_id();
  outcome.status = name_of(status);
  return outcome;
}

Result<void> check_fraud(DomainRecord& record, const BatchEnrollmentConfig& config, std::string_view voice) {
  // Then no watchlist is needed, so it may be gone.
  if (config.fraud_action() == FraudDetectionAction::kIgnore) return {};
  const auto watchlist = watchlist_of(record, config.watchlist_id());
  if (!watchlist) return watchlist.error();
  return check_fraud_risk(voice, config, record.fraudsters.on((*watchlist)->id));
}

Result<RequestOutcome> carry_out_in(Context& context, DomainRecord& record, const EnrollmentJob& job,
                                    const HeardRequest& request) {
  const BatchEnrollmentConfig config = job.config.value_or(BatchEnrollmentConfig());
  Speaker* speaker = record.speakers.find<1>(request.customer_speaker_id);
  const auto settled = decide_without_voice(speaker, config, context.now);
  if (!settled) return of_request(request, settled.error());
  if (*settled) return enrolled(*speaker, **settled);
  if (!request.voice) return request.voice.error();
  if (auto checked = check_fraud(record, config, *request.voice); !checked) return of_request(request, checked.error());
  if (speaker == nullptr) {
    auto room = context.settings.quotas.check_room(Quota::kSpeakers, record.speakers.size());
    if (!room) return of_request(request, room.error());
    speaker = &record.speakers.insert(Speaker(context.ids.generated_id(), request.customer_speaker_id, context.now));
  }
  const bool overwrite = speaker->status_at(context.now) == SpeakerStatus::kEnrolled;
  speaker->enroll(*request.voice, context.now);
  return enrolled(*speaker,
                  overwrite ? BatchEnrollmentStatus::kEnrollmentOverwrite : BatchEnrollmentStatus::kNewEnrollment);
}

Result<RequestOutcome> carry_out_in(Context& context, DomainRecord& record, const RegistrationJob& job,
                                    const HeardRequest& request) {
  if (!request.voice) return request.voice.error();
  const BatchRegistrationConfig config = job.config.value_or(BatchRegistrationConfig());
  RequestOutcome outcome;
  if (const auto duplicate = duplicate_to_skip(*request.voice, config, record.fraudsters.all())) {
    outcome.generated_id = duplicate->fraudster->id.view();
    outcome.status = name_of(BatchRegistrationStatus::kDuplicateSkipped);
    outcome.fraudster_similarity_score = duplicate->score;
    return outcome;
  }
  const auto watchlist = watchlist_of(record, config.watchlist_id);
  if (!watchlist) return of_request(request, watchlist.error());
  auto room = context.settings.quotas.check_room(Quota::kFraudsters, (*watchlist)->fraudster_count);
  if (!room) return of_request(request, room.error());
  const Fraudster& fraudster = record.fraudsters.insert(
      {.id = context.ids.generated_id(), .voiceprint = *request.voice, .created_at = context.now}, **watchlist);
  outcome.generated_id = fraudster.id.view();
  outcome.status = name_of(BatchRegistrationStatus::kNewRegistration);
  return outcome;
}

RequestOutcome outcome_of(const HeardRequest& request, Result<RequestOutcome> result) {
  RequestOutcome outcome;
  if (result) {
    outcome = std::move(*result);
  } else {
    outcome.error_code = result.error().type->http_status;
    outcome.error_message = result.error().message;
  }
  outcome.request_id = request.request_id;
  return outcome;
}

template <class Job>
std::optional<RequestOutcome> carry_out_with(Context& context, DomainRecord& record, store::JobTable<Job>& table,
                                             const JobKey& key, const HeardRequest& request) {
  const Job* job = table.find(key.job_id.view());
  if (job == nullptr || job->status() != JobStatus::kInProgress) return std::nullopt;
  RequestOutcome outcome = outcome_of(request, carry_out_in(context, record, *job, request));
  table.change(*job, [&outcome](Job& changed) { changed.count_request(outcome.succeeded()); });
  return outcome;
}

template <class Job>
void stop_all(Context& context, const DomainRecord& record, store::JobTable<Job>& table, JobKind kind) {
  for (const Job* job : table.active()) {
    context.jobs.cancel({kind, record.domain.id, job->id()});
    table.change(*job, [&context](Job& changed) {
      changed.fail({"The domain was deleted.", kConflictException.http_status}, context.now);
    });
  }
}

}  // namespace

bool begin_job(Context& context, const JobKey& key, std::size_t requests) {
  std::optional<JobFailure> failure;
  const Quota quota = requests_quota(key.kind);
  // So many requests are one more than so many less one.
  if (requests > 0) {
    if (auto room = context.settings.quotas.check_room(quota, requests - 1); !room) {
      failure = {"The input file has " + std::to_string(requests) + " requests. " + room.error().message,
                 room.error().type->http_status};
    }
  }
  if (failure) {
    fail_job(context, key, std::move(*failure));
    return false;
  }
  return change_active(context, key, [requests](Job& job) { job.begin(requests); });
}

std::optional<RequestOutcome> carry_out(Context& context, const JobKey& key, const HeardRequest& request) {
  DomainRecord* record = context.store.find_domain(key.domain_id.view());
  if (record == nullptr) return std::nullopt;
  return key.kind == JobKind::kSpeakerEnrollment
             ? carry_out_with(context, *record, record->enrollment_jobs, key, request)
             : carry_out_with(context, *record, record->registration_jobs, key, request);
}

void complete_job(Context& context, const JobKey& key) {
  change_active(context, key, [&context](Job& job) { job.complete(context.now); });
}

void fail_job(Context& context, const JobKey& key, JobFailure failure) {
  change_active(context, key, [&](Job& job) { job.fail(std::move(failure), context.now); });
}

void stop_jobs(Context& context, DomainRecord& record) {
  stop_all(context, record, record.enrollment_jobs, JobKind::kSpeakerEnrollment);
  stop_all(context, record, record.registration_jobs, JobKind::kFraudsterRegistration);
}

}  // namespace voiceid::handlers
