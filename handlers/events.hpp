#pragma once

#include <utility>

#include "handlers/context.hpp"
#include "handlers/lookup.hpp"

/// How handlers state what happened (page 5).
namespace voiceid::handlers {

/// States that this happened in the domain, with an error where it failed.
void publish(Context& context, const store::DomainRecord& record, EventDetail detail,
             std::optional<EventError> error = {});

/// What an event says of an error whose message has nothing that a user named.
EventError event_error(const Error& error);

/// Does `act(record, detail)` in the domain of that id, which completes the detail, and states what came of it. A
/// refusal is stated too, once the domain was found (D).
/// Errors: those of require_active_domain() and of the act.
template <class Detail, class Act>
auto stating(Context& context, std::string_view domain_id, Detail detail, Act act)
    -> std::invoke_result_t<Act, store::DomainRecord&, Detail&> {
  const auto found = require_domain(context, domain_id);
  if (!found) return found.error();
  store::DomainRecord& record = **found;
  const auto active = require_active(record);
  auto result = active ? act(record, detail) : active.error();
  publish(context, record, std::move(detail), result ? std::nullopt : std::optional(event_error(result.error())));
  return result;
}

/// The id of the speaker that the session names, where it is known.
std::optional<GeneratedId> generated_speaker_id_of(store::DomainRecord& record, const Session& session);

EventSession event_session(const Session& session);
/// A session that was not found (yet), by what it was asked for.
EventSession event_session_named(std::string_view name_or_id);
EventSessionSettings event_settings(store::DomainRecord& record, const Session& session);
StartSessionEvent start_session_event(store::DomainRecord& record, const Session& session);

EnrollmentJobEvent job_event(const EnrollmentJob& job);
RegistrationJobEvent job_event(const RegistrationJob& job);

/// The generated id that a user named a speaker or fraudster by, if it is one: what events may say of one not found.
std::optional<GeneratedId> named_generated_id(std::string_view id);

}  // namespace voiceid::handlers
