#include "server/agent_app/methods.hpp"

#include <algorithm>
#include <array>

#include "handlers/client_token.hpp"
#include "handlers/connect_sessions.hpp"
#include "handlers/lookup.hpp"
#include "server/agent_app/shapes.hpp"
#include "server/api/operation_table.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::agent_app {
namespace {

constexpr std::string_view kVoiceIdIntegration = "VOICE_ID";

template <class Request>
Result<Request> read(const Call& call) {
  Request request{};
  call.arena.clear();
  if (auto read = call.reader.read(call.body, shapes::kShapeOf<Request>, &request, call.arena); !read) {
    return read.error();
  }
  return request;
}

template <class Answer>
Result<void> answer(const Call& call, const Answer& answer) {
  json::append_structure(call.answer, shapes::kShapeOf<Answer>, &answer);
  return {};
}

Result<void> answer_session(const Call& call, const Result<shapes::SessionAnswer>& session) {
  if (!session) return session.error();
  return answer(call, *session);
}

// Whose request it is follows from the domain that it names: the desktop signs nothing.
Result<void> call_operation(const Call& call, std::string_view operation) {
  const auto request = read<DomainRequest>(call);
  if (!request) return request.error();
  handlers::Context context = call.emulator.context_of_domain(request->domain_id.value_or(std::string_view()));
  call.arena.clear();
  api::Call api_call{context, call.body, call.reader, call.arena, call.answer};
  if (auto done = api::find_operation(operation)->invoke(api_call); !done) return done;
  if (call.answer.empty()) call.answer = "{}";
  return {};
}

Result<void> describe_session(const Call& call, std::string_view /*operation*/) {
  const auto request = read<SessionRequest>(call);
  if (!request) return request.error();
  handlers::Context context = call.emulator.context_of_domain(request->domain_id);
  return answer_session(call, handlers::describe_session(context, {request->domain_id, request->session_name_or_id}));
}

Result<void> update_session(const Call& call, std::string_view /*operation*/) {
  const auto request = read<UpdateSpeakerRequest>(call);
  if (!request) return request.error();
  handlers::Context context = call.emulator.context_of_domain(request->domain_id);
  shapes::UpdateSessionRequest changes;
  changes.speaker_id = {request->speaker_id};
  return answer_session(call,
                        handlers::update_session(context, {request->domain_id, request->session_name_or_id}, changes));
}

Result<void> enroll_by_session(const Call& call, std::string_view /*operation*/) {
  const auto request = read<SessionRequest>(call);
  if (!request) return request.error();
  handlers::Context context = call.emulator.context_of_domain(request->domain_id);
  const auto enrolled = handlers::enroll_by_session(context, {request->domain_id, request->session_name_or_id});
  if (!enrolled) return enrolled.error();
  const shapes::Session& session = enrolled->session;
  EnrollBySessionAnswer enrollment;
  enrollment.customer_speaker_id = session.customer_speaker_id;
  enrollment.domain_id = session.domain_id;
  enrollment.generated_speaker_id = session.generated_speaker_id;
  enrollment.message = session.enrollment_request_details->message;
  enrollment.session_id = session.session_id;
  enrollment.session_name = session.session_name;
  enrollment.status = session.enrollment_request_details->status;
  return answer(call, enrollment);
}

Result<shapes::SessionAnswer> start_with_defaults(handlers::Context& context, const StartVoiceIdSessionRequest& request,
                                                  const store::DomainRecord& domain) {
  shapes::StartSessionRequest start;
  start.session_name = request.contact_id;
  // On with what they had before, where an earlier stream switched them off (C).
  start.authentication_configuration.emplace().value.emplace().acceptance_threshold = kDefaultAcceptanceThreshold;
  auto& fraud_detection = start.fraud_detection_configuration.emplace().value.emplace();
  fraud_detection.risk_threshold = kDefaultRiskThreshold;
  fraud_detection.watchlist_id = domain.domain.default_watchlist_id.view();
  return handlers::start_session(context, request.domain_id, start);
}

// The library sends a request again that a 500 or 429 answered, with the same token.
Result<shapes::SessionAnswer> start_once(handlers::Context& context, const StartVoiceIdSessionRequest& request) {
  const auto domain = handlers::require_domain(context, request.domain_id);
  if (!domain) return domain.error();
  // A domain that is not active refuses whatever the token says; the start states so.
  if (!handlers::require_active(**domain)) return start_with_defaults(context, request, **domain);
  const handlers::ClientToken client_token(context, request);
  const auto made_before = client_token.made_before();
  if (!made_before) return made_before.error();
  if (*made_before) {
    const std::string session_id = std::string(kGeneratedIdPrefix).append((*made_before)->view());
    return handlers::describe_session(context, {request.domain_id, session_id});
  }
  auto started = start_with_defaults(context, request, **domain);
  if (started) client_token.remember(ResourceId(started->session.session_id.substr(kGeneratedIdPrefix.size())));
  return started;
}

Result<void> start_voice_id_session(const Call& call, std::string_view /*operation*/) {
  const auto request = read<StartVoiceIdSessionRequest>(call);
  if (!request) return request.error();
  handlers::Context context = call.emulator.context_of_domain(request->domain_id);
  const auto started = start_once(context, *request);
  if (!started) return started.error();
  const shapes::Session& session = started->session;
  return answer(call, StartVoiceIdSessionAnswer{session.domain_id, session.session_id, session.session_name,
                                                session.streaming_status});
}

Result<void> get_contact(const Call& call, std::string_view /*operation*/) {
  const auto request = read<GetContactRequest>(call);
  if (!request) return request.error();
  const auto contact_id = request->contact_id ? request->contact_id : request->capitalized_contact_id;
  if (!contact_id) return validation_failed("The request must name a contact by contactId.");
  const auto& customers = call.emulator.store().contact_customers();
  const auto customer = customers.find(std::string(*contact_id));
  GetContactAnswer contact{{*contact_id, std::nullopt}};
  if (customer != customers.end()) contact.contact_data.customer_id = customer->second;
  return answer(call, contact);
}

Result<void> update_voice_id_data(const Call& call, std::string_view /*operation*/) {
  const auto request = read<UpdateVoiceIdDataRequest>(call);
  if (!request) return request.error();
  call.emulator.store().contact_customers()[std::string(request->contact_id)] = request->customer_id;
  return answer(call, EmptyAnswer());
}

// The domain that the instance was associated with, while that is active, else the newest active one (C).
store::DomainRecord* domain_of(store::Store& store, std::string_view instance_id) {
  const auto association = store.integration_associations().find(std::string(instance_id));
  if (association != store.integration_associations().end()) {
    store::DomainRecord* record = store.find_domain(association->second.view());
    if (record != nullptr && record->domain.status == DomainStatus::kActive) return record;
  }
  return store.newest_active_domain();
}

Result<void> list_integration_associations(const Call& call, std::string_view /*operation*/) {
  const auto request = read<ListIntegrationAssociationsRequest>(call);
  if (!request) return request.error();
  call.emulator.run_due_work();
  ListIntegrationAssociationsAnswer list;
  const bool wanted = request->integration_type.value_or(kVoiceIdIntegration) == kVoiceIdIntegration;
  const store::DomainRecord* record = wanted ? domain_of(call.emulator.store(), request->instance_id) : nullptr;
  if (record != nullptr) {
    list.integration_association_summary_list.push_back(
        {request->instance_id, record->domain.arn, kVoiceIdIntegration});
  }
  return answer(call, list);
}

constexpr std::array kMethods{
    Method{"AgentAppService.VoiceId.describeSpeaker", "DescribeSpeaker", &call_operation},
    Method{"AgentAppService.VoiceId.optOutSpeaker", "OptOutSpeaker", &call_operation},
    Method{"AgentAppService.VoiceId.deleteSpeaker", "DeleteSpeaker", &call_operation},
    Method{"AgentAppService.VoiceId.evaluateSession", "EvaluateSession", &call_operation},
    Method{"AgentAppService.VoiceId.describeSession", {}, &describe_session},
    Method{"AgentAppService.VoiceId.updateSession", {}, &update_session},
    Method{"AgentAppService.VoiceId.enrollBySession", {}, &enroll_by_session},
    Method{"AgentAppService.Nasa.startVoiceIdSession", {}, &start_voice_id_session},
    Method{"AgentAppService.Lcms.getContact", {}, &get_contact},
    Method{"AgentAppService.Lcms.updateVoiceIdData", {}, &update_voice_id_data},
    Method{"AgentAppService.Acs.listIntegrationAssociations", {}, &list_integration_associations}};

}  // namespace

const Method* find_method(std::string_view target) {
  const auto* found = std::ranges::find(kMethods, target, &Method::target);
  return found == kMethods.end() ? nullptr : found;
}

}  // namespace voiceid::agent_app
