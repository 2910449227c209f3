#include "server/jobs/job_runner.hpp"

#include <malloc.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>
#include <vector>

#include "base/wording.hpp"
#include "domain/job_faults.hpp"
#include "handlers/job_steps.hpp"
#include "server/jobs/manifest.hpp"
#include "server/jobs/output.hpp"
#include "server/jobs/request_audio.hpp"
#include "server/log/log_line.hpp"

namespace voiceid::jobs {
namespace {

using handlers::HeardRequest;

// How many requests of a job may be heard ahead: enough to keep the pool busy, few enough to let other work in.
constexpr std::size_t kRequestsAhead = 4;

bool is_internal(const Error& error) { return error.type->http_status >= kInternalServerException.http_status; }

// The summary of a job's error if the storage did not give its input file.
std::string_view input_failure(const Error& error, JobKind kind) {
  if (error.type == &objects::kNoSuchKey) return kNoInput.of(kind);
  if (error.type == &objects::kStorageAccessDenied) return kInputAccessDenied.of(kind);
  if (error.type == &objects::kObjectTooLarge) return kInputTooLarge.of(kind);
  return is_internal(error) ? kInternalServerError : kInvalidInputLocation.of(kind);
}

Result<Manifest> read_manifest_of(const handlers::JobOrder& order, objects::ObjectStore& store,
                                  const work::StopGate& gate) {
  const auto uri = parse_s3_uri(order.input_uri);
  if (!uri || file_name_of(*uri).empty()) {
    return refused(kInvalidInputLocation.of(order.key.kind), "The input " + order.input_uri + " names no file",
                   "s3://bucket/key is needed");
  }
  const auto text = store.get(*uri, objects::kMaxObjectBytes, gate);
  if (!text) return summarized(input_failure(text.error(), order.key.kind), text.error());
  auto manifest = jobs::read_manifest(*text, order.key.kind, order.max_requests, gate.token());
  if (manifest) return manifest;
  Error error = manifest.error();
  error.message.insert(kManifestSubject.size(), " " + order.input_uri);
  return error;
}

Result<void> write_output_of(const handlers::JobOrder& order, std::span<const RequestOutcome> outcomes,
                             objects::ObjectStore& store, work::StopGate& gate) {
  const auto uri = output_uri(order.output_uri, order.key.job_id, order.input_uri);
  const std::string_view failure = kOutputNotWritten.of(order.key.kind);
  if (!uri) return refused(failure, "The output is " + order.output_uri, "an S3 URI is needed");
  const auto written = store.put(*uri, output_json(order.key.kind, outcomes), gate);
  if (written) return {};
  return summarized(is_internal(written.error()) ? kInternalServerError : failure, written.error());
}

// Which voice was heard, and what came of it, so that nobody has to guess at labels.
void log_request(const JobKey& job, const HeardRequest& request, const RequestOutcome& outcome) {
  if (!spdlog::should_log(spdlog::level::debug)) return;
  const auto shown_if = [](std::optional<int> score) { return score ? std::to_string(*score) : std::string(); };
  log::write(spdlog::level::debug, "A request of a job is done.",
             {{"job", job.job_id.view()},
              {"request", printable(request.request_id)},
              {"voice", request.voice ? request.voice->voice.name() : std::string_view()},
              {"leastSimilarity", shown_if(request.voice ? request.voice->least_similarity : std::nullopt)},
              {"fraudsterSimilarity", shown_if(outcome.fraudster_similarity_score)},
              {"outcome", outcome.succeeded() ? std::string(outcome.status) : std::to_string(outcome.error_code)}});
}

}  // namespace

// A running job. Both sides use the order, the gate and, once read, the manifest; only the one thread uses the rest.
struct JobRunner::Run {
  explicit Run(handlers::JobOrder order_in) : order(std::move(order_in)) {}

  handlers::JobOrder order;
  work::StopGate gate;
  Manifest manifest;
  // How many requests were given to the pool.
  std::size_t given = 0;
  // What the pool heard, by index in the manifest, until it is carried out.
  std::map<std::size_t, HeardRequest> heard;
  bool carrying_out = false;
  std::vector<RequestOutcome> outcomes;
  // For the log.
  std::size_t failed = 0;
  std::string first_fault;

