#include "handlers/events.hpp"

namespace voiceid::handlers {
namespace {

EventJob event_of(const Job& job) {
  EventJob event = event_job(job.origin());
  event.id = job.id();
  event.status = job.status();
  return event;
}

EventErrorType error_type_of(int http_status) {
  switch (http_status) {
    case 402:
      return EventErrorType::kServiceQuotaExceeded;
    case 403:
      return EventErrorType::kAccessDenied;
    case 404:
      return EventErrorType::kResourceNotFound;
    case 409:
      return EventErrorType::kConflict;
    default:
      return http_status < 500 ? EventErrorType::kBadRequest : EventErrorType::kInternalError;
  }
}

EventError event_error(int http_status, std::string_view message) {
  const EventErrorType type = error_type_of(http_status);
  // Events do not reveal what went wrong inside.
  if (type == EventErrorType::kInternalError) message = kInternalServerError;
  return {.type = type, .message = std::string(message), .code = http_status};
}

}  // namespace

void publish(Context& context, const store::DomainRecord& record, EventDetail detail, std::optional<EventError> error) {
  context.events.publish({.time = context.now,
                          .account = record.account,
                          .region = record.region,
                          .domain_id = record.domain.id,
                          .error = std::move(error),
                          .detail = std::move(detail)});
}

void publish_refusal(Context& context, std::string_view domain_id, EventDetail detail, const Error& error) {
  const auto id = resource_id_in(domain_id);
  if (!id) return;
  context.events.publish({.time = context.now,
                          .account = std::string(context.account),
                          .region = std::string(context.region),
                          .domain_id = *id,
                          .error = event_error(error),
                          .detail = std::move(detail)});
}

bool publishes_injected(const Error& error) {
  return error.type == &kInternalServerException || error.type == &kAccessDeniedException ||
         error.type == &kConflictException;
}

EventError event_error(const Error& error) {
  EventError shown = event_error(error.type->http_status, error.summary.empty() ? error.message : error.summary);
  if (error.lacks_speech) shown.type = EventErrorType::kNotEnoughSpeech;
  return shown;
}

EventError event_error(const JobFailure& failure) { return event_error(failure.status_code, failure.summary); }

std::optional<GeneratedId> named_generated_id(std::string_view id) {
  return is_generated_id(id) && id.size() == GeneratedId().view().size() ? std::optional(GeneratedId(id))
                                                                         : std::nullopt;
}

std::optional<GeneratedId> generated_speaker_id_of(store::DomainRecord& record, const Session& session) {
  if (!session.speaker_id()) return std::nullopt;
  const Speaker* speaker = speaker_of(record, session);
  return speaker != nullptr ? GeneratedId(speaker->generated_id()) : named_generated_id(*session.speaker_id());
}

EventSession event_session(const Session& session) {
  return {.session_id = GeneratedId(session.id()), .session_name = std::string(session.name())};
}

EventSession event_session_named(std::string_view name_or_id) {
  if (auto id = named_generated_id(name_or_id)) return {.session_id = id, .session_name = {}};
  return {.session_id = {}, .session_name = std::string(name_or_id)};
}

EventSessionSettings event_settings(store::DomainRecord& record, const Session& session) {
  EventSessionSettings settings;
  settings.generated_speaker_id = generated_speaker_id_of(record, session);
  if (session.authentication_on()) settings.acceptance_threshold = session.acceptance_threshold();
  if (session.fraud_detection_on()) {
    settings.fraud_detection = {.risk_threshold = session.risk_threshold(), .watchlist_id = session.watchlist_id()};
  }
  return settings;
}

StartSessionEvent start_session_event(store::DomainRecord& record, const Session& session, StreamStep step) {
  StartSessionEvent event;
  event.session = event_session(session);
  event.step = step;
  event.settings = event_settings(record, session);
  event.minimum_speech = session.minimum_speech();
  event.contact_arn = session.contact_arn();
  const StreamAudio& audio = session.audio();
  event.enrollment_audio = audio.aggregation(kEnrollmentSpeech);
  event.enrollment_audio_status = audio.enrollment_status();
  if (session.authentication_on()) event.authentication_audio = audio.aggregation(session.minimum_speech());
  if (session.fraud_detection_on()) event.fraud_detection_audio = audio.aggregation(kFraudDetectionSpeech);
  return event;
}

EventJob event_job(const JobOrigin& origin) {
  return {.id = {},
          .data_access_role_arn = origin.data_access_role_arn,
          .input_uri = origin.input_uri,
          .output_uri = origin.output_uri,
          .output_kms_key_id = origin.output_kms_key_id};
}

EnrollmentJobEvent job_event(const EnrollmentJob& job) { return {.job = event_of(job), .config = job.config}; }

RegistrationJobEvent job_event(const RegistrationJob& job) { return {.job = event_of(job), .config = job.config}; }

}  // namespace voiceid::handlers
