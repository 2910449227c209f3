#include "handlers/job_steps.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "handlers/events.hpp"
#include "handlers/lookup.hpp"

namespace voiceid::handlers {
namespace {

using store::DomainRecord;

// What the service calls an error of that status: not all that goes wrong with files has a name of its own there.
std::string_view name_of_status(int status) {
  constexpr std::array kNamed{&kServiceQuotaExceededException, &kAccessDeniedException, &kResourceNotFoundException,
                              &kConflictException};
  const auto named = std::ranges::find(kNamed, status, [](const ErrorType* type) { return type->http_status; });
  if (named != kNamed.end()) return (*named)->name;
  constexpr int kFirstOfServer = 500;
  return status < kFirstOfServer ? kValidationException.name : kInternalServerException.name;
}

// States the end of a job.
template <class Job>
void publish_end(Context& context, const DomainRecord& record, const Job& job) {
  std::optional<EventError> error;
  if (const auto& failure = job.failure()) {
    error = {name_of_status(failure->status_code), failure->summary.empty() ? failure->message : failure->summary,
             failure->status_code};
  }
  publish(context, record, job_event(job), std::move(error));
}

// Lets `change` change the job, where it is still there and has not ended, and states its end where it ends by that.
// Returns whether it did.
template <class Job, class Change>
bool change_in(Context& context, const DomainRecord& record, store::JobTable<Job>& table, const JobKey& key,
               Change change) {
  const Job* job = table.find(key.job_id.view());
  if (job == nullptr || !job->is_active()) return false;
  table.change(*job, change);
  if (!job->is_active()) publish_end(context, record, *job);
  return true;
}

template <class Change>
bool change_active(Context& context, const JobKey& key, Change change) {
  DomainRecord* record = context.store.find_domain(key.domain_id.view());
  if (record == nullptr) return false;
  return key.kind == JobKind::kSpeakerEnrollment ? change_in(context, *record, record->enrollment_jobs, key, change)
                                                 : change_in(context, *record, record->registration_jobs, key, change);
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

// Whether the error is why there is no voice. Such an error says of itself which request it is about.
bool is_fault_of(const HeardRequest& request, const Error& error) {
  return !request.voice && request.voice.error().type == error.type && request.voice.error().message == error.message;
}

// What an event says where the audio or the entry is at fault: the error itself quotes names out of the input file.
EventError fault_of_request(const Error& error) {
  const int status = error.type->http_status;
  return {name_of_status(status), "The request cannot be carried out, as the output file of the job says.", status};
}

void publish_request(Context& context, const DomainRecord& record, EventDetail detail, const HeardRequest& request,
                     const Result<RequestOutcome>& outcome) {
  std::optional<EventError> error;
  if (!outcome) {
    error = is_fault_of(request, outcome.error()) ? fault_of_request(outcome.error()) : event_error(outcome.error());
  }
  publish(context, record, std::move(detail), std::move(error));
}

Result<void> check_fraud(DomainRecord& record, const BatchEnrollmentConfig& config, std::string_view voice) {
  // Then no watchlist is needed, so it may be gone.
  if (config.fraud_action() == FraudDetectionAction::kIgnore) return {};
  const auto watchlist = watchlist_of(record, config.watchlist_id());
  if (!watchlist) return watchlist.error();
  return check_fraud_risk(voice, config, record.fraudsters.on((*watchlist)->id));
}

// Enrolls the speaker, where the rules let it, and completes the event.
Result<RequestOutcome> enroll_heard(Context& context, DomainRecord& record, const BatchEnrollmentConfig& config,
                                    const HeardRequest& request, SpeakerEvent& event) {
  Speaker* speaker = record.speakers.find_by_customer_id(request.customer_speaker_id);
  if (speaker != nullptr) event.generated_speaker_id = GeneratedId(speaker->generated_id());
  const auto settled = decide_without_voice(speaker, config, context.now);
  if (!settled) return settled.error();
  event.enrollment->status = *settled;
  if (*settled) return enrolled(*speaker, **settled);
  if (!request.voice) return request.voice.error();
  if (auto checked = check_fraud(record, config, *request.voice); !checked) return checked.error();
  if (speaker == nullptr) {
    auto room = context.settings.quotas.check_room(Quota::kSpeakers, record.speakers.size());
    if (!room) return room.error();
    speaker = &record.speakers.insert(Speaker(context.ids.generated_id(), request.customer_speaker_id, context.now));
    event.generated_speaker_id = GeneratedId(speaker->generated_id());
  }
  event.enrollment->status = enroll(*speaker, *request.voice, context.now);
  return enrolled(*speaker, *event.enrollment->status);
}

Result<RequestOutcome> carry_out_in(Context& context, DomainRecord& record, const EnrollmentJob& job,
                                    const HeardRequest& request) {
  const BatchEnrollmentConfig config = job.config.value_or(BatchEnrollmentConfig());
  SpeakerEvent event{SpeakerAction::kEnroll,
                     {},
                     SpeakerEvent::Enrollment{VoiceSource::kBatchJob, std::string(job.id().view()), {}},
                     {}};
  auto outcome = enroll_heard(context, record, config, request, event);
  publish_request(context, record, std::move(event), request, outcome);
  return outcome;
}

// Registers the fraudster, or skips a known one, and completes the event.
Result<RequestOutcome> register_heard(Context& context, DomainRecord& record, const BatchRegistrationConfig& config,
                                      const HeardRequest& request, FraudsterEvent& event) {
  event.watchlist_ids = {config.watchlist_id.value_or(record.domain.default_watchlist_id)};
  if (!request.voice) return request.voice.error();
  RequestOutcome outcome;
  const Fraudster* fraudster = nullptr;
  if (const auto duplicate = duplicate_to_skip(*request.voice, config, record.fraudsters.all())) {
    fraudster = duplicate->fraudster;
    event.registration->status = BatchRegistrationStatus::kDuplicateSkipped;
    outcome.fraudster_similarity_score = duplicate->score;
  } else {
    const auto watchlist = watchlist_of(record, config.watchlist_id);
    if (!watchlist) return watchlist.error();
    auto room = context.settings.quotas.check_room(Quota::kFraudsters, (*watchlist)->fraudster_count);
    if (!room) return room.error();
    fraudster = &record.fraudsters.insert(
        {.id = context.ids.generated_id(), .voiceprint = *request.voice, .created_at = context.now}, **watchlist);
    event.registration->status = BatchRegistrationStatus::kNewRegistration;
  }
  event.generated_fraudster_id = fraudster->id;
  event.watchlist_ids = fraudster->watchlist_ids;
  outcome.generated_id = fraudster->id.view();
  outcome.status = name_of(*event.registration->status);
  return outcome;
}

Result<RequestOutcome> carry_out_in(Context& context, DomainRecord& record, const RegistrationJob& job,
                                    const HeardRequest& request) {
  const BatchRegistrationConfig config = job.config.value_or(BatchRegistrationConfig());
  FraudsterEvent event{FraudsterAction::kRegister, {}, {}, FraudsterEvent::Registration{job.id(), {}}};
  auto outcome = register_heard(context, record, config, request, event);
  publish_request(context, record, std::move(event), request, outcome);
  return outcome;
}

RequestOutcome outcome_of(const HeardRequest& request, Result<RequestOutcome> result) {
  RequestOutcome outcome;
  if (result) {
    outcome = std::move(*result);
  } else {
    const Error error = is_fault_of(request, result.error()) ? result.error() : of_request(request, result.error());
    outcome.error_code = error.type->http_status;
    outcome.error_message = error.message;
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
    publish_end(context, record, *job);
  }
}

}  // namespace

bool begin_job(Context& context, const JobKey& key, std::size_t requests) {
  std::optional<JobFailure> failure;
  const Quota quota = requests_quota(key.kind);
  // So many requests are one more than so many less one.
  if (requests > 0) {
    if (auto room = context.settings.quotas.check_room(quota, requests - 1); !room) {
      failure = {"The manifest has " + std::to_string(requests) + " requests. " + room.error().message,
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
