#pragma once

#include <utility>

#include "handlers/context.hpp"
#include "handlers/lookup.hpp"

/// How handlers publish what happened; see docs/events.md.
namespace voiceid::handlers {

/// Publishes an event of the domain, with an error if the action failed.
void publish(Context& context, const store::DomainRecord& record, EventDetail detail,
             std::optional<EventError> error = {});

/// Publishes that an action was refused in the caller's domain with that id, which need not exist (sample events).
/// Publishes nothing if no domain can have that id.
void publish_refusal(Context& context, std::string_view domain_id, EventDetail detail, const Error& error);

/// Whether an error that a fault injects makes the event of a failed action: those that the service itself would meet
/// while it acts (sample events show one with 500). The others refuse the request before that.
bool publishes_injected(const Error& error);

/// The error as events show it: by its summary, or else by its message, which then must not quote anything that a user
/// named.
EventError event_error(const Error& error);
EventError event_error(const JobFailure& failure);

/// Calls `act(record, detail)` in an active domain, which completes the detail, and publishes the outcome. Refusals are
/// published too, even that of an unknown domain (sample events).
/// Errors: those of require_active_domain() and of `act`.
template <class Detail, class Act>
auto act_and_publish(Context& context, std::string_view domain_id, Detail detail, Act act)
    -> std::invoke_result_t<Act, store::DomainRecord&, Detail&> {
  const auto active = require_active_domain(context, domain_id);
  if (!active) {
    publish_refusal(context, domain_id, std::move(detail), active.error());
    return active.error();
  }
  store::DomainRecord& record = **active;
  auto result = act(record, detail);
  publish(context, record, std::move(detail), result ? std::nullopt : std::optional(event_error(result.error())));
  return result;
}

/// The generated id of the session's speaker, if known.
std::optional<GeneratedId> generated_speaker_id_of(store::DomainRecord& record, const Session& session);

EventSession event_session(const Session& session);
/// A session that was not found, or not looked up yet, by the name or id in the request.
EventSession event_session_named(std::string_view name_or_id);
EventSessionSettings event_settings(store::DomainRecord& record, const Session& session);
StartSessionEvent start_session_event(store::DomainRecord& record, const Session& session, StreamStep step);

/// A job that has no id yet.
EventJob event_job(const JobOrigin& origin);
EnrollmentJobEvent job_event(const EnrollmentJob& job);
RegistrationJobEvent job_event(const RegistrationJob& job);

/// The id if it is a generated one. Events show no other id of a speaker that was not found.
std::optional<GeneratedId> named_generated_id(std::string_view id);

}  // namespace voiceid::handlers
