#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/job.hpp"

namespace voiceid::handlers {

/// All it takes to run a job, as values: what runs it never sees the store.
struct JobOrder {
  JobKey key;
  std::string input_uri;
  std::string output_uri;
  /// The job's quota of requests; requests beyond it need only be counted, not kept.
  std::optional<std::uint64_t> max_requests;
};

/// Runs jobs. A job's steps come back through the functions of job_steps.hpp.
class JobQueue {
 public:
  JobQueue() = default;
  JobQueue(const JobQueue&) = delete;
  JobQueue& operator=(const JobQueue&) = delete;
  virtual ~JobQueue() = default;

  /// Starts running a job and returns at once.
  virtual void submit(const JobOrder& order) = 0;
  /// Stops running a job: it takes no step after this returns, and its output is complete or absent. Does nothing if
  /// the job is not running.
  virtual void cancel(const JobKey& key) = 0;
  virtual void cancel_all() = 0;
};

}  // namespace voiceid::handlers
