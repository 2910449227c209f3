#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/batch_enrollment.hpp"
#include "domain/batch_registration.hpp"
#include "domain/speaker.hpp"
#include "domain/voice_domain.hpp"
#include "domain/watchlist.hpp"
#include "store/fraudster_table.hpp"
#include "store/job_table.hpp"
#include "store/session_table.hpp"
#include "store/table.hpp"

namespace voiceid::store {

struct ByGeneratedSpeakerId {
  static std::string_view of(const Speaker& speaker) { return speaker.generated_id(); }
};
struct ByCustomerSpeakerId {
  static std::string_view of(const Speaker& speaker) { return speaker.customer_speaker_id(); }
};

/// The speakers of a domain, found by either of their ids.
class SpeakerTable : public Table<Speaker, ByGeneratedSpeakerId, ByCustomerSpeakerId> {
 public:
  Speaker* find_by_generated_id(std::string_view id) { return find(id); }
  Speaker* find_by_customer_id(std::string_view id) { return find_by<ByCustomerSpeakerId>(id); }

  /// By the generated id if the value begins with `id#`, else by the customer's; nullptr if there is none.
  Speaker* find_by_either(std::string_view id) {
    return is_generated_id(id) ? find_by_generated_id(id) : find_by_customer_id(id);
  }
};

struct ByWatchlistId {
  static std::string_view of(const Watchlist& watchlist) { return watchlist.id.view(); }
};
using WatchlistTable = Table<Watchlist, ByWatchlistId>;

/// A domain and everything in it.
struct DomainRecord {
  VoiceDomain domain;
  std::string account;
  std::string region;
  /// Its place among all domains that there ever were. Page tokens name it, so it is kept for good.
  std::uint64_t sequence = 0;
  SpeakerTable speakers = {};
  WatchlistTable watchlists = {};
  SessionTable sessions = {};
  FraudsterTable fraudsters = {};
  JobTable<EnrollmentJob> enrollment_jobs = {};
  JobTable<RegistrationJob> registration_jobs = {};

  /// How many rows it holds of the kinds of which there may be many: what takes most of the time to destroy it.
  std::size_t count_rows() const { return speakers.size() + sessions.size() + fraudsters.size(); }
};

}  // namespace voiceid::store
