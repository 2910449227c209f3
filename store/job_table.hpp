#pragma once

#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "domain/job.hpp"
#include "store/table.hpp"

namespace voiceid::store {

/// The jobs of one kind of a domain, in order of creation, found by id and listed by status.
template <class Job>
class JobTable {
 public:
  /// Adds a new job at the end.
  const Job& insert(Job job) {
    const std::uint64_t sequence = next_sequence_++;
    Job& inserted = jobs_.emplace(sequence, std::move(job)).first->second;
    sequences_.emplace(inserted.id().view(), sequence);
    index_of(inserted.status()).emplace(sequence, &inserted);
    return inserted;
  }

  const Job* find(std::string_view id) const {
    const auto found = sequences_.find(id);
    return found == sequences_.end() ? nullptr : &jobs_.at(found->second);
  }

  /// Lets `change` change the job. Always through here, because jobs are listed by their status.
  template <class Change>
  void change(const Job& job, Change change) {
    const std::uint64_t sequence = sequences_.at(job.id().view());
    Job& changed = jobs_.at(sequence);
    const JobStatus before = changed.status();
    change(changed);
    if (changed.status() == before) return;
    index_of(before).erase(sequence);
    index_of(changed.status()).emplace(sequence, &changed);
  }

  /// How many count against the quota.
  std::size_t count_active() const {
    return index_of(JobStatus::kSubmitted).size() + index_of(JobStatus::kInProgress).size();
  }

  std::vector<const Job*> active() const {
    std::vector<const Job*> jobs;
    for (const JobStatus status : {JobStatus::kSubmitted, JobStatus::kInProgress}) {
      for (const auto& [sequence, job] : index_of(status)) jobs.push_back(job);
    }
    return jobs;
  }

  /// At most `limit` jobs, of that status if one is given, beginning behind the sequence number `after`.
  Page<Job> page(std::optional<JobStatus> status, std::uint64_t after, std::size_t limit) const {
    if (status) return page_of<Job>(index_of(*status), after, limit, [](const auto& entry) { return entry; });
    return page_of<Job>(jobs_, after, limit, [](const auto& entry) { return std::pair(entry.first, &entry.second); });
  }

 private:
  using Index = std::map<std::uint64_t, const Job*>;

  const Index& index_of(JobStatus status) const { return by_status_[static_cast<std::size_t>(status)]; }
  Index& index_of(JobStatus status) { return by_status_[static_cast<std::size_t>(status)]; }

  std::map<std::uint64_t, Job> jobs_;
  // The keys are views of the ids in the jobs.
  std::unordered_map<std::string_view, std::uint64_t> sequences_;
  std::array<Index, kEnumNames<JobStatus>.size()> by_status_;
  std::uint64_t next_sequence_ = 1;
};

}  // namespace voiceid::store
