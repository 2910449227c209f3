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

/// Runs batch jobs. Slow work, on files and audio, runs on the pool and sees only values. State changes happen on the
/// server's one thread, one request of a job at a time, so other calls are served in between.
class JobRunner final : public handlers::JobQueue {
 public:
  /// `context` runs the server's one thread. All three outlive the work that the pool has begun.
  JobRunner(http::asio::io_context& context, work::WorkerPool& pool, objects::ObjectStore& store)
      : context_(context), pool_(pool), store_(store) {}

  /// Sets the emulator whose jobs these are. Call once, before the first job is submitted.
  void serve(server::Emulator& emulator) { emulator_ = &emulator; }

  void submit(const handlers::JobOrder& order) override;
  void cancel(const JobKey& key) override;
  void cancel_all() override;

 private:
  struct Run;
  using RunPtr = std::shared_ptr<Run>;

  // The steps of a job, in order. A step on the pool posts its result to the next one on the one thread.
  void read_manifest(const RunPtr& run);
  void begin(const RunPtr& run);
  void listen_ahead(const RunPtr& run);
  void listen(const RunPtr& run, std::size_t place);
  void carry_out_next(const RunPtr& run);
  void write_output(const RunPtr& run);
  void finish(const RunPtr& run, const Result<void>& written);

  // Fails the whole job; on the one thread. Events get the summary if the error may quote from the manifest.
  void fail(const RunPtr& run, const Error& error);
  void fail_by_bug(const RunPtr& run, std::string_view what);
  // Run a step unless the job was cancelled. An exception in a step fails the job.
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
