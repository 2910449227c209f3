#include "base/utf8.hpp"
#include "handlers/connect_directory.hpp"
#include "server/control/calls.hpp"
#include "server/control/list_by_turns.hpp"

namespace voiceid::control {
namespace {

// Limits the id in the path to what the desktop itself may send.
Result<void> check_id(const Call& call, std::string_view what) {
  constexpr auto kMost = static_cast<std::size_t>(*shapes::kConnectId.max);
  if (code_points(call.parameters[0]) <= kMost) return {};
  return validation_failed(std::string(what) + " may have at most " + std::to_string(kMost) + " characters.");
}

Error no_such_association() {
  return not_found("No such instance is associated with a domain; GET integration-associations lists those that are.");
}

Error no_such_contact() { return not_found("No such contact has a customer; GET contacts lists those that have one."); }

// Answers with what `find(context, scope)` finds.
template <class Listed, class Find>
Result<void> answer_found(const Call& call, Find find, const Error& missing) {
  const auto scope = call.scope();
  if (!scope) return scope.error();
  return call.emulator.turn({}, [&](handlers::Context& context) -> Result<void> {
    const std::optional<Listed> found = find(context, *scope, call.parameters[0]);
    return found ? call.answer<Listed>(*found) : missing;
  });
}

template <class Forget>
Result<void> answer_forgotten(const Call& call, Forget forget, const Error& missing) {
  const auto scope = call.scope();
  if (!scope) return scope.error();
  return call.emulator.turn({}, [&](handlers::Context& context) -> Result<void> {
    if (!forget(context, *scope, call.parameters[0])) return missing;
    call.response.body = "{}";
    return {};
  });
}

template <class Listed, class TakePage>
Result<void> answer_list(const Call& call, std::string_view name, TakePage take_page) {
  auto scope = call.scope();
  if (!scope) return scope.error();
  call.response.pieces = std::make_unique<ListByTurns<Listed, std::string>>(
      call.emulator, name,
      [take_page, scope = std::move(*scope)](handlers::Context& context, const std::string& after) {
        return take_page(context, scope, after, kPageOfList);
      });
  return {};
}

}  // namespace

Result<void> list_associations(const Call& call, const EmptyRequest& /*request*/) {
  return answer_list<shapes::ListedAssociation>(call, "IntegrationAssociations", &handlers::list_associations);
}

Result<void> describe_association(const Call& call, const EmptyRequest& /*request*/) {
  return answer_found<shapes::ListedAssociation>(call, &handlers::find_association, no_such_association());
}

Result<void> delete_association(const Call& call, const EmptyRequest& /*request*/) {
  return answer_forgotten(call, &handlers::forget_association, no_such_association());
}

Result<void> list_contacts(const Call& call, const EmptyRequest& /*request*/) {
  return answer_list<shapes::ListedContact>(call, "Contacts", &handlers::list_contacts);
}

Result<void> describe_contact(const Call& call, const EmptyRequest& /*request*/) {
  return answer_found<shapes::ListedContact>(call, &handlers::find_contact, no_such_contact());
}

Result<void> delete_contact(const Call& call, const EmptyRequest& /*request*/) {
  return answer_forgotten(call, &handlers::forget_contact, no_such_contact());
}

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
