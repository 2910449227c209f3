#include "handlers/enrollment.hpp"

#include <algorithm>

#include "handlers/evaluate_session.hpp"
#include "handlers/events.hpp"
#include "handlers/lookup.hpp"

namespace voiceid::handlers {
namespace {

bool is_high_risk(Context& context, const store::DomainRecord& record, Session& session) {
  return session.fraud_detection_on() &&
         current_fraud_detection(context, record, session).decision == FraudDetectionDecision::kHighRisk;
}

// Whether another session has an enrollment of that speaker that has not ended.
bool is_awaited_elsewhere(const store::DomainRecord& record, const Session& session, const GeneratedId& speaker_id) {
  const auto sessions = record.sessions.page(0, record.sessions.size());
  return std::ranges::any_of(sessions.rows, [&](const Session* other) {
    if (other == &session || !other->enrollment() || !(other->enrollment()->speaker_id == speaker_id)) return false;
    const EnrollmentRequestStatus status = other->enrollment()->status;
    return status == EnrollmentRequestStatus::kNotEnoughSpeech || status == EnrollmentRequestStatus::kInProgress;
  });
}

// Why the enrollment fails, if it does. Events show the messages too, so they name nobody.
std::optional<Error> failure(Context& context, const store::DomainRecord& record, const Speaker* speaker,
                             Session& session) {
  if (speaker == nullptr) return conflict("The speaker was deleted before the enrollment was complete.");
  if (speaker->status_at(context.now) == SpeakerStatus::kOptedOut) {
    return conflict(ConflictType::kSpeakerOptedOut, "The speaker opted out before the enrollment was complete.");
  }
  if (is_high_risk(context, record, session)) {
    return validation_failed("Fraud detection found a high risk in the caller's voice.");
  }
  return std::nullopt;
}

}  // namespace

Result<void> request_enrollment(Context& context, store::DomainRecord& record, Session& session) {
  Speaker* speaker = speaker_of(record, session);
  if (auto checked = session.check_enrollment(speaker, context.now); !checked) return checked;
  const bool is_new = speaker == nullptr;
  if (is_new) {
    if (is_generated_id(*session.speaker_id())) return resource_not_found(ResourceType::kSpeaker);
    const auto made = make_speaker(context, record, *session.speaker_id());
    if (!made) return made.error();
    speaker = *made;
  }
  session.request_enrollment(GeneratedId(speaker->generated_id()), is_new);
  return {};
}

void progress_enrollment(Context& context, store::DomainRecord& record, Session& session) {
  if (!session.progress_enrollment()) return;
  if (context.settings.enrollment_time == std::chrono::seconds(0)) {
    complete_enrollment(context, record, session);
  } else {
    context.store.agenda().add(context.now + context.settings.enrollment_time,
                               store::CompleteEnrollment{record.domain.id, GeneratedId(session.id())});
  }
}

void complete_enrollment(Context& context, store::DomainRecord& record, Session& session) {
  const EnrollmentRequest& request = *session.enrollment();
  Speaker* speaker = record.speakers.find_by_generated_id(request.speaker_id.view());
  SpeakerEvent event{
      .action = SpeakerAction::kEnroll,
      .generated_speaker_id = request.speaker_id,
      .enrollment = SpeakerEvent::Enrollment{.source = VoiceSource::kSession, .source_id = std::string(session.id())},
      .contact_arn = session.contact_arn()};
  if (auto failed = failure(context, record, speaker, session)) {
    const bool made_in_vain = speaker != nullptr && request.made_speaker &&
                              speaker->status_at(context.now) == SpeakerStatus::kPending &&
                              !is_awaited_elsewhere(record, session, request.speaker_id);
    if (made_in_vain) record.speakers.erase(request.speaker_id.view());
    publish(context, record, std::move(event), event_error(*failed));
    session.fail_enrollment(std::move(failed->message));
    return;
  }
  event.enrollment->status = enroll(*speaker, request.voice, context.now);
  session.complete_enrollment();
  publish(context, record, std::move(event));
}

}  // namespace voiceid::handlers
