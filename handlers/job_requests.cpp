#include "handlers/job_requests.hpp"

#include <utility>

#include "handlers/events.hpp"
#include "handlers/lookup.hpp"

namespace voiceid::handlers {
namespace {

using store::DomainRecord;

// The watchlist that a job's configuration names, or the default one (API reference).
Result<Watchlist*> watchlist_of(DomainRecord& record, const std::optional<ResourceId>& watchlist_id) {
  Watchlist* watchlist = record.watchlists.find(watchlist_id.value_or(record.domain.default_watchlist_id).view());
  if (watchlist != nullptr) return watchlist;
  return summarized(resource_not_found(ResourceType::kWatchlist).summary,
                    validation_failed("The watchlist that the job names was deleted while the job ran."));
}

RequestOutcome enrolled(const Speaker& speaker, BatchEnrollmentStatus status) {
  RequestOutcome outcome;
  outcome.customer_speaker_id = speaker.customer_speaker_id();
  outcome.generated_id = speaker.generated_id();
  outcome.status = name_of(status);
  return outcome;
}

Result<void> check_fraud(DomainRecord& record, const BatchEnrollmentConfig& config, const HeardVoice& voice) {
  // IGNORE needs no watchlist, so a deleted one is no error.
  if (config.fraud_action() == FraudDetectionAction::kIgnore) return {};
  const auto watchlist = watchlist_of(record, config.watchlist_id());
  if (!watchlist) return watchlist.error();
  return check_fraud_risk(voice.voice, voice.spoofing_risk, config, record.fraudsters.on((*watchlist)->id));
}

// Completes the event as far as it gets.
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
    const auto made = make_speaker(context, record, request.customer_speaker_id);
    if (!made) return made.error();
    speaker = *made;
    event.generated_speaker_id = GeneratedId(speaker->generated_id());
  }
  event.enrollment->status = enroll(*speaker, request.voice->voice, context.now);
  return enrolled(*speaker, *event.enrollment->status);
}

// Errors: ValidationException if the watchlist was deleted; ServiceQuotaExceededException.
Result<const Fraudster*> register_fraudster(Context& context, DomainRecord& record,
                                            const BatchRegistrationConfig& config, const Voice& voice) {
  const auto watchlist = watchlist_of(record, config.watchlist_id);
  if (!watchlist) return watchlist.error();
  auto room = context.settings.quotas.check_room(Quota::kFraudsters, (*watchlist)->fraudster_count);
  if (!room) return room.error();
  return &record.fraudsters.insert({.id = context.ids.generated_id(), .voiceprint = voice, .created_at = context.now},
                                   **watchlist);
}

// Completes the event as far as it gets.
Result<RequestOutcome> register_heard(Context& context, DomainRecord& record, const BatchRegistrationConfig& config,
                                      const HeardRequest& request, FraudsterEvent& event) {
  event.watchlist_ids = {config.watchlist_id.value_or(record.domain.default_watchlist_id)};
  if (!request.voice) return request.voice.error();
  RequestOutcome outcome;
  const Fraudster* fraudster = nullptr;
  if (const auto duplicate = duplicate_to_skip(request.voice->voice, config, record.fraudsters.all())) {
    fraudster = duplicate->fraudster;
    event.registration->status = BatchRegistrationStatus::kDuplicateSkipped;
    outcome.fraudster_similarity_score = duplicate->score;
  } else {
    const auto registered = register_fraudster(context, record, config, request.voice->voice);
    if (!registered) return registered.error();
    fraudster = *registered;
    event.registration->status = BatchRegistrationStatus::kNewRegistration;
  }
  event.generated_fraudster_id = fraudster->id;
  event.watchlist_ids = fraudster->watchlist_ids;
  outcome.generated_id = fraudster->id.view();
  outcome.status = name_of(*event.registration->status);
  return outcome;
}

// Whether the error is the reason why there is no voice. Its message already names the request.
bool is_fault_of(const HeardRequest& request, const Error& error) {
  return !request.voice && request.voice.error().type == error.type && request.voice.error().message == error.message;
}

// The error as the job's output file shows it. The error of a rule does not know which request it refuses.
RequestOutcome failed_outcome(const HeardRequest& request, Error error) {
  if (!is_fault_of(request, error)) error.message.insert(0, "Request '" + request.request_id + "': ");
  RequestOutcome outcome;
  outcome.error_code = error.type->http_status;
  // Guide, "Batch enrollment": "Conflicting action: You cannot request an enrollment for an opted out speaker."
  if (error.type == &kConflictException) outcome.error_message = "Conflicting action: ";
  outcome.error_message += explained(error);
  return outcome;
}

RequestOutcome outcome_of(Context& context, const DomainRecord& record, const HeardRequest& request,
                          const Result<RequestOutcome>& result, EventDetail detail) {
  RequestOutcome outcome = result ? *result : failed_outcome(request, result.error());
  outcome.request_id = request.request_id;
  publish(context, record, std::move(detail), result ? std::nullopt : std::optional(event_error(result.error())));
  return outcome;
}

}  // namespace

RequestOutcome carry_out_request(Context& context, DomainRecord& record, const EnrollmentJob& job,
                                 const HeardRequest& request) {
  SpeakerEvent event{.action = SpeakerAction::kEnroll,
                     .enrollment = SpeakerEvent::Enrollment{.source = EnrollmentSource::kBatch,
                                                            .source_id = std::string(job.id().view())}};
  const auto result = enroll_heard(context, record, job.config.value_or(BatchEnrollmentConfig()), request, event);
  // Sample events: a failed enrollment shows no speaker.
  if (!result) event.generated_speaker_id.reset();
  return outcome_of(context, record, request, result, std::move(event));
}

RequestOutcome carry_out_request(Context& context, DomainRecord& record, const RegistrationJob& job,
                                 const HeardRequest& request) {
  FraudsterEvent event{.action = FraudsterAction::kRegister,
                       .registration = FraudsterEvent::Registration{.job_id = job.id()}};
  const auto result = register_heard(context, record, job.config.value_or(BatchRegistrationConfig()), request, event);
  return outcome_of(context, record, request, result, std::move(event));
}

}  // namespace voiceid::handlers
