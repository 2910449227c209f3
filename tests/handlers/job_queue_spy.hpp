#pragma once

#include <vector>

#include "handlers/job_queue.hpp"

namespace voiceid::handlers {

/// A queue that runs nothing and remembers its calls: tests take the steps of jobs themselves.
class JobQueueSpy final : public JobQueue {
 public:
  void submit(const JobOrder& order) override { submitted_.push_back(order); }
  void cancel(const JobKey& key) override { cancelled_.push_back(key); }
  void cancel_all() override {}

  const std::vector<JobOrder>& submitted() const { return submitted_; }
  const std::vector<JobKey>& cancelled() const { return cancelled_; }

 private:
  std::vector<JobOrder> submitted_;
  std::vector<JobKey> cancelled_;
};

}  // namespace voiceid::handlers
