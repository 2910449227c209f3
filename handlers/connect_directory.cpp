#include "handlers/connect_directory.hpp"

#include "handlers/lookup.hpp"

namespace voiceid::handlers {
namespace {

using ListedContact = shapes::ListedContact;
using ListedAssociation = shapes::ListedAssociation;

std::optional<ListedContact> listed(const Scope& scope, std::string_view id, const store::Contact& contact) {
  if (!scope.covers_account(contact.account)) return std::nullopt;
  ListedContact listed;
  listed.contact_id = id;
  listed.customer_id = contact.customer_id;
  listed.account = contact.account;
  return listed;
}

// Nothing if the domain is gone.
std::optional<ListedAssociation> listed(const store::Store& store, const Scope& scope, std::string_view id,
                                        const ResourceId& domain_id) {
  const store::DomainRecord* record = store.find_domain(domain_id.view());
  if (record == nullptr || !scope.covers(record->account, record->region)) return std::nullopt;
  ListedAssociation listed;
  listed.domain_id = record->domain.id.view();
  listed.instance_id = id;
  listed.integration_arn = record->domain.arn;
  listed.account = record->account;
  listed.region = record->region;
  return listed;
}

// Looks at the next `limit` entries, and shows those of which `show` makes something.
template <class Element, class Map, class Show>
ListPage<Element, std::string> page_of(const Map& map, const std::string& after, std::size_t limit, Show show) {
  ListPage<Element, std::string> page;
  std::size_t looked_at = 0;
  for (auto entry = map.upper_bound(after); entry != map.end(); ++entry) {
    if (looked_at++ == limit) {
      page.next = std::prev(entry)->first;
      break;
    }
    if (auto element = show(entry->first, entry->second)) page.elements.push_back(*element);
  }
  return page;
}

}  // namespace

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
  store::Contact& contact = context.store.contacts()[std::string(contact_id)];
  contact = {.account = std::string(context.account), .customer_id = std::string(customer_id)};
  return {.contact_id = contact_id, .customer_id = contact.customer_id};
}

ListPage<ListedAssociation, std::string> list_associations(Context& context, const Scope& scope,
                                                           const std::string& after, std::size_t limit) {
  return page_of<ListedAssociation>(
      context.store.integration_associations(), after, limit,
      [&](std::string_view id, const ResourceId& domain_id) { return listed(context.store, scope, id, domain_id); });
}

std::optional<ListedAssociation> find_association(Context& context, const Scope& scope, std::string_view instance_id) {
  const auto& associations = context.store.integration_associations();
  const auto found = associations.find(instance_id);
  if (found == associations.end()) return std::nullopt;
  return listed(context.store, scope, found->first, found->second);
}

bool forget_association(Context& context, const Scope& scope, std::string_view instance_id) {
  if (!find_association(context, scope, instance_id)) return false;
  auto& associations = context.store.integration_associations();
  associations.erase(associations.find(instance_id));
  return true;
}

ListPage<ListedContact, std::string> list_contacts(Context& context, const Scope& scope, const std::string& after,
                                                   std::size_t limit) {
  return page_of<ListedContact>(
      context.store.contacts(), after, limit,
      [&](std::string_view id, const store::Contact& contact) { return listed(scope, id, contact); });
}

std::optional<ListedContact> find_contact(Context& context, const Scope& scope, std::string_view contact_id) {
  const auto& contacts = context.store.contacts();
  const auto found = contacts.find(contact_id);
  if (found == contacts.end()) return std::nullopt;
  return listed(scope, found->first, found->second);
}

bool forget_contact(Context& context, const Scope& scope, std::string_view contact_id) {
  if (!find_contact(context, scope, contact_id)) return false;
  auto& contacts = context.store.contacts();
  contacts.erase(contacts.find(contact_id));
  return true;
}

}  // namespace voiceid::handlers
