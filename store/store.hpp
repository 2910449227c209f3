#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "domain/scope.hpp"
#include "store/agenda.hpp"
#include "store/domain_record.hpp"
#include "store/groups.hpp"
#include "store/idempotency.hpp"
#include "store/page_tokens.hpp"
#include "store/table.hpp"

namespace voiceid::store {

/// The customer of a contact, and the account that set it.
struct Contact {
  std::string account;
  std::string customer_id;
};

/// Everything the emulator remembers. Used by one thread only; nothing in it waits.
class Store {
 public:
  /// `page_token_key` is the secret that protects NextTokens.
  explicit Store(std::string page_token_key)
      : page_token_key_(std::move(page_token_key)), page_tokens_(page_token_key_) {}

  /// Adds a new domain at the end of the list of its account and region.
  DomainRecord& insert_domain(VoiceDomain domain, std::string_view account, std::string_view region);

  /// The domain with that id, of any account, region and status; nullptr if there is none or it was erased.
  DomainRecord* find_domain(std::string_view domain_id);
  const DomainRecord* find_domain(std::string_view domain_id) const { return domains_.find(domain_id); }

  /// A number that no other domain of this store ever had, not even one with the same id.
  std::uint64_t incarnation_of(const DomainRecord& record) const { return domains_.sequence_of(record); }

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

  /// All domains, in order of creation.
  std::vector<const DomainRecord*> all_domains() const;

  /// The newest domain, of any account, region and status, of which `fits` is true; nullptr if there is none. Looks at
  /// the domains from the newest on.
  template <class Predicate>
  DomainRecord* newest_domain(Predicate fits) {
    return domains_.find_last(fits);
  }

  /// At most `limit` domains of that account and region in order of creation, starting after the sequence number
  /// `after`.
  Page<DomainRecord> page_of_domains(std::string_view account, std::string_view region, std::uint64_t after,
                                     std::size_t limit) const;

  /// The same of all accounts and regions.
  Page<DomainRecord> page_of_all_domains(std::uint64_t after, std::size_t limit) const {
    return domains_.page(after, limit);
  }

  /// How many domains count against the quota: all but the suspended ones.
  std::size_t count_domains_in_use(std::string_view account, std::string_view region) const;

  /// Takes out what belongs to these accounts and regions: domains with everything in them and what falls due there,
  /// instances that are associated with them, client tokens, and an account's contacts unless a region is named.
  std::unique_ptr<Store> take(const Scope& scope);
  /// Adds what the other store has, behind what is there. No domain may be in both; of instances, contacts and client
  /// tokens that are, those of this store stay.
  void put(Store& other);
  /// Adds a domain that was saved, with its sequence number, behind those that are there.
  DomainRecord& restore_domain(DomainRecord record);
  /// The number of the newest domain that there ever was.
  std::uint64_t last_sequence() const { return last_sequence_; }
  /// Lets the next domain come after that number.
  void skip_to(std::uint64_t sequence) { last_sequence_ = std::max(last_sequence_, sequence); }

  /// How many domains, speakers and sessions there are: what takes most of the time to destroy the store.
  std::size_t count_rows() const;

  /// What happens by itself later.
  Agenda& agenda() { return agenda_; }
  const Agenda& agenda() const { return agenda_; }

  /// What the agent desktop knows: the domain of each Amazon Connect instance, and the customer of each contact.
  std::map<std::string, ResourceId, std::less<>>& integration_associations() { return integration_associations_; }
  const std::map<std::string, ResourceId, std::less<>>& integration_associations() const {
    return integration_associations_;
  }
  std::map<std::string, Contact, std::less<>>& contacts() { return contacts_; }
  const std::map<std::string, Contact, std::less<>>& contacts() const { return contacts_; }

  const std::string& page_token_key() const { return page_token_key_; }
  const PageTokens& page_tokens() const { return page_tokens_; }
  ClientTokens& client_tokens() { return client_tokens_; }
  const ClientTokens& client_tokens() const { return client_tokens_; }

  /// Makes the calling thread the only one that may use the store.
  void adopt_by_this_thread() { owner_ = std::this_thread::get_id(); }

 private:
  struct ByDomainId {
    static std::string_view of(const DomainRecord& record) { return record.domain.id.view(); }
  };
  // An account and a region.
  using Tenant = std::pair<std::string, std::string>;

  static Tenant tenant_of(const DomainRecord& record) { return {record.account, record.region}; }

  // Adds the record, which has a sequence number, at the end.
  DomainRecord& add(DomainRecord record);

  std::thread::id owner_ = std::this_thread::get_id();
  Table<DomainRecord, ByDomainId> domains_;
  Groups<DomainRecord, Tenant> by_tenant_;
  Groups<DomainRecord, Tenant> in_use_;
  std::vector<DomainRecord> erased_;
  Agenda agenda_;
  std::map<std::string, ResourceId, std::less<>> integration_associations_;
  std::map<std::string, Contact, std::less<>> contacts_;
  // The number of the newest domain, and so of those that there ever were.
  std::uint64_t last_sequence_ = 0;
  std::string page_token_key_;
  PageTokens page_tokens_;
  ClientTokens client_tokens_;
};

}  // namespace voiceid::store
