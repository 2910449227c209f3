#pragma once

#include <cstddef>

#include "store/store.hpp"

namespace voiceid::journal {

/// How much there is of each kind, in all domains, deleted ones that are not erased yet included.
struct ResourceCounts {
  std::size_t domains = 0;
  std::size_t speakers = 0;
  std::size_t watchlists = 0;
  std::size_t fraudsters = 0;
  std::size_t sessions = 0;
  std::size_t speaker_enrollment_jobs = 0;
  std::size_t fraudster_registration_jobs = 0;
  /// Those whose stream has not ended.
  std::size_t active_sessions = 0;
  /// Those that are SUBMITTED or IN_PROGRESS.
  std::size_t active_speaker_enrollment_jobs = 0;
  std::size_t active_fraudster_registration_jobs = 0;
};

/// Takes time proportional to the number of domains.
ResourceCounts count_resources(const store::Store& store);

}  // namespace voiceid::journal
