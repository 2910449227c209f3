#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/job.hpp"

namespace voiceid::handlers {

/// What running a job takes, as values: whoever runs it never sees the store.
struct JobOrder {
  JobKey key;
  std::string input_uri;
  std::string output_uri;
  /// How many requests the job's quota allows; requests beyond need not be kept, only counted.
  std::optional<std::uint64_t> max_requests;
};

/// What runs jobs. A job's steps come back through the functions of job_steps.hpp.
class JobQueue {
 public:
  JobQueue() = default;
  JobQueue(const JobQueue&) = delete;
  JobQueue& operator=(const JobQueue&) = delete;
  virtual ~JobQueue() = default;

  /// Runs a job from now on. Does not wait for anything of it.
  virtual void submit(const JobOrder& order) = 0;
  /// Stops running it: nothing of it happens any more when this returns, and its output is either all there or not at
  /// all. No error where it does not run.
  virtual void cancel(const JobKey& key) = 0;
  virtual void cancel_all() = 0;
};

}  // namespace voiceid::handlers
