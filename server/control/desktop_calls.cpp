#include "base/utf8.hpp"
#include "handlers/lookup.hpp"
#include "server/control/calls.hpp"
#include "server/control/shapes.hpp"

namespace voiceid::control {
namespace {

Result<void> check_id(const Call& call, std::string_view what) {
  if (auto query = call.query(); !query) return query.error();
  constexpr auto kMost = static_cast<std::size_t>(*shapes::kConnectId.max);
  if (code_points(call.parameters[0]) <= kMost) return {};
  return validation_failed(std::string(what) + " may have at most " + std::to_string(kMost) + " characters.");
}

}  // namespace

Result<void> put_integration_association(const Call& call) {
  if (auto checked = check_id(call, "The instance id"); !checked) return checked;
  const auto request = call.read<IntegrationAssociationRequest>();
  if (!request) return request.error();
  handlers::Context context = call.emulator.context_of_domain(request->domain_id);
  const auto record = handlers::require_active_domain(context, request->domain_id);
  if (!record) return record.error();
  context.store.integration_associations()[call.parameters[0]] = (*record)->domain.id;
  const VoiceDomain& domain = (*record)->domain;
  return call.answer<IntegrationAssociation>(IntegrationAssociation{domain.id.view(), call.parameters[0], domain.arn});
}

Result<void> put_contact(const Call& call) {
  if (auto checked = check_id(call, "The contact id"); !checked) return checked;
  const auto request = call.read<ContactRequest>();
  if (!request) return request.error();
  std::string& customer_id = call.emulator.store().contact_customers()[call.parameters[0]];
  customer_id = request->customer_id;
  return call.answer<Contact>(Contact{call.parameters[0], customer_id});
}

}  // namespace voiceid::control
