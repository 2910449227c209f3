#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "domain/scope.hpp"
#include "handlers/context.hpp"
#include "handlers/list_page.hpp"
#include "handlers/shapes/connect_directory.hpp"

/// What Amazon Connect knows and the agent desktop asks: which domain an instance uses and which customer a contact
/// has.
namespace voiceid::handlers {

/// Associates an instance with a domain. Errors: those of require_active_domain().
Result<shapes::IntegrationAssociation> associate_instance(Context& context, std::string_view instance_id,
                                                          std::string_view domain_id);

/// Sets the contact's customer, and answers the contact, which belongs to the caller's account from then on.
shapes::Contact set_customer(Context& context, std::string_view contact_id, std::string_view customer_id);

/// Of the next `limit` associations behind that instance, in order of their ids, those that the scope covers. One whose
/// domain was erased is left out, here and below.
ListPage<shapes::ListedAssociation, std::string> list_associations(Context& context, const Scope& scope,
                                                                   const std::string& after, std::size_t limit);
/// The association of that instance, if the scope covers it.
std::optional<shapes::ListedAssociation> find_association(Context& context, const Scope& scope,
                                                          std::string_view instance_id);
/// Returns whether there was one.
bool forget_association(Context& context, const Scope& scope, std::string_view instance_id);

/// The same for contacts, which belong to an account in all regions.
ListPage<shapes::ListedContact, std::string> list_contacts(Context& context, const Scope& scope,
                                                           const std::string& after, std::size_t limit);
std::optional<shapes::ListedContact> find_contact(Context& context, const Scope& scope, std::string_view contact_id);
bool forget_contact(Context& context, const Scope& scope, std::string_view contact_id);

}  // namespace voiceid::handlers
