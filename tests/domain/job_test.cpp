#include "domain/job.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "tests/domain/times.hpp"

namespace voiceid {
namespace {

using namespace std::chrono_literals;

using Status = JobStatus;

const TimePoint kCreated = at("2026-11-21T09:30:00Z");
const TimePoint kEnded = at("2026-11-21T09:31:00Z");
const TimePoint kLater = at("2026-11-21T10:00:00Z");
constexpr std::size_t kRequests = 4;

JobOrigin origin() {
  JobOrigin origin;
  origin.id = ResourceId("JobJobJobJobJobJobJobJ");
  origin.name = "nightly";
  origin.input_uri = "s3://bucket/in.json";
  origin.output_uri = "s3://bucket/out";
  return origin;
}

Job submitted() { return {origin(), kCreated}; }

Job in_progress(std::size_t requests = kRequests) {
  Job job = submitted();
  job.begin(requests);
  return job;
}

// With one of four requests done.
Job in(Status status) {
  if (status == Status::kSubmitted) return submitted();
  Job job = in_progress();
  job.count_request(status != Status::kCompletedWithErrors);
  if (status == Status::kFailed) {
    job.fail({"It failed.", 404}, kEnded);
  } else if (status != Status::kInProgress) {
    job.complete(kEnded);
  }
  return job;
}

std::string message_of(const Job& job) { return job.failure() ? job.failure()->message : "no failure"; }

TEST(NewJob, IsSubmittedWithNothingDone) {
  const Job job = submitted();
  EXPECT_EQ(job.status(), Status::kSubmitted);
  EXPECT_TRUE(job.is_active());
  EXPECT_EQ(job.percent_complete(), 0);
  EXPECT_EQ(job.created_at(), kCreated);
  EXPECT_FALSE(job.ended_at());
  EXPECT_FALSE(job.failure());
}

TEST(NewJob, KeepsItsOrigin) {
  EXPECT_EQ(submitted().id(), origin().id);
  EXPECT_EQ(submitted().origin().name, "nightly");
  EXPECT_EQ(submitted().origin().input_uri, "s3://bucket/in.json");
  EXPECT_EQ(submitted().origin().output_uri, "s3://bucket/out");
  EXPECT_FALSE(submitted().origin().output_kms_key_id);
}

enum class Step { kBegin, kCountRequest, kComplete, kFail };

void take(Step step, Job& job) {
  switch (step) {
    case Step::kBegin:
      return job.begin(100);
    case Step::kCountRequest:
      return job.count_request(true);
    case Step::kComplete:
      return job.complete(kLater);
    case Step::kFail:
      return job.fail({"It failed later.", 500}, kLater);
  }
}

/// A step that fits the state of a job, and the state that it leads to.
struct Transition {
  Status from;
  Step step;
  Status to;
};

constexpr std::array kTransitions{Transition{Status::kSubmitted, Step::kBegin, Status::kInProgress},
                                  Transition{Status::kSubmitted, Step::kFail, Status::kFailed},
                                  Transition{Status::kInProgress, Step::kCountRequest, Status::kInProgress},
                                  Transition{Status::kInProgress, Step::kComplete, Status::kCompleted},
                                  Transition{Status::kInProgress, Step::kFail, Status::kFailed}};

TEST(JobSteps, LeadToTheStateThatFollows) {
  for (const auto& [from, step, to] : kTransitions) {
    Job job = in(from);
    take(step, job);
    EXPECT_EQ(name_of(job.status()), name_of(to));
    EXPECT_EQ(job.is_active(), to == Status::kInProgress);
    EXPECT_EQ(job.ended_at(), job.is_active() ? std::nullopt : std::optional(kLater));
    ASSERT_EQ(job.failure().has_value(), to == Status::kFailed);
    if (!job.failure()) continue;
    EXPECT_EQ(job.failure()->message, "It failed later.");
    EXPECT_EQ(job.failure()->status_code, 500);
  }
}

TEST(JobSteps, ChangeNothingIfTheyDoNotFitTheState) {
  for (const std::string_view name : kEnumNames<Status>) {
    for (const Step step : {Step::kBegin, Step::kCountRequest, Step::kComplete, Step::kFail}) {
      const Status status = *value_of<Status>(name);
      const auto fits = [&](const Transition& row) { return row.from == status && row.step == step; };
      if (std::ranges::any_of(kTransitions, fits)) continue;
      const Job before = in(status);
      Job job = before;
      take(step, job);
      EXPECT_EQ(name_of(job.status()), name) << static_cast<int>(step);
      EXPECT_EQ(job.ended_at(), before.ended_at()) << name;
      EXPECT_EQ(job.percent_complete(), before.percent_complete()) << name;
      EXPECT_EQ(message_of(job), message_of(before)) << name;
    }
  }
}

TEST(CompletedJob, HasErrorsIfAnyRequestFailed) {
  for (std::size_t failing = 0; failing <= kRequests; ++failing) {
    Job job = in_progress();
    for (std::size_t i = 0; i < kRequests; ++i) job.count_request(i != failing);
    job.complete(kEnded);
    EXPECT_EQ(name_of(job.status()), failing < kRequests ? "COMPLETED_WITH_ERRORS" : "COMPLETED") << failing;
    EXPECT_EQ(job.ended_at(), kEnded);
  }
}

TEST(PercentComplete, IsTheShareOfRequestsThatAreDoneRoundedDown) {
  struct Progress {
    std::size_t requests;
    std::size_t done;
    int percent;
  };
  for (const auto& [requests, done, percent] :
       {Progress{4, 0, 0}, Progress{0, 0, 0}, Progress{4, 1, 25}, Progress{3, 1, 33}, Progress{3, 2, 66},
        Progress{3, 3, 100}, Progress{1, 1, 100}, Progress{10'000, 99, 0}, Progress{10'000, 100, 1},
        Progress{10'000, 9'999, 99}, Progress{10'000, 10'000, 100}}) {
    Job job = in_progress(requests);
    for (std::size_t i = 0; i < done; ++i) job.count_request(i % 2 == 0);
    EXPECT_EQ(job.percent_complete(), percent) << done << " of " << requests;
    Job failed = job;
    failed.fail({"It failed.", 500}, kEnded);
    EXPECT_EQ(failed.percent_complete(), percent) << "a failure does not change it";
    job.complete(kEnded);
    EXPECT_EQ(job.percent_complete(), 100) << "a complete job";
  }
}

TEST(RequestOutcome, SucceededIfItHasNoErrorCode) {
  RequestOutcome outcome;
  EXPECT_TRUE(outcome.succeeded());
  outcome.error_code = 400;
  EXPECT_FALSE(outcome.succeeded());
}

}  // namespace
}  // namespace voiceid
