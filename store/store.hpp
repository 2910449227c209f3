#pragma once

#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/agenda.hpp"
#include "store/domain_record.hpp"
#include "store/groups.hpp"
#include "store/idempotency.hpp"
#include "store/page_tokens.hpp"
#include "store/table.hpp"

namespace voiceid::store {

/// Everything the emulator remembers. Used by one thread only; nothing in it waits.
class Store {
 public:
  /// `page_token_key` is the secret that protects NextTokens.
  explicit Store(std::string_view page_token_key) : page_tokens_(page_token_key) {}

  /// Adds a new domain at the end of the list of its account and region.
  DomainRecord& insert_domain(VoiceDomain domain, std::string_view account, std::string_view region);

  /// The domain with that id, of any account, region and status; nullptr if there is none or it was erased.
  DomainRecord* find_domain(std::string_view domain_id);

  /// Every change of a domain's status goes through here, because the quota leaves out suspended domains.
  void set_domain_status(DomainRecord& record, DomainStatus status);

  /// DeleteDomain: suspends the domain and schedules its erasure. Does nothing if it was deleted before.
  void soft_delete_domain(DomainRecord& record, TimePoint now);

  /// Erases a domain and everything in it. That stays with the erased ones until they are taken, because destroying it
  /// may take long.
  void erase_domain(DomainRecord& record);
  bool has_erased() const { return !erased_.empty(); }
  std::vector<DomainRecord> take_erased() { return std::exchange(erased_, {}); }

  /// The newest ACTIVE domain of all accounts and regions; nullptr if there is none.
  DomainRecord* newest_active_domain();

  /// At most `limit` domains of that account and region in order of creation, starting after the sequence number
  /// `after`.
  Page<DomainRecord> page_of_domains(std::string_view account, std::string_view region, std::uint64_t after,
                                     std::size_t limit) const;

  /// How many domains count against the quota: all but the suspended ones.
  std::size_t count_domains_in_use(std::string_view account, std::string_view region) const;

  /// How many domains, speakers and sessions there are: what takes most of the time to destroy the store.
  std::size_t count_rows() const;

  /// What happens by itself later.
  Agenda& agenda() { return agenda_; }

  /// What the agent desktop knows: the domain of each Amazon Connect instance, and the customer of each contact.
  std::unordered_map<std::string, ResourceId>& integration_associations() { return integration_associations_; }
  std::unordered_map<std::string, std::string>& contact_customers() { return contact_customers_; }

  const PageTokens& page_tokens() const { return page_tokens_; }
  ClientTokens& client_tokens() { return client_tokens_; }

  /// Makes the calling thread the only one that may use the store.
  void adopt_by_this_thread() { owner_ = std::this_thread::get_id(); }

 private:
  struct ByDomainId {
    static std::string_view of(const DomainRecord& record) { return record.domain.id.view(); }
  };
  // An account and a region.
  using Tenant = std::pair<std::string, std::string>;

  static Tenant tenant_of(const DomainRecord& record) { return {record.account, record.region}; }

  std::thread::id owner_ = std::this_thread::get_id();
  Table<DomainRecord, ByDomainId> domains_;
  Groups<DomainRecord, Tenant> by_tenant_;
  Groups<DomainRecord, Tenant> in_use_;
  std::vector<DomainRecord> erased_;
  Agenda agenda_;
  std::unordered_map<std::string, ResourceId> integration_associations_;
  std::unordered_map<std::string, std::string> contact_customers_;
  PageTokens page_tokens_;
  ClientTokens client_tokens_;
};

}  // namespace voiceid::store
