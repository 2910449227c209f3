#include "store/store.hpp"

#include <cassert>

namespace voiceid::store {

DomainRecord& Store::insert_domain(VoiceDomain domain, std::string_view account, std::string_view region) {
  const bool in_use = domain.status != DomainStatus::kSuspended;
  DomainRecord& record =
      domains_.insert({.domain = std::move(domain), .account = std::string(account), .region = std::string(region)});
  const std::uint64_t sequence = domains_.sequence_of(record);
  by_tenant_.put(tenant_of(record), sequence, record);
  if (in_use) in_use_.put(tenant_of(record), sequence, record);
  return record;
}

DomainRecord* Store::find_domain(std::string_view domain_id) {
  assert(std::this_thread::get_id() == owner_);
  return domains_.find(domain_id);
}

void Store::set_domain_status(DomainRecord& record, DomainStatus status) {
  record.domain.status = status;
  const std::uint64_t sequence = domains_.sequence_of(record);
  if (status == DomainStatus::kSuspended) {
    in_use_.take(tenant_of(record), sequence);
  } else {
    in_use_.put(tenant_of(record), sequence, record);
  }
}

void Store::soft_delete_domain(DomainRecord& record, TimePoint now) {
  if (record.domain.deleted_at) return;
  set_domain_status(record, DomainStatus::kSuspended);
  soft_delete(record.domain, now);
  agenda_.add(erased_from(now), EraseDomain{record.domain.id});
}

void Store::erase_domain(DomainRecord& record) {
  const std::uint64_t sequence = domains_.sequence_of(record);
  in_use_.take(tenant_of(record), sequence);
  by_tenant_.take(tenant_of(record), sequence);
  erased_.push_back(domains_.take(record.domain.id.view()));
}

DomainRecord* Store::newest_active_domain() {
  return domains_.find_last([](const DomainRecord& record) { return record.domain.status == DomainStatus::kActive; });
}

Page<DomainRecord> Store::page_of_domains(std::string_view account, std::string_view region, std::uint64_t after,
                                          std::size_t limit) const {
  return by_tenant_.page(Tenant(account, region), after, limit);
}

std::size_t Store::count_domains_in_use(std::string_view account, std::string_view region) const {
  return in_use_.count(Tenant(account, region));
}

std::size_t Store::count_rows() const {
  std::size_t rows = domains_.size();
  for (const DomainRecord* record : domains_.page(0, domains_.size()).rows) {
    rows += record->count_rows();
  }
  return rows;
}

}  // namespace voiceid::store