  void add(RequestOutcome outcome) {
    // The service's own sentence: what follows it may name files and customers.
    if (!outcome.succeeded() && failed++ == 0) {
      const std::size_t end = std::min(outcome.error_message.find(". "), outcome.error_message.size() - 1);
      first_fault = outcome.error_message.substr(0, end + 1);
    }
    outcomes.push_back(std::move(outcome));
  }
  void log_end(std::string_view what, std::string_view fault) const {
    const bool enrolls = order.key.kind == JobKind::kSpeakerEnrollment;
    log::write(spdlog::level::info, what,
               {{"job", order.key.job_id.view()},
                {"kind", enrolls ? "speaker-enrollment" : "fraudster-registration"},
                {"domain", order.key.domain_id.view()},
                {"requests", given},
                {"failed", failed},
                {"first_fault", fault}});
  }
};

template <class Step>
void JobRunner::run_on_one_thread(const RunPtr& run, Step step) {
  http::asio::post(context_, [this, run, step = std::move(step)]() mutable {
    if (run->gate.stopped()) return;
    try {
      step();
    } catch (const std::exception& bug) {
      fail_by_bug(run, bug.what());
    }
  });
}

template <class Step>
void JobRunner::run_on_pool(const RunPtr& run, Step step) {
  pool_.run([this, run, step = std::move(step)]() mutable {
    if (run->gate.stopped()) return;
    try {
      step();
    } catch (const std::exception& bug) {
      run_on_one_thread(run, [this, run, what = std::string(bug.what())] { fail_by_bug(run, what); });
    }
  });
}

template <class Work>
auto JobRunner::turn(const RunPtr& run, Work work) {
  return emulator_->turn_of_domain(run->order.key.domain_id.view(), std::move(work));
}

void JobRunner::submit(const handlers::JobOrder& order) {
  const auto run = std::make_shared<Run>(order);
  runs_.emplace(order.key.job_id, run);
  run_on_pool(run, [this, run] { read_manifest(run); });
}

void JobRunner::cancel(const JobKey& key) {
  const auto found = runs_.find(key.job_id);
  if (found == runs_.end()) return;
  found->second->gate.stop();
  runs_.erase(found);
}

void JobRunner::cancel_all() {
  for (const auto& [id, run] : runs_) run->gate.stop();
  runs_.clear();
}

void JobRunner::read_manifest(const RunPtr& run) {
  auto manifest = read_manifest_of(run->order, store_, run->gate);
  if (!manifest) {
    return run_on_one_thread(run, [this, run, error = manifest.error()] { fail(run, error); });
  }
  run_on_one_thread(run, [this, run, manifest = std::move(*manifest)]() mutable {
    run->manifest = std::move(manifest);
    begin(run);
  });
}

void JobRunner::begin(const RunPtr& run) {
  const bool runs = turn(run, [&run](handlers::Context& context) {
    return handlers::begin_job(context, run->order.key, run->manifest.request_count);
  });
  if (!runs) return cancel(run->order.key);
  run->outcomes.reserve(run->manifest.requests.size());
  listen_ahead(run);
}

void JobRunner::listen_ahead(const RunPtr& run) {
  const std::size_t count = run->manifest.requests.size();
  while (run->given < count && run->given - run->outcomes.size() < kRequestsAhead) {
    run_on_pool(run, [this, run, place = run->given++] { listen(run, place); });
  }
}

void JobRunner::listen(const RunPtr& run, std::size_t place) {
  const ManifestRequest& request = run->manifest.requests[place];
  // A fault of the entry takes precedence over the speaker's state.
  HeardRequest heard{request.request_id, request.fault ? std::string() : request.customer_speaker_id,
                     voice_of(request, needed_speech(run->order.key.kind), store_, run->gate)};
  run_on_one_thread(run, [this, run, place, heard = std::move(heard)]() mutable {
    run->heard.emplace(place, std::move(heard));
    if (!std::exchange(run->carrying_out, true)) carry_out_next(run);
  });
}

// Carries out one request, in the order of the manifest, then lets calls that came in the meantime go first.
void JobRunner::carry_out_next(const RunPtr& run) {
  const auto next = run->heard.find(run->outcomes.size());
  if (next == run->heard.end()) {
    run->carrying_out = false;
    return;
  }
  const HeardRequest request = std::move(next->second);
  run->heard.erase(next);
  auto outcome =
      turn(run, [&](handlers::Context& context) { return handlers::carry_out(context, run->order.key, request); });
  if (!outcome) return cancel(run->order.key);
  log_request(run->order.key, request, *outcome);
  run->add(std::move(*outcome));
  if (run->outcomes.size() == run->manifest.requests.size()) {
    return run_on_pool(run, [this, run] { write_output(run); });
  }
  listen_ahead(run);
  run_on_one_thread(run, [this, run] { carry_out_next(run); });
}

void JobRunner::write_output(const RunPtr& run) {
  run->manifest = {};
  const Result<void> written = write_output_of(run->order, run->outcomes, store_, run->gate);
  run->outcomes = {};
  // Return the job's memory to the system.
  malloc_trim(0);
  run_on_one_thread(run, [this, run, written] { finish(run, written); });
}

void JobRunner::finish(const RunPtr& run, const Result<void>& written) {
  if (!written) return fail(run, written.error());
  turn(run, [&run](handlers::Context& context) { handlers::complete_job(context, run->order.key); });
  run->log_end("A job ended.", run->first_fault);
  cancel(run->order.key);
}

void JobRunner::fail(const RunPtr& run, const Error& error) {
  turn(run, [&](handlers::Context& context) { handlers::fail_job(context, run->order.key, error); });
  run->log_end("A job failed.", job_failure(error).summary);
  cancel(run->order.key);
}

void JobRunner::fail_by_bug(const RunPtr& run, std::string_view what) {
  spdlog::error("A job ended in an exception: {}", what);
  fail(run, internal_error());
}

}  // namespace voiceid::jobs
