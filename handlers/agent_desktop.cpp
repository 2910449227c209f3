#include "handlers/agent_desktop.hpp"

#include <span>

#include "base/digest.hpp"
#include "base/uuid.hpp"
#include "domain/arn.hpp"
#include "handlers/client_token.hpp"
#include "handlers/connect_directory.hpp"
#include "handlers/connect_sessions.hpp"
#include "handlers/lookup.hpp"
#include "handlers/operations.hpp"

namespace voiceid::handlers {
namespace {

constexpr std::string_view kVoiceIdIntegration = "VOICE_ID";

// What libraries before 1.7 send as the id of the instance's domain.
constexpr std::string_view kDefaultDomainId = "ConnectDefaultDomainId";

store::DomainRecord* associated_domain(store::Store& store, std::string_view instance_id) {
  const auto association = store.integration_associations().find(instance_id);
  return association == store.integration_associations().end() ? nullptr
                                                               : store.find_domain(association->second.view());
}

store::DomainRecord* only_associated_domain(store::Store& store) {
  store::DomainRecord* only = nullptr;
  for (const auto& [_, domain_id] : store.integration_associations()) {
    store::DomainRecord* record = store.find_domain(domain_id.view());
    if (only != nullptr && record != nullptr && record != only) return nullptr;
    if (record != nullptr) only = record;
  }
  return only;
}

store::DomainRecord* default_domain(store::Store& store, std::optional<std::string_view> instance_id) {
  store::DomainRecord* record = instance_id ? associated_domain(store, *instance_id) : only_associated_domain(store);
  return record != nullptr ? record : store.newest_active_domain();
}

// The id of the domain that the call means, whose owner becomes the caller.
std::string_view enter_domain(Context& context, const std::optional<std::string_view>& domain_id,
                              const std::optional<std::string_view>& instance_id = {}) {
  const std::string_view named = domain_id.value_or(std::string_view());
  const bool is_default = named.empty() || named == kDefaultDomainId;
  const store::DomainRecord* record =
      is_default ? default_domain(context.store, instance_id) : context.store.find_domain(named);
  if (record == nullptr) return named;
  context.account = record->account;
  context.region = record->region;
  context.domain_id = record->domain.id.view();
  return context.domain_id;
}

SessionAddress enter_session(Context& context, const shapes::DesktopSessionRequest& request) {
  return {enter_domain(context, request.domain_id), request.session_name_or_id};
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
  return start_session(context, record.domain.id.view(), start);
}

// The start publishes that there is no such domain.
Result<shapes::SessionAnswer> start_nowhere(Context& context, const shapes::StartVoiceIdSessionRequest& request,
                                            std::string_view domain_id) {
  shapes::StartSessionRequest start;
  start.session_name = request.contact_id;
  return start_session(context, domain_id, start);
}

Result<shapes::SessionAnswer> start_once(Context& context, const shapes::StartVoiceIdSessionRequest& request) {
  const std::string_view named = enter_domain(context, request.domain_id, request.instance_id);
  const auto found = require_domain(context, named);
  if (!found) return start_nowhere(context, request, named);
  store::DomainRecord& record = **found;
  const std::string_view domain_id = record.domain.id.view();
  // A domain that is not active refuses whatever the token says; the start states the failure.
  if (!require_active(record)) return start_with_defaults(context, request, record);
  const ClientToken client_token(context, request);
  const auto made_before = client_token.made_before();
  if (!made_before) return made_before.error();
  if (*made_before) {
    const std::string session_id = std::string(kGeneratedIdPrefix).append((*made_before)->view());
    return describe_session(context, {domain_id, session_id});
  }
  if (record.sessions.find_by_either(request.contact_id) != nullptr) {
    if (auto ended = end_session(context, {domain_id, request.contact_id}); !ended) return ended.error();
  }
  auto started = start_with_defaults(context, request, record);
  if (started) client_token.remember(ResourceId(started->session.session_id.substr(kGeneratedIdPrefix.size())));
  return started;
}

// The same for the same instance and domain.
std::string association_id(std::string_view instance_id, const VoiceDomain& domain) {
  const Digest digest = sha256(std::string(instance_id).append("/").append(domain.id.view()));
  return uuid_from(std::span(digest).first<kUuidBytes>());
}

}  // namespace

Result<shapes::DescribeSpeakerResponse> describe_desktop_speaker(Context& context,
                                                                 const shapes::DesktopSpeakerRequest& request) {
  return describe_speaker(context, {enter_domain(context, request.domain_id), request.speaker_id});
}

Result<shapes::OptOutSpeakerResponse> opt_out_desktop_speaker(Context& context,
                                                              const shapes::DesktopSpeakerRequest& request) {
  return opt_out_speaker(context, {enter_domain(context, request.domain_id), request.speaker_id});
}

Result<shapes::EmptyAnswer> delete_desktop_speaker(Context& context, const shapes::DesktopSpeakerRequest& request) {
  const auto deleted = delete_speaker(context, {enter_domain(context, request.domain_id), request.speaker_id});
  if (!deleted) return deleted.error();
  return shapes::EmptyAnswer();
}

Result<shapes::EvaluateSessionResponse> evaluate_desktop_session(Context& context,
                                                                 const shapes::DesktopSessionRequest& request) {
  return evaluate_session(context, {enter_domain(context, request.domain_id), request.session_name_or_id});
}

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
  return describe_session(context, enter_session(context, request));
}

Result<shapes::SessionAnswer> update_desktop_session(Context& context, const shapes::UpdateSpeakerRequest& request) {
  shapes::UpdateSessionRequest changes;
  changes.speaker_id = {request.speaker_id};
  return update_session(context, {enter_domain(context, request.domain_id), request.session_name_or_id}, changes);
}

Result<shapes::EnrollBySessionAnswer> enroll_by_desktop_session(Context& context,
                                                                const shapes::DesktopSessionRequest& request) {
  const auto enrolled = enroll_by_session(context, enter_session(context, request));
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
  const auto& contacts = context.store.contacts();
  const auto contact = contacts.find(*contact_id);
  shapes::GetContactAnswer answer{{.contact_id = *contact_id, .customer_id = {}}};
  if (contact != contacts.end()) answer.contact_data.customer_id = contact->second.customer_id;
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
  const store::DomainRecord* record = default_domain(context.store, request.instance_id);
  if (record == nullptr) return list;
  const std::string_view id = context.keep(association_id(request.instance_id, record->domain));
  list.integration_association_summary_list.push_back(
      {.instance_id = request.instance_id,
       .integration_arn = record->domain.arn,
       .integration_association_arn =
           context.keep(integration_association_arn(record->region, record->account, request.instance_id, id)),
       .integration_association_id = id,
       .integration_type = kVoiceIdIntegration});
  return list;
}

std::string_view enter_named_domain(Context& context, const shapes::DesktopDomainNames& names) {
  return enter_domain(context, names.domain_id ? names.domain_id : names.capitalized_domain_id,
                      names.instance_id ? names.instance_id : names.capitalized_instance_id);
}

}  // namespace voiceid::handlers
