#include "base/utf8.hpp"
#include "handlers/agent_desktop.hpp"
#include "server/control/calls.hpp"

namespace voiceid::control {
namespace {

// Limits the id in the path to what the desktop itself may send.
Result<void> check_id(const Call& call, std::string_view what) {
  constexpr auto kMost = static_cast<std::size_t>(*shapes::kConnectId.max);
  if (code_points(call.parameters[0]) <= kMost) return {};
  return validation_failed(std::string(what) + " may have at most " + std::to_string(kMost) + " characters.");
}

}  // namespace

Result<void> put_integration_association(const Call& call, const shapes::IntegrationAssociationRequest& request) {
  if (auto checked = check_id(call, "The instance id"); !checked) return checked;
  return call.emulator.turn_of_domain(request.domain_id, [&](handlers::Context& context) {
    return call.answer(handlers::associate_instance(context, call.parameters[0], request.domain_id));
  });
}

Result<void> put_contact(const Call& call, const shapes::ContactRequest& request) {
  if (auto checked = check_id(call, "The contact id"); !checked) return checked;
  const auto scope = call.scope();
  if (!scope) return scope.error();
  handlers::Caller caller = call.emulator.unsigned_caller();
  if (scope->account) caller.account = *scope->account;
  return call.emulator.turn(caller, [&](handlers::Context& context) {
    return call.answer<shapes::Contact>(handlers::set_customer(context, call.parameters[0], request.customer_id));
  });
}

}  // namespace voiceid::control
