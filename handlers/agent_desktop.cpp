#include "handlers/agent_desktop.hpp"

#include "handlers/client_token.hpp"
#include "handlers/connect_sessions.hpp"
#include "handlers/lookup.hpp"

namespace voiceid::handlers {
namespace {

constexpr std::string_view kVoiceIdIntegration = "VOICE_ID";

SessionAddress address_of(const shapes::DesktopSessionRequest& request) {
  return {request.domain_id, request.session_name_or_id};
}

Result<shapes::SessionAnswer> start_with_defaults(Context& context, const shapes::StartVoiceIdSessionRequest& request,
                                                  const store::DomainRecord& record) {
  shapes::StartSessionRequest start;
  start.session_name = request.contact_id;
  // Named, so that they are on again where an earlier stream of the session had switched them off.
  start.authentication_configuration.emplace().value.emplace().acceptance_threshold = kDefaultAcceptanceThreshold;
  auto& fraud_detection = start.fraud_detection_configuration.emplace().value.emplace();
  fraud_detection.risk_threshold = kDefaultRiskThreshold;
  fraud_detection.watchlist_id = record.domain.default_watchlist_id.view();
  return start_session(context, request.domain_id, start);
}

Result<shapes::SessionAnswer> start_once(Context& context, const shapes::StartVoiceIdSessionRequest& request) {
  const auto found = require_domain(context, request.domain_id);
  if (!found) return found.error();
  const store::DomainRecord& record = **found;
  // A domain that is not active refuses whatever the token says; the start states the failure.
  if (!require_active(record)) return start_with_defaults(context, request, record);
  const ClientToken client_token(context, request);
  const auto made_before = client_token.made_before();
  if (!made_before) return made_before.error();
  if (*made_before) {
    const std::string session_id = std::string(kGeneratedIdPrefix).append((*made_before)->view());
    return describe_session(context, {request.domain_id, session_id});
  }
  auto started = start_with_defaults(context, request, record);
  if (started) client_token.remember(ResourceId(started->session.session_id.substr(kGeneratedIdPrefix.size())));
  return started;
}

store::DomainRecord* domain_of_instance(store::Store& store, std::string_view instance_id) {
  const auto association = store.integration_associations().find(std::string(instance_id));
  if (association != store.integration_associations().end()) {
    store::DomainRecord* record = store.find_domain(association->second.view());
    if (record != nullptr && record->domain.status == DomainStatus::kActive) return record;
  }
  return store.newest_active_domain();
}

}  // namespace

Result<shapes::StartVoiceIdSessionAnswer> start_voice_id_session(Context& context,
                                                                 const shapes::StartVoiceIdSessionRequest& request) {
  const auto started = start_once(context, request);
  if (!started) return started.error();
  const shapes::Session& session = started->session;
  return shapes::StartVoiceIdSessionAnswer{.domain_id = session.domain_id,
                                           .session_id = session.session_id,
                                           .session_name = session.session_name,
                                           .streaming_status = session.streaming_status};
}

Result<shapes::SessionAnswer> describe_desktop_session(Context& context, const shapes::DesktopSessionRequest& request) {
  return describe_session(context, address_of(request));
}

Result<shapes::SessionAnswer> update_desktop_session(Context& context, const shapes::UpdateSpeakerRequest& request) {
  shapes::UpdateSessionRequest changes;
  changes.speaker_id = {request.speaker_id};
  return update_session(context, {request.domain_id, request.session_name_or_id}, changes);
}

Result<shapes::EnrollBySessionAnswer> enroll_by_desktop_session(Context& context,
                                                                const shapes::DesktopSessionRequest& request) {
  const auto enrolled = enroll_by_session(context, address_of(request));
  if (!enrolled) return enrolled.error();
  const shapes::Session& session = enrolled->session;
  return shapes::EnrollBySessionAnswer{.customer_speaker_id = session.customer_speaker_id,
                                       .domain_id = session.domain_id,
                                       .generated_speaker_id = session.generated_speaker_id,
                                       .message = session.enrollment_request_details->message,
                                       .session_id = session.session_id,
                                       .session_name = session.session_name,
                                       .status = session.enrollment_request_details->status};
}

Result<shapes::GetContactAnswer> get_contact(Context& context, const shapes::GetContactRequest& request) {
  const auto contact_id = request.contact_id ? request.contact_id : request.capitalized_contact_id;
  if (!contact_id) return validation_failed("The request must name a contact by contactId.");
  const auto& customers = context.store.contact_customers();
  const auto customer = customers.find(std::string(*contact_id));
  shapes::GetContactAnswer answer{{.contact_id = *contact_id, .customer_id = {}}};
  if (customer != customers.end()) answer.contact_data.customer_id = customer->second;
  return answer;
}

Result<shapes::EmptyAnswer> update_voice_id_data(Context& context, const shapes::UpdateVoiceIdDataRequest& request) {
  set_customer(context, request.contact_id, request.customer_id);
  return shapes::EmptyAnswer();
}

Result<shapes::ListIntegrationAssociationsAnswer> list_integration_associations(
    Context& context, const shapes::ListIntegrationAssociationsRequest& request) {
  shapes::ListIntegrationAssociationsAnswer list;
  if (request.integration_type.value_or(kVoiceIdIntegration) != kVoiceIdIntegration) return list;
  const store::DomainRecord* record = domain_of_instance(context.store, request.instance_id);
  if (record == nullptr) return list;
  list.integration_association_summary_list.push_back({.instance_id = request.instance_id,
                                                       .integration_arn = record->domain.arn,
                                                       .integration_type = kVoiceIdIntegration});
  return list;
}

Result<shapes::IntegrationAssociation> associate_instance(Context& context, std::string_view instance_id,
                                                          std::string_view domain_id) {
  const auto record = require_active_domain(context, domain_id);
  if (!record) return record.error();
  const VoiceDomain& domain = (*record)->domain;
  context.store.integration_associations()[std::string(instance_id)] = domain.id;
  return shapes::IntegrationAssociation{
      .domain_id = domain.id.view(), .instance_id = instance_id, .integration_arn = domain.arn};
}

shapes::Contact set_customer(Context& context, std::string_view contact_id, std::string_view customer_id) {
  std::string& customer = context.store.contact_customers()[std::string(contact_id)];
  customer = customer_id;
  return {.contact_id = contact_id, .customer_id = customer};
}

}  // namespace voiceid::handlers
