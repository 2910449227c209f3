#include "store/store.hpp"

#include <cassert>
#include <iterator>

namespace voiceid::store {
namespace {

// Moves the entries with such a value to another map.
template <class Map, class Predicate>
void move_if(Map& from, Map& to, Predicate is_meant) {
  for (auto entry = from.begin(); entry != from.end();) {
    const auto next = std::next(entry);
    if (is_meant(entry->second)) to.insert(from.extract(entry));
    entry = next;
  }
}

}  // namespace

DomainRecord& Store::insert_domain(VoiceDomain domain, std::string_view account, std::string_view region) {
  return add({.domain = std::move(domain),
              .account = std::string(account),
              .region = std::string(region),
              .sequence = ++last_sequence_});
}

DomainRecord& Store::add(DomainRecord record) {
  DomainRecord& added = domains_.insert(std::move(record));
  by_tenant_.put(tenant_of(added), added.sequence, added);
  if (added.domain.status != DomainStatus::kSuspended) in_use_.put(tenant_of(added), added.sequence, added);
  return added;
}

DomainRecord* Store::find_domain(std::string_view domain_id) {
  assert(std::this_thread::get_id() == owner_);
  return domains_.find(domain_id);
}

void Store::set_domain_status(DomainRecord& record, DomainStatus status) {
  record.domain.status = status;
  if (status == DomainStatus::kSuspended) {
    in_use_.take(tenant_of(record), record.sequence);
  } else {
    in_use_.put(tenant_of(record), record.sequence, record);
  }
}

void Store::soft_delete_domain(DomainRecord& record, TimePoint now) {
  if (record.domain.deleted_at) return;
  set_domain_status(record, DomainStatus::kSuspended);
  soft_delete(record.domain, now);
  agenda_.add(erased_from(now), EraseDomain{record.domain.id});
}

void Store::erase_domain(DomainRecord& record) {
  in_use_.take(tenant_of(record), record.sequence);
  by_tenant_.take(tenant_of(record), record.sequence);
  erased_.push_back(domains_.take(record.domain.id.view()));
}

std::unique_ptr<Store> Store::take(const Scope& scope) {
  auto taken = std::make_unique<Store>(page_token_key_);
  for (const DomainRecord* each : all_domains()) {
    if (!scope.covers(each->account, each->region)) continue;
    const ResourceId id = each->domain.id;
    DomainRecord& record = *domains_.find(id.view());
    in_use_.take(tenant_of(record), record.sequence);
    by_tenant_.take(tenant_of(record), record.sequence);
    taken->add(domains_.take(id.view()));
  }
  const auto is_taken = [&](const ResourceId& id) { return taken->domains_.find(id.view()) != nullptr; };
  if (scope.is_everything()) {
    taken->agenda_.take(agenda_);
  } else {
    agenda_.move_to(taken->agenda_, is_taken);
  }
  client_tokens_.move_to(taken->client_tokens_, scope);
  move_if(integration_associations_, taken->integration_associations_, is_taken);
  if (!scope.region) {
    move_if(contacts_, taken->contacts_, [&](const Contact& contact) { return scope.covers_account(contact.account); });
  }
  return taken;
}

void Store::put(Store& other) {
  for (const DomainRecord* each : other.all_domains()) add(std::move(*other.domains_.find(each->domain.id.view())));
  skip_to(other.last_sequence_);
  agenda_.take(other.agenda_);
  other.client_tokens_.move_to(client_tokens_, {});
  integration_associations_.merge(other.integration_associations_);
  contacts_.merge(other.contacts_);
}

DomainRecord& Store::restore_domain(DomainRecord record) {
  skip_to(record.sequence);
  return add(std::move(record));
}

DomainRecord* Store::newest_active_domain() {
  return domains_.find_last([](const DomainRecord& record) { return record.domain.status == DomainStatus::kActive; });
}

std::vector<const DomainRecord*> Store::all_domains() const { return domains_.page(0, domains_.size()).rows; }

Page<DomainRecord> Store::page_of_domains(std::string_view account, std::string_view region, std::uint64_t after,
                                          std::size_t limit) const {
  return by_tenant_.page(Tenant(account, region), after, limit);
}

std::size_t Store::count_domains_in_use(std::string_view account, std::string_view region) const {
  return in_use_.count(Tenant(account, region));
}

std::size_t Store::count_rows() const {
  std::size_t rows = domains_.size();
  for (const DomainRecord* record : all_domains()) {
    rows += record->count_rows();
  }
  return rows;
}

}  // namespace voiceid::store
