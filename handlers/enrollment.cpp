#include "handlers/enrollment.hpp"

#include "handlers/evaluate_session.hpp"
#include "handlers/events.hpp"
#include "handlers/lookup.hpp"

namespace voiceid::handlers {
namespace {

// What fraud detection says against the enrollment, if it is on.
std::optional<Error> fraud(Context& context, store::DomainRecord& record, Session& session) {
  if (!session.fraud_detection_on()) return std::nullopt;
  const auto result = current_fraud_detection(context, record, session);
  if (!result) return result.error();
  if ((*result)->decision != FraudDetectionDecision::kHighRisk) return std::nullopt;
  return validation_failed("Fraud detection found a high risk in the caller's voice.");
}

// Why the enrollment fails, if it does. Events show the messages too, so they name nobody.
std::optional<Error> failure(Context& context, store::DomainRecord& record, const Speaker* speaker, Session& session) {
  if (speaker == nullptr) return conflict("The speaker was deleted before the enrollment was complete.");
  if (speaker->status_at(context.now) == SpeakerStatus::kOptedOut) {
    return conflict("The speaker opted out before the enrollment was complete.");
  }
  return fraud(context, record, session);
}

}  // namespace

Result<void> request_enrollment(Context& context, store::DomainRecord& record, Session& session) {
  if (auto checked = session.check_enrollment(speaker_of(record, session), context.now); !checked) return checked;
  const auto speaker = find_or_make_speaker(context, record, *session.speaker_id());
  if (!speaker) return speaker.error();
  session.request_enrollment(GeneratedId((*speaker)->generated_id()));
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
  SpeakerEvent event{.action = SpeakerAction::kEnroll,
                     .generated_speaker_id = request.speaker_id,
                     .enrollment = SpeakerEvent::Enrollment{.source = EnrollmentSource::kSession,
                                                            .source_id = std::string(session.id())},
                     .contact_arn = session.contact_arn()};
  if (auto failed = failure(context, record, speaker, session)) {
    publish(context, record, std::move(event), event_error(*failed));
    session.fail_enrollment(std::move(failed->message));
    return;
  }
  event.enrollment->status = enroll(*speaker, request.voice, context.now);
  session.complete_enrollment();
  publish(context, record, std::move(event));
}

}  // namespace voiceid::handlers
