#pragma once

#include <string_view>

#include "domain/batch_enrollment.hpp"
#include "domain/batch_registration.hpp"
#include "domain/limits.hpp"
#include "store/store.hpp"

/// What sets the kinds of batch job apart, except for their shapes.
namespace voiceid::handlers {

template <class Job>
struct JobTraits;

template <>
struct JobTraits<EnrollmentJob> {
  static constexpr JobKind kKind = JobKind::kSpeakerEnrollment;
  static constexpr Quota kActiveQuota = Quota::kActiveEnrollmentJobs;
  static constexpr Quota kRequestsQuota = Quota::kEnrollmentJobSpeakers;
  static store::JobTable<EnrollmentJob>& table(store::DomainRecord& record) { return record.enrollment_jobs; }
};

template <>
struct JobTraits<RegistrationJob> {
  static constexpr JobKind kKind = JobKind::kFraudsterRegistration;
  static constexpr Quota kActiveQuota = Quota::kActiveRegistrationJobs;
  static constexpr Quota kRequestsQuota = Quota::kRegistrationJobFraudsters;
  static store::JobTable<RegistrationJob>& table(store::DomainRecord& record) { return record.registration_jobs; }
};

/// Calls `act(table)` with the record's jobs of that kind.
template <class Act>
auto with_jobs(store::DomainRecord& record, JobKind kind, Act act) {
  return kind == JobKind::kSpeakerEnrollment ? act(record.enrollment_jobs) : act(record.registration_jobs);
}

}  // namespace voiceid::handlers
