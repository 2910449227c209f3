#pragma once

#include "server/events/event_shapes.hpp"
#include "server/events/job_event_shapes.hpp"
#include "server/events/session_event_shapes.hpp"
#include "server/events/sink.hpp"

/// Turns events into the shapes of their `detail`. The shapes hold views of the event.
namespace voiceid::events {

SessionDetail<StartedSession> described(const StartSessionEvent& event);
SessionDetail<UpdatedSession> described(const UpdateSessionEvent& event);
SessionDetail<EvaluatedSession> described(const EvaluateSessionEvent& event);
SpeakerDetail described(const SpeakerEvent& event);
FraudsterDetail described(const FraudsterEvent& event);
SessionEnrollmentDetail described(const SessionEnrollmentEvent& event);
JobDetail<EnrollmentJobData> described(const EnrollmentJobEvent& event);
JobDetail<RegistrationJobData> described(const RegistrationJobEvent& event);

}  // namespace voiceid::events
