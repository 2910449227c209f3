#pragma once

#include <map>
#include <memory>
#include <string_view>

#include "domain/ids.hpp"
#include "handlers/job_queue.hpp"
#include "server/emulator/emulator.hpp"
#include "server/http/asio.hpp"
#include "server/objects/object_store.hpp"
#include "server/work/worker_pool.hpp"

namespace voiceid::jobs {

/// Runs batch jobs. What is slow about them, files and audio, runs on the pool and sees values only; every change of
/// state happens on the one thread, a request of a job at a time, so that other calls come in between.
class JobRunner final : public handlers::JobQueue {
 public:
  /// `context` is the one thread's. All three outlive the work that the pool has begun.
  JobRunner(http::asio::io_context& context, work::WorkerPool& pool, objects::ObjectStore& store)
      : context_(context), pool_(pool), store_(store) {}

  /// Jobs are those of that emulator. To be called once, before the first is submitted.
  void serve(server::Emulator& emulator) { emulator_ = &emulator; }

  void submit(const handlers::JobOrder& order) override;
  void cancel(const JobKey& key) override;
  void cancel_all() override;

 private:
  struct Run;
  using RunPtr = std::shared_ptr<Run>;

  // The steps of a job, in their order. Those on the pool post their result back to the next on the one thread.
  void read_input(const RunPtr& run);
  void begin(const RunPtr& run);
  void listen_ahead(const RunPtr& run);
  void listen(const RunPtr& run, std::size_t place);
  void carry_out_next(const RunPtr& run);
  void write_output(const RunPtr& run);
  void finish(const RunPtr& run, const Result<void>& written);

  // Fails a job as a whole; on the one thread. The summary is for events, where the error quotes from the input file.
  void fail(const RunPtr& run, const Error& error, std::string_view summary = {});
  void fail_by_bug(const RunPtr& run, std::string_view what);
  // Runs a step on the pool, or on the one thread: there not after the job was cancelled. A bug in a step fails the
  // job.
  template <class Step>
  void run_on_pool(const RunPtr& run, Step step);
  template <class Step>
  void run_on_one_thread(const RunPtr& run, Step step);
  // A turn of the emulator in the job's domain.
  template <class Work>
  auto turn(const RunPtr& run, Work work);

  http::asio::io_context& context_;
  work::WorkerPool& pool_;
  objects::ObjectStore& store_;
  server::Emulator* emulator_ = nullptr;
  std::map<ResourceId, RunPtr> runs_;
};

}  // namespace voiceid::jobs
