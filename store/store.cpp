#include "store/store.hpp"

#include <algorithm>
#include <cassert>
#include <tuple>

namespace voiceid::store {

DomainRecord& Store::insert_domain(VoiceDomain domain, std::string_view account, std::string_view region) {
  auto record = std::make_unique<DomainRecord>();
  record->domain = std::move(domain);
  record->account = account;
  record->region = region;
  record->sequence = next_sequence_++;
  DomainRecord& inserted = *record;
  tenants_[{inserted.account, inserted.region}].domains.emplace(inserted.sequence, &inserted);
  by_sequence_.emplace(inserted.sequence, &inserted);
  domains_.emplace(inserted.domain.id.view(), std::move(record));
  return inserted;
}

DomainRecord* Store::find_domain(std::string_view domain_id) {
  assert(std::this_thread::get_id() == owner_);
  const auto found = domains_.find(domain_id);
  return found == domains_.end() ? nullptr : found->second.get();
}

void Store::set_domain_status(DomainRecord& record, DomainStatus status) {
  std::size_t& suspended = tenants_[{record.account, record.region}].suspended;
  if (record.domain.status == DomainStatus::kSuspended) --suspended;
  if (status == DomainStatus::kSuspended) ++suspended;
  record.domain.status = status;
}

void Store::soft_delete_domain(DomainRecord& record, TimePoint now) {
  if (record.domain.deleted_at) return;
  set_domain_status(record, DomainStatus::kSuspended);
  soft_delete(record.domain, now);
  agenda_.add(erased_from(now), EraseDomain{record.domain.id});
}

void Store::erase_domain(DomainRecord& record) {
  const auto tenant = tenants_.find(TenantKey(record.account, record.region));
  if (record.domain.status == DomainStatus::kSuspended) --tenant->second.suspended;
  tenant->second.domains.erase(record.sequence);
  if (tenant->second.domains.empty()) tenants_.erase(tenant);
  by_sequence_.erase(record.sequence);
  domains_.erase(domains_.find(record.domain.id.view()));
}

DomainRecord* Store::newest_active_domain() {
  const auto newest = std::find_if(by_sequence_.rbegin(), by_sequence_.rend(), [](const auto& entry) {
    return entry.second->domain.status == DomainStatus::kActive;
  });
  return newest == by_sequence_.rend() ? nullptr : newest->second;
}

const Store::Tenant* Store::find_tenant(std::string_view account, std::string_view region) const {
  const auto found = tenants_.find(TenantKey(account, region));
  return found == tenants_.end() ? nullptr : &found->second;
}

Page<DomainRecord> Store::page_of_domains(std::string_view account, std::string_view region, std::uint64_t after,
                                          std::size_t limit) const {
  const Tenant* tenant = find_tenant(account, region);
  if (tenant == nullptr) return {};
  return page_of<DomainRecord>(tenant->domains, after, limit, [](const auto& entry) { return entry; });
}

std::size_t Store::count_domains_in_use(std::string_view account, std::string_view region) const {
  const Tenant* tenant = find_tenant(account, region);
  return tenant == nullptr ? 0 : tenant->domains.size() - tenant->suspended;
}

}  // namespace voiceid::store
