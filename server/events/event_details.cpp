#include "server/events/event_details.hpp"

namespace voiceid::events {
namespace {

template <class Id>
std::optional<std::string_view> view_of(const std::optional<Id>& id) {
  return id ? std::optional(id->view()) : std::nullopt;
}

template <class Enum>
std::optional<std::string_view> maybe_name_of(const std::optional<Enum>& value) {
  return value ? std::optional(name_of(*value)) : std::nullopt;
}

std::vector<std::string_view> views_of(const std::vector<ResourceId>& ids) {
  std::vector<std::string_view> views;
  views.reserve(ids.size());
  for (const ResourceId& id : ids) views.push_back(id.view());
  return views;
}

std::optional<std::vector<std::string_view>> only(const std::optional<ResourceId>& id) {
  if (!id) return std::nullopt;
  return std::vector{id->view()};
}

std::optional<SystemAttributes> attributes(const std::optional<std::string>& contact_arn) {
  return contact_arn ? std::optional(SystemAttributes{*contact_arn}) : std::nullopt;
}

EventAudioProgress progress(const AudioAggregation& aggregation) {
  return {aggregation.started_at, aggregation.ended_at};
}

void describe(const EventSession& session, const EventSessionSettings& settings, UpdatedSession& shape) {
  shape.session_id = view_of(session.session_id);
  shape.session_name = session.session_name;
  shape.generated_speaker_id = view_of(settings.generated_speaker_id);
  if (settings.acceptance_threshold) shape.authentication_configuration = {*settings.acceptance_threshold};
  if (const auto& fraud_detection = settings.fraud_detection) {
    shape.fraud_detection_configuration = {fraud_detection->risk_threshold, fraud_detection->watchlist_id.view()};
  }
}

EventAuthenticationResult described(const EvaluateSessionEvent::Authentication& result) {
  return {.result_id = result.result_id.view(),
          .decision = name_of(result.decision),
          .score = result.score,
          .started_at = result.aggregation.started_at,
          .ended_at = result.aggregation.ended_at,
          .configuration = {result.acceptance_threshold}};
}

EventFraudDetectionResult described(const voiceid::FraudDetectionResult& result) {
  EventFraudDetectionResult shape;
  shape.result_id = result.id.view();
  shape.decision = name_of(result.decision);
  for (const FraudDetectionReason reason : result.reasons) {
    if (!shape.reasons) shape.reasons.emplace();
    shape.reasons->push_back(name_of(reason));
  }
  shape.started_at = result.aggregation.started_at;
  shape.ended_at = result.aggregation.ended_at;
  shape.configuration = {result.risk_threshold, result.watchlist_id.view()};
  if (const auto& known = result.known_fraudster_risk) {
    shape.risk_details = {.known_fraudster_risk = {view_of(known->generated_fraudster_id), known->risk_score},
                          .voice_spoofing_risk = {*result.voice_spoofing_risk}};
  }
  return shape;
}

template <class Data>
JobDetail<Data> described_job(const EventJob& job) {
  JobDetail<Data> detail;
  detail.batch_job_id = view_of(job.id);
  detail.data.data_access_role_arn = job.data_access_role_arn;
  detail.data.input_data_config = {job.input_uri};
  detail.data.output_data_config = {job.output_uri, job.output_kms_key_id};
  return detail;
}

}  // namespace

SessionDetail<StartedSession> described(const StartSessionEvent& event) {
  SessionDetail<StartedSession> detail;
  describe(event.session, event.settings, detail.session);
  if (event.minimum_speech) detail.session.streaming_configuration = {event.minimum_speech->count()};
  detail.session.enrollment_audio_progress = {.status = maybe_name_of(event.enrollment_audio_status),
                                              .started_at = event.enrollment_audio.started_at,
                                              .ended_at = event.enrollment_audio.ended_at};
  detail.session.authentication_audio_progress = progress(event.authentication_audio);
  detail.session.fraud_detection_audio_progress = progress(event.fraud_detection_audio);
  detail.system_attributes = attributes(event.contact_arn);
  return detail;
}

SessionDetail<UpdatedSession> described(const UpdateSessionEvent& event) {
  SessionDetail<UpdatedSession> detail;
  describe(event.session, event.settings, detail.session);
  detail.system_attributes = attributes(event.contact_arn);
  return detail;
}

SessionDetail<EvaluatedSession> described(const EvaluateSessionEvent& event) {
  SessionDetail<EvaluatedSession> detail;
  EvaluatedSession& session = detail.session;
  session.session_id = view_of(event.session.session_id);
  session.session_name = event.session.session_name;
  session.generated_speaker_id = view_of(event.generated_speaker_id);
  session.streaming_status = maybe_name_of(event.streaming_status);
  if (event.authentication) session.authentication_result = described(*event.authentication);
  if (event.fraud_detection) session.fraud_detection_result = described(*event.fraud_detection);
  detail.system_attributes = attributes(event.contact_arn);
  return detail;
}

SpeakerDetail described(const SpeakerEvent& event) {
  SpeakerDetail detail;
  detail.generated_speaker_id = view_of(event.generated_speaker_id);
  if (const auto& enrollment = event.enrollment) {
    detail.data = {.enrollment_source = name_of(enrollment->source),
                   .enrollment_source_id = enrollment->source_id,
                   .enrollment_status = maybe_name_of(enrollment->status)};
  }
  detail.system_attributes = attributes(event.contact_arn);
  return detail;
}

FraudsterDetail described(const FraudsterEvent& event) {
  FraudsterDetail detail;
  detail.generated_fraudster_id = view_of(event.generated_fraudster_id);
  if (event.watchlist_ids) detail.watchlist_ids = views_of(*event.watchlist_ids);
  if (const auto& registration = event.registration) {
    detail.data = {.registration_source = FraudsterEvent::kRegistrationSource,
                   .registration_source_id = registration->job_id.view(),
                   .registration_status = maybe_name_of(registration->status)};
  }
  return detail;
}

SessionEnrollmentDetail described(const SessionEnrollmentEvent& event) {
  return {.session_id = view_of(event.session.session_id),
          .session_name = event.session.session_name,
          .system_attributes = attributes(event.contact_arn)};
}

JobDetail<EnrollmentJobData> described(const EnrollmentJobEvent& event) {
  auto detail = described_job<EnrollmentJobData>(event.job);
  if (!event.config) return detail;
  EventEnrollmentConfig& config = detail.data.enrollment_config.emplace();
  config.existing_enrollment_action = maybe_name_of(event.config->existing_enrollment_action);
  if (const auto& checked = event.config->fraud_detection) {
    config.fraud_detection_config = {.fraud_detection_action = maybe_name_of(checked->action),
                                     .fraud_detection_threshold = checked->risk_threshold,
                                     .watchlist_ids = only(checked->watchlist_id)};
  }
  return detail;
}

JobDetail<RegistrationJobData> described(const RegistrationJobEvent& event) {
  auto detail = described_job<RegistrationJobData>(event.job);
  if (const auto& config = event.config) {
    detail.data.registration_config = {
        .duplicate_registration_action = maybe_name_of(config->duplicate_registration_action),
        .fraudster_similarity_threshold = config->fraudster_similarity_threshold,
        .watchlist_ids = only(config->watchlist_id)};
  }
  return detail;
}

}  // namespace voiceid::events
