#include "handlers/connect_sessions.hpp"

#include <cmath>
#include <utility>

#include "handlers/enrollment.hpp"
#include "handlers/events.hpp"
#include "handlers/lookup.hpp"
#include "handlers/session_description.hpp"

namespace voiceid::handlers {
namespace {

bool has_opted_out(store::DomainRecord& record, std::optional<std::string_view> speaker_id, TimePoint now) {
  const Speaker* speaker = speaker_id ? record.speakers.find_by_either(*speaker_id) : nullptr;
  return speaker != nullptr && speaker->status_at(now) == SpeakerStatus::kOptedOut;
}

SessionChanges changes_of(store::DomainRecord& record, const shapes::UpdateSessionRequest& request, TimePoint now) {
  SessionChanges changes;
  if (request.speaker_id) {
    changes.speaker_id = request.speaker_id->value;
    changes.speaker_has_opted_out = has_opted_out(record, request.speaker_id->value, now);
  }
  if (const auto& authentication = request.authentication_configuration) {
    changes.authentication_on = authentication->value.has_value();
    const auto threshold = authentication->value ? authentication->value->acceptance_threshold : std::nullopt;
    if (threshold) changes.acceptance_threshold = static_cast<int>(*threshold);
  }
  if (const auto& fraud_detection = request.fraud_detection_configuration) {
    changes.fraud_detection_on = fraud_detection->value.has_value();
    if (fraud_detection->value) {
      const auto& [risk_threshold, watchlist_id] = *fraud_detection->value;
      if (risk_threshold) changes.risk_threshold = static_cast<int>(*risk_threshold);
      if (watchlist_id) changes.watchlist_id = ResourceId(*watchlist_id);
    }
  }
  if (const auto& streaming = request.streaming_configuration) {
    if (const auto seconds = streaming->authentication_minimum_speech_in_seconds) {
      changes.minimum_speech = std::chrono::seconds(*seconds);
    }
  }
  if (request.streaming_status) changes.streaming_status = value_of<StreamingStatus>(*request.streaming_status);
  if (request.contact_arn) changes.contact_arn = request.contact_arn->value;
  return changes;
}

// A customer who is no speaker yet becomes one, PENDING (streams library).
Result<void> ensure_speaker(Context& context, store::DomainRecord& record, const SessionChanges& changes) {
  if (!changes.speaker_id || !*changes.speaker_id) return {};
  if (auto speaker = find_or_make_speaker(context, record, **changes.speaker_id); !speaker) return speaker.error();
  return {};
}

struct SessionInDomain {
  store::DomainRecord& record;
  Session& session;
};

Result<SessionInDomain> find_session(Context& context, const SessionAddress& address) {
  const auto record = require_active_domain(context, address.domain_id);
  if (!record) return record.error();
  const auto session = require_session(**record, address.session_name_or_id);
  if (!session) return session.error();
  return SessionInDomain{.record = **record, .session = **session};
}

shapes::SessionAnswer answer(const Context& context, const SessionInDomain& found) {
  return {described(found.record, found.session, context.now)};
}

// Adds audio as `add(session)` does, and begins an enrollment that waited for it.
template <class Add>
Result<void> change_audio(Context& context, const SessionAddress& address, Add add) {
  const auto found = find_session(context, address);
  if (!found) return found.error();
  if (address.stream && *address.stream != found->session.stream()) {
    return conflict("The stream has ended, and another one of the session has begun.");
  }
  if (auto added = add(found->session); !added) return added.error();
  progress_enrollment(context, found->record, found->session);
  return {};
}

store::ForgetSession forgetting(const SessionInDomain& found) {
  return {.domain_id = found.record.domain.id, .session_id = GeneratedId(found.session.id())};
}

// Whether a new stream of the session may begin. Its status may be set although the last stream has ended.
Result<void> check_restart(const Session& session, SessionChanges changes) {
  if (auto checked = session.check_restart(); !checked) return checked;
  changes.streaming_status.reset();
  return session.check(changes);
}

Result<Session*> start(Context& context, store::DomainRecord& record, const shapes::StartSessionRequest& request) {
  const SessionChanges changes = changes_of(record, request, context.now);
  Session* session = record.sessions.find_by_either(request.session_name);
  if (session != nullptr) {
    if (auto checked = check_restart(*session, changes); !checked) return checked.error();
  }
  const std::size_t active = record.sessions.count_active();
  if (auto room = context.settings.quotas.check_room(Quota::kActiveSessions, active); !room) return room.error();
  if (auto ensured = ensure_speaker(context, record, changes); !ensured) return ensured.error();
  const StreamingStatus status = changes.streaming_status.value_or(StreamingStatus::kOngoing);
  if (session == nullptr) {
    session = &record.sessions.start(Session(context.ids.generated_id(), request.session_name,
                                             record.domain.default_watchlist_id, context.now, status));
  } else {
    context.store.agenda().cancel(forgotten_from(*session->ended_at()), forgetting({record, *session}));
    record.sessions.restart(*session, status, context.now);
  }
  session->apply(changes, context.now);
  return session;
}

// The event of a start that is refused: it shows the session as it is, if it exists (sample events).
StartSessionEvent refused_start(Context& context, std::string_view domain_id, std::string_view session_name) {
  store::DomainRecord* const record = find_domain(context, domain_id);
  const Session* session = record == nullptr ? nullptr : record->sessions.find_by_either(session_name);
  if (session == nullptr) return {.session = event_session_named(session_name)};
  return start_session_event(*record, *session, StreamStep::kStarted);
}

Result<Session*> update(Context& context, store::DomainRecord& record, std::string_view name_or_id,
                        const shapes::UpdateSessionRequest& request, UpdateSessionEvent& event) {
  auto session = require_session(record, name_or_id);
  if (!session) return session;
  const SessionChanges changes = changes_of(record, request, context.now);
  auto checked = (*session)->check(changes);
  if (checked) checked = ensure_speaker(context, record, changes);
  if (checked) (*session)->apply(changes, context.now);
  event = {.session = event_session(**session),
           .settings = event_settings(record, **session),
           .contact_arn = (*session)->contact_arn()};
  if (!checked) return checked.error();
  return session;
}

ScriptedOutcome scripted(const shapes::Outcome& outcome) {
  ScriptedOutcome scripted;
  if (outcome.authentication_score) scripted.authentication_score = static_cast<int>(*outcome.authentication_score);
  if (const auto& known = outcome.known_fraudster_risk) {
    auto& [risk_score, fraudster_id] = scripted.known_fraudster_risk.emplace();
    risk_score = static_cast<int>(known->risk_score);
    if (known->generated_fraudster_id) fraudster_id = GeneratedId(*known->generated_fraudster_id);
  }
  if (outcome.voice_spoofing_risk) {
    scripted.voice_spoofing_risk = static_cast<int>(outcome.voice_spoofing_risk->risk_score);
  }
  return scripted;
}

}  // namespace

Result<shapes::SessionAnswer> start_session(Context& context, std::string_view domain_id,
                                            const shapes::StartSessionRequest& request) {
  return act_and_publish(context, domain_id, refused_start(context, domain_id, request.session_name),
                         [&](store::DomainRecord& record, StartSessionEvent& event) -> Result<shapes::SessionAnswer> {
                           const auto session = start(context, record, request);
                           if (!session) return session.error();
                           event = start_session_event(record, **session, StreamStep::kStarted);
                           return answer(context, {record, **session});
                         });
}

Result<SessionPage> list_sessions(Context& context, std::string_view domain_id, std::uint64_t after,
                                  std::size_t limit) {
  const auto record = require_active_domain(context, domain_id);
  if (!record) return record.error();
  const auto page = (*record)->sessions.page(after, limit);
  SessionPage answer{{}, page.next};
  answer.sessions.reserve(page.rows.size());
  for (const Session* session : page.rows) answer.sessions.push_back(described(**record, *session, context.now));
  return answer;
}

ListPage<shapes::Session, SessionPosition> list_all_sessions(Context& context, const Scope& scope,
                                                             const SessionPosition& after, std::size_t limit) {
  ListPage<shapes::Session, SessionPosition> answer;
  const auto domains = context.store.page_of_all_domains(after.domain, 1);
  if (domains.rows.empty()) return answer;
  if (domains.next) answer.next = SessionPosition{.domain = *domains.next};
  store::DomainRecord& record = *context.store.find_domain(domains.rows.front()->domain.id.view());
  if (!scope.covers(record.account, record.region)) return answer;
  // The domain that the last page ended in may be gone.
  const bool is_same = record.domain.id == after.domain_id;
  const auto page = record.sessions.page(is_same ? after.session : 0, limit);
  for (const Session* session : page.rows) answer.elements.push_back(described(record, *session, context.now));
  if (page.next) answer.next = {.domain = after.domain, .session = *page.next, .domain_id = record.domain.id};
  return answer;
}

Result<shapes::SessionAnswer> describe_session(Context& context, const SessionAddress& address) {
  const auto found = find_session(context, address);
  if (!found) return found.error();
  return answer(context, *found);
}

Result<shapes::SessionAnswer> update_session(Context& context, const SessionAddress& address,
                                             const shapes::UpdateSessionRequest& request) {
  return act_and_publish(context, address.domain_id,
                         UpdateSessionEvent{.session = event_session_named(address.session_name_or_id)},
                         [&](store::DomainRecord& record, UpdateSessionEvent& event) -> Result<shapes::SessionAnswer> {
                           const auto session = update(context, record, address.session_name_or_id, request, event);
                           if (!session) return session.error();
                           return answer(context, {record, **session});
                         });
}

Result<std::uint64_t> ongoing_stream(Context& context, const SessionAddress& address) {
  const auto found = find_session(context, address);
  if (!found) return found.error();
  if (auto ongoing = found->session.check_ongoing(); !ongoing) return ongoing.error();
  return found->session.stream();
}

AudioPiece piece_of(const shapes::AddAudioRequest& request) {
  return {.voice = request.voice,
          .net_speech = std::chrono::milliseconds(std::llround(request.speech_seconds * 1000)),
          .spoofing_risk = static_cast<int>(request.spoofing_risk.value_or(0))};
}

Result<void> hear(Context& context, const SessionAddress& address, const AudioPiece& piece) {
  return change_audio(context, address, [&](Session& session) { return session.add_audio(piece, context.now); });
}

Result<void> hear(Context& context, const SessionAddress& address, std::span<const std::int16_t> samples,
                  int spoofing_risk, SpeechDetector& detector) {
  return change_audio(context, address,
                      [&](Session& session) { return session.hear(samples, spoofing_risk, detector, context.now); });
}

std::optional<RecordedStream> stream_to_record(Context& context, const SessionAddress& address) {
  const auto found = find_session(context, address);
  if (!found || !found->session.check_ongoing()) return std::nullopt;
  const StreamAudio& audio = found->session.audio();
  return RecordedStream{
      .stream = found->session.stream(), .revision = audio.revision(), .audio = audio, .now = context.now};
}

Result<bool> take_stream(Context& context, const SessionAddress& address, RecordedStream heard) {
  bool taken = false;
  const auto take = [&](Session& session) -> Result<void> {
    taken = heard.stream == session.stream() && heard.revision == session.audio().revision();
    return taken ? session.replace_audio(std::move(heard.audio)) : Result<void>();
  };
  if (auto changed = change_audio(context, address, take); !changed) return changed.error();
  return taken;
}

Result<shapes::SessionAnswer> add_audio(Context& context, const SessionAddress& address, const AudioPiece& piece) {
  if (auto heard = hear(context, address, piece); !heard) return heard.error();
  return describe_session(context, address);
}

Result<shapes::SessionAnswer> script_outcome(Context& context, const SessionAddress& address,
                                             const std::optional<shapes::Outcome>& outcome) {
  const auto found = find_session(context, address);
  if (!found) return found.error();
  found->session.script(outcome ? std::optional(scripted(*outcome)) : std::nullopt);
  return answer(context, *found);
}

Result<shapes::SessionAnswer> enroll_by_session(Context& context, const SessionAddress& address) {
  const auto requested = act_and_publish(
      context, address.domain_id, SessionEnrollmentEvent{.session = event_session_named(address.session_name_or_id)},
      [&](store::DomainRecord& record, SessionEnrollmentEvent& event) -> Result<Session*> {
        auto session = require_session(record, address.session_name_or_id);
        if (!session) return session;
        event = {.session = event_session(**session), .contact_arn = (*session)->contact_arn()};
        if (auto asked = request_enrollment(context, record, **session); !asked) return asked.error();
        return session;
      });
  if (!requested) return requested.error();
  // The event of the request precedes that of its outcome.
  store::DomainRecord& record = *context.store.find_domain(address.domain_id);
  progress_enrollment(context, record, **requested);
  return answer(context, {record, **requested});
}

Result<shapes::SessionAnswer> end_session(Context& context, const SessionAddress& address) {
  const auto found = find_session(context, address);
  if (!found) return found.error();
  if (found->record.sessions.end(found->session, context.now)) {
    context.store.agenda().add(forgotten_from(context.now), forgetting(*found));
    publish(context, found->record, start_session_event(found->record, found->session, StreamStep::kEnded));
  }
  return answer(context, *found);
}

}  // namespace voiceid::handlers
