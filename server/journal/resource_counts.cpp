#include "server/journal/resource_counts.hpp"

namespace voiceid::journal {

ResourceCounts count_resources(const store::Store& store) {
  ResourceCounts counts;
  for (const store::DomainRecord* record : store.all_domains()) {
    ++counts.domains;
    counts.speakers += record->speakers.size();
    counts.watchlists += record->watchlists.size();
    counts.fraudsters += record->fraudsters.size();
    counts.sessions += record->sessions.size();
    counts.speaker_enrollment_jobs += record->enrollment_jobs.rows().size();
    counts.fraudster_registration_jobs += record->registration_jobs.rows().size();
    counts.active_sessions += record->sessions.count_active();
    counts.active_speaker_enrollment_jobs += record->enrollment_jobs.count_active();
    counts.active_fraudster_registration_jobs += record->registration_jobs.count_active();
  }
  return counts;
}

}  // namespace voiceid::journal
