#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>

#include "domain/batch_enrollment.hpp"
#include "domain/batch_registration.hpp"
#include "domain/session.hpp"
#include "domain/speaker.hpp"
#include "domain/voice_domain.hpp"
#include "domain/watchlist.hpp"
#include "store/agenda.hpp"
#include "store/fraudster_table.hpp"
#include "store/idempotency.hpp"
#include "store/job_table.hpp"
#include "store/page_tokens.hpp"
#include "store/table.hpp"

namespace voiceid::store {

struct ByGeneratedSpeakerId {
  static std::string_view of(const Speaker& speaker) { return speaker.generated_id(); }
};
struct ByCustomerSpeakerId {
  static std::string_view of(const Speaker& speaker) { return speaker.customer_speaker_id(); }
};
struct ByWatchlistId {
  static std::string_view of(const Watchlist& watchlist) { return watchlist.id.view(); }
};

/// The speakers of a domain, found by either of their ids (A).
class SpeakerTable : public Table<Speaker, ByGeneratedSpeakerId, ByCustomerSpeakerId> {
 public:
  /// By the generated id where the value begins with `id#`, else by the customer's; nullptr where there is none.
  Speaker* find_by_either(std::string_view id) { return is_generated_id(id) ? find<0>(id) : find<1>(id); }
};

using WatchlistTable = Table<Watchlist, ByWatchlistId>;

struct BySessionId {
  static std::string_view of(const Session& session) { return session.id(); }
};
struct BySessionName {
  static std::string_view of(const Session& session) { return session.name(); }
};

/// The sessions of a domain, found by id or name. Streams begin and end through it, because the quota counts them.
class SessionTable : public Table<Session, BySessionId, BySessionName> {
 public:
  /// By the id where the value begins with `id#`, else by the name; nullptr where there is none.
  Session* find_by_either(std::string_view id) { return is_generated_id(id) ? find<0>(id) : find<1>(id); }

  Session& start(Session session) {
    ++active_;
    return insert(std::move(session));
  }
  void restart(Session& session) {
    ++active_;
    session.restart();
  }
  /// Returns whether this call ended the stream.
  bool end(Session& session, TimePoint now) {
    if (session.status() == StreamingStatus::kEnded) return false;
    --active_;
    session.end(now);
    return true;
  }

  /// How many count against the quota: those whose stream has not ended.
  std::size_t count_active() const { return active_; }

 private:
  std::size_t active_ = 0;
};

/// A domain and all that is in it.
struct DomainRecord {
  VoiceDomain domain;
  std::string account;
  std::string region;
  std::uint64_t sequence = 0;
  SpeakerTable speakers;
  WatchlistTable watchlists;
  SessionTable sessions;
  FraudsterTable fraudsters;
  JobTable<EnrollmentJob> enrollment_jobs;
  JobTable<RegistrationJob> registration_jobs;
};

/// All that the emulator remembers. Lives on one thread; nothing here waits.
class Store {
 public:
  /// `page_token_key` is the secret that protects NextTokens.
  explicit Store(std::string page_token_key) : page_tokens_(std::move(page_token_key)) {}

  /// Adds a new domain of that account and region at the end of its list.
  DomainRecord& insert_domain(VoiceDomain domain, std::string_view account, std::string_view region);

  /// The domain of that id, whoever owns it and whatever its status; nullptr where there is none or it was erased.
  DomainRecord* find_domain(std::string_view domain_id);

  /// Gives the domain that status. Always through here, because the quota counts by it.
  void set_domain_status(DomainRecord& record, DomainStatus status);

  /// DeleteDomain, and notes when the domain is to be erased.
  void soft_delete_domain(DomainRecord& record, TimePoint now);

  /// Erases a deleted domain with all that is in it (A).
  void erase_domain(DomainRecord& record);

  /// The newest domain of all accounts and regions that is ACTIVE; nullptr where there is none.
  DomainRecord* newest_active_domain();

  /// The domains of that account and region in order of creation.
  Page<DomainRecord> page_of_domains(std::string_view account, std::string_view region, std::uint64_t after,
                                     std::size_t limit) const;

  /// How many domains count against the quota: all but the suspended ones (D).
  std::size_t count_domains_in_use(std::string_view account, std::string_view region) const;

  /// What happens by itself later.
  Agenda& agenda() { return agenda_; }

  /// What the agent desktop knows of calls: which domain an instance uses, which customer a contact has (C).
  std::unordered_map<std::string, ResourceId>& integration_associations() { return integration_associations_; }
  std::unordered_map<std::string, std::string>& contact_customers() { return contact_customers_; }

  const PageTokens& page_tokens() const { return page_tokens_; }
  ClientTokens& client_tokens() { return client_tokens_; }

  /// Makes the calling thread the one that may use the store.
  void adopt_by_this_thread() { owner_ = std::this_thread::get_id(); }

 private:
  struct Tenant {
    std::map<std::uint64_t, DomainRecord*> domains;
    std::size_t suspended = 0;
  };
  using TenantKey = std::pair<std::string, std::string>;

  const Tenant* find_tenant(std::string_view account, std::string_view region) const;

  std::thread::id owner_ = std::this_thread::get_id();
  std::uint64_t next_sequence_ = 1;
  // The keys are views of the ids in the records.
  std::unordered_map<std::string_view, std::unique_ptr<DomainRecord>> domains_;
  std::map<TenantKey, Tenant, std::less<>> tenants_;
  std::map<std::uint64_t, DomainRecord*> by_sequence_;
  Agenda agenda_;
  std::unordered_map<std::string, ResourceId> integration_associations_;
  std::unordered_map<std::string, std::string> contact_customers_;
  PageTokens page_tokens_;
  ClientTokens client_tokens_;
};

}  // namespace voiceid::store
