#include "handlers/evaluate_session.hpp"

#include "handlers/events.hpp"
#include "handlers/lookup.hpp"
#include "handlers/operations.hpp"

namespace voiceid::handlers {
namespace {

std::optional<std::string_view> view_of(const std::optional<GeneratedId>& id) {
  return id ? std::optional(id->view()) : std::nullopt;
}

shapes::AuthenticationResult described(const AuthenticationResult& result) {
  shapes::AuthenticationResult shape;
  shape.audio_aggregation_ended_at = result.aggregation.ended_at;
  shape.audio_aggregation_started_at = result.aggregation.started_at;
  shape.authentication_result_id = result.id.view();
  shape.configuration = {result.acceptance_threshold};
  shape.customer_speaker_id = result.customer_speaker_id;
  shape.decision = name_of(result.decision);
  shape.generated_speaker_id = view_of(result.generated_speaker_id);
  shape.score = result.score;
  return shape;
}

shapes::FraudDetectionResult described(const FraudDetectionResult& result) {
  shapes::FraudDetectionResult shape;
  shape.audio_aggregation_ended_at = result.aggregation.ended_at;
  shape.audio_aggregation_started_at = result.aggregation.started_at;
  shape.configuration = {.risk_threshold = result.risk_threshold, .watchlist_id = result.watchlist_id.view()};
  shape.decision = name_of(result.decision);
  shape.fraud_detection_result_id = result.id.view();
  for (const FraudDetectionReason reason : result.reasons) {
    if (!shape.reasons) shape.reasons.emplace();
    shape.reasons->push_back(name_of(reason));
  }
  if (result.known_fraudster_risk) {
    const auto& [risk_score, fraudster_id] = *result.known_fraudster_risk;
    shape.risk_details = {
        .known_fraudster_risk = {.generated_fraudster_id = view_of(fraudster_id), .risk_score = risk_score},
        .voice_spoofing_risk = {*result.voice_spoofing_risk}};
  }
  return shape;
}

EvaluateSessionEvent::Authentication event_of(const AuthenticationResult& result) {
  return {.result_id = result.id,
          .decision = result.decision,
          .score = result.score,
          .aggregation = result.aggregation,
          .acceptance_threshold = result.acceptance_threshold};
}

EvaluateSessionEvent event_of(store::DomainRecord& record, const Session& session) {
  return {.session = event_session(session),
          .generated_speaker_id = generated_speaker_id_of(record, session),
          .streaming_status = session.status(),
          .contact_arn = session.contact_arn()};
}

Result<shapes::EvaluateSessionResponse> evaluate(Context& context, store::DomainRecord& record,
                                                 std::string_view name_or_id, EvaluateSessionEvent& event) {
  const auto found = require_session(record, name_or_id);
  if (!found) return found.error();
  Session& session = **found;
  event = event_of(record, session);
  shapes::EvaluateSessionResponse response;
  response.domain_id = record.domain.id.view();
  response.session_id = session.id();
  response.session_name = session.name();
  response.streaming_status = name_of(session.status());
  if (session.status() == StreamingStatus::kPendingConfiguration) return response;
  context.cached.emplace();
  // First, because it may fail; an ACCEPT changes the speaker.
  if (session.fraud_detection_on()) {
    const auto result = current_fraud_detection(context, record, session);
    if (!result) return result.error();
    response.fraud_detection_result = described(**result);
    event.fraud_detection = **result;
  }
  if (session.authentication_on()) {
    const AuthenticationResult& result = current_authentication(context, record, session);
    response.authentication_result = described(result);
    event.authentication = event_of(result);
  }
  return response;
}

}  // namespace

const AuthenticationResult& current_authentication(Context& context, store::DomainRecord& record, Session& session) {
  if (const AuthenticationResult* held = session.authentication()) {
    if (context.cached) context.cached->authentication = true;
    return *held;
  }
  Speaker* speaker = speaker_of(record, session);
  const AuthenticationResult& result = session.authenticate(context.ids.resource_id(), speaker, context.now);
  if (result.decision == AuthenticationDecision::kAccept) speaker->record_authentication(context.now);
  return result;
}

Result<const FraudDetectionResult*> current_fraud_detection(Context& context, store::DomainRecord& record,
                                                            Session& session) {
  const auto watchlist = require_watchlist(record, session.watchlist_id().view());
  session.note_fraud_detection_failure(!watchlist);
  if (!watchlist) return watchlist.error();
  if (const FraudDetectionResult* held = session.fraud_detection()) {
    if (context.cached) context.cached->fraud_detection = true;
    return held;
  }
  return &session.detect_fraud(context.ids.resource_id(), record.fraudsters.on(session.watchlist_id()));
}

Result<shapes::EvaluateSessionResponse> evaluate_session(Context& context,
                                                         const shapes::EvaluateSessionRequest& request) {
  return act_and_publish(context, request.domain_id,
                         EvaluateSessionEvent{.session = event_session_named(request.session_name_or_id)},
                         [&](store::DomainRecord& record, EvaluateSessionEvent& event) {
                           return evaluate(context, record, request.session_name_or_id, event);
                         });
}

}  // namespace voiceid::handlers
