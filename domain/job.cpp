#include "domain/job.hpp"

#include <utility>

namespace voiceid {

JobFailure job_failure(const Error& error) { return {explained(error), error.type->http_status, error.summary}; }

int Job::percent_complete() const {
  if (status_ == JobStatus::kCompleted || status_ == JobStatus::kCompletedWithErrors) return 100;
  return requests_ == 0 ? 0 : static_cast<int>(done_ * 100 / requests_);
}

void Job::begin(std::size_t requests) {
  if (status_ != JobStatus::kSubmitted) return;
  status_ = JobStatus::kInProgress;
  requests_ = requests;
}

void Job::count_request(bool succeeded) {
  if (status_ != JobStatus::kInProgress) return;
  ++done_;
  if (!succeeded) ++not_succeeded_;
}

void Job::complete(TimePoint now) {
  if (status_ != JobStatus::kInProgress) return;
  end(not_succeeded_ == 0 ? JobStatus::kCompleted : JobStatus::kCompletedWithErrors, now);
}

void Job::fail(JobFailure failure, TimePoint now) {
  if (!is_active()) return;
  failure_ = std::move(failure);
  end(JobStatus::kFailed, now);
}

void Job::end(JobStatus status, TimePoint now) {
  status_ = status;
  ended_at_ = now;
}

}  // namespace voiceid
