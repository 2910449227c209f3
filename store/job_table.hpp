#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/job.hpp"
#include "store/groups.hpp"
#include "store/table.hpp"

namespace voiceid::store {

/// A domain's jobs of one kind in order of creation, found by id and listed by status.
template <class Job>
class JobTable {
 public:
  /// Adds a new job at the end.
  const Job& insert(Job job) { return restore(std::move(job), rows_.last_sequence() + 1); }
  /// Adds a job that was saved with that sequence number, which is greater than every other.
  const Job& restore(Job job, std::uint64_t sequence) {
    const Job& inserted = rows_.insert(std::move(job), sequence);
    by_status_.put(inserted.status(), sequence, inserted);
    return inserted;
  }

  /// nullptr if there is none.
  const Job* find(std::string_view id) const { return rows_.find(id); }

  /// Calls `change` with the job. Every change goes through here, because jobs are listed by their status.
  template <class Change>
  void change(const Job& job, Change change) {
    Job& changed = *rows_.find(ById::of(job));
    const JobStatus before = changed.status();
    change(changed);
    if (changed.status() == before) return;
    const std::uint64_t sequence = rows_.sequence_of(changed);
    by_status_.take(before, sequence);
    by_status_.put(changed.status(), sequence, changed);
  }

  /// How many jobs count against the quota.
  std::size_t count_active() const {
    return by_status_.count(JobStatus::kSubmitted) + by_status_.count(JobStatus::kInProgress);
  }

  /// The jobs that count against the quota, those that are SUBMITTED first.
  std::vector<const Job*> active() const {
    std::vector<const Job*> jobs = by_status_.all(JobStatus::kSubmitted);
    const std::vector<const Job*> in_progress = by_status_.all(JobStatus::kInProgress);
    jobs.insert(jobs.end(), in_progress.begin(), in_progress.end());
    return jobs;
  }

  /// At most `limit` jobs, of that status if one is given, starting after the sequence number `after`.
  Page<Job> page(std::optional<JobStatus> status, std::uint64_t after, std::size_t limit) const {
    return status ? by_status_.page(*status, after, limit) : rows_.page(after, limit);
  }

 private:
  struct ById {
    static std::string_view of(const Job& job) { return job.id().view(); }
  };
  using Rows = Table<Job, ById>;

 public:
  /// The jobs as they lie there.
  const Rows& rows() const { return rows_; }
  /// Lets the next job come after that sequence number.
  void skip_to(std::uint64_t sequence) { rows_.skip_to(sequence); }

 private:
  Rows rows_;
  Groups<Job, JobStatus> by_status_;
};

}  // namespace voiceid::store
