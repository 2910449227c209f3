#include "domain/job.hpp"

#include <gtest/gtest.h>

#include <ostream>

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

// One request done, three to go, unless a test says otherwise.
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

TEST(NewJob, IsSubmitted_WithNothingDone) {
  const Job job = submitted();
  EXPECT_EQ(job.status(), Status::kSubmitted);
  EXPECT_TRUE(job.is_active());
  EXPECT_EQ(job.percent_complete(), 0);
  EXPECT_EQ(job.created_at(), kCreated);
  EXPECT_FALSE(job.ended_at());
  EXPECT_FALSE(job.failure());
}

TEST(NewJob, KeepsWhatItWasTold) {
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
  std::string name;
  Status from;
  Step step;
  Status to;

  friend void PrintTo(const Transition& row, std::ostream* out) { *out << row.name; }
};

class JobTransitions : public testing::TestWithParam<Transition> {
 protected:
  Job after() const {
    Job job = in(GetParam().from);
    take(GetParam().step, job);
    return job;
  }
};

TEST_P(JobTransitions, LeadToTheState) { EXPECT_EQ(name_of(after().status()), name_of(GetParam().to)); }

TEST_P(JobTransitions, SetEndedAt_WhereTheyEndTheJob) {
  const Job job = after();
  EXPECT_EQ(job.ended_at(), job.is_active() ? std::nullopt : std::optional(kLater));
}

TEST_P(JobTransitions, GiveAFailure_WithFailedOnly) {
  const Job job = after();
  ASSERT_EQ(job.failure().has_value(), job.status() == Status::kFailed);
  if (!job.failure()) return;
  EXPECT_EQ(job.failure()->message, "It failed later.");
  EXPECT_EQ(job.failure()->status_code, 500);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, JobTransitions,
    testing::Values(Transition{"Submitted_Begin", Status::kSubmitted, Step::kBegin, Status::kInProgress},
                    Transition{"Submitted_Fail", Status::kSubmitted, Step::kFail, Status::kFailed},
                    Transition{"InProgress_CountRequest", Status::kInProgress, Step::kCountRequest,
                               Status::kInProgress},
                    Transition{"InProgress_Complete", Status::kInProgress, Step::kComplete, Status::kCompleted},
                    Transition{"InProgress_Fail", Status::kInProgress, Step::kFail, Status::kFailed}),
    [](const auto& row) { return row.param.name; });

/// A step that does not fit the state of a job.
struct WrongStep {
  std::string name;
  Status in;
  Step step;

  friend void PrintTo(const WrongStep& row, std::ostream* out) { *out << row.name; }
};

class JobStepsThatDoNotFit : public testing::TestWithParam<WrongStep> {};

TEST_P(JobStepsThatDoNotFit, ChangeNothing) {
  const Job before = in(GetParam().in);
  Job job = before;
  take(GetParam().step, job);
  EXPECT_EQ(name_of(job.status()), name_of(before.status()));
  EXPECT_EQ(job.ended_at(), before.ended_at());
  EXPECT_EQ(job.percent_complete(), before.percent_complete());
  EXPECT_EQ(message_of(job), message_of(before));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, JobStepsThatDoNotFit,
    testing::Values(WrongStep{"Submitted_CountRequest", Status::kSubmitted, Step::kCountRequest},
                    WrongStep{"Submitted_Complete", Status::kSubmitted, Step::kComplete},
                    WrongStep{"InProgress_Begin", Status::kInProgress, Step::kBegin},
                    WrongStep{"Completed_Begin", Status::kCompleted, Step::kBegin},
                    WrongStep{"Completed_CountRequest", Status::kCompleted, Step::kCountRequest},
                    WrongStep{"Completed_Complete", Status::kCompleted, Step::kComplete},
                    WrongStep{"Completed_Fail", Status::kCompleted, Step::kFail},
                    WrongStep{"CompletedWithErrors_Begin", Status::kCompletedWithErrors, Step::kBegin},
                    WrongStep{"CompletedWithErrors_CountRequest", Status::kCompletedWithErrors, Step::kCountRequest},
                    WrongStep{"CompletedWithErrors_Complete", Status::kCompletedWithErrors, Step::kComplete},
                    WrongStep{"CompletedWithErrors_Fail", Status::kCompletedWithErrors, Step::kFail},
                    WrongStep{"Failed_Begin", Status::kFailed, Step::kBegin},
                    WrongStep{"Failed_CountRequest", Status::kFailed, Step::kCountRequest},
                    WrongStep{"Failed_Complete", Status::kFailed, Step::kComplete},
                    WrongStep{"Failed_Fail", Status::kFailed, Step::kFail}),
    [](const auto& row) { return row.param.name; });

TEST(CompletedJob, HasErrors_WhereSomeRequestDidNotSucceed_WhicheverItWas) {
  for (std::size_t failing = 0; failing < kRequests; ++failing) {
    Job job = in_progress();
    for (std::size_t i = 0; i < kRequests; ++i) job.count_request(i != failing);
    job.complete(kEnded);
    EXPECT_EQ(name_of(job.status()), "COMPLETED_WITH_ERRORS") << failing;
  }
}

TEST(CompletedJob, HasNoErrors_WhereEveryRequestSucceeded) {
  Job job = in_progress();
  for (std::size_t i = 0; i < kRequests; ++i) job.count_request(true);
  job.complete(kEnded);
  EXPECT_EQ(name_of(job.status()), "COMPLETED");
  EXPECT_EQ(job.ended_at(), kEnded);
}

struct Progress {
  std::string name;
  std::size_t requests;
  std::size_t done;
  int percent;

  friend void PrintTo(const Progress& row, std::ostream* out) { *out << row.name; }
};

class PercentComplete : public testing::TestWithParam<Progress> {
 protected:
  Job job() const {
    Job job = in_progress(GetParam().requests);
    for (std::size_t i = 0; i < GetParam().done; ++i) job.count_request(i % 2 == 0);
    return job;
  }
};

TEST_P(PercentComplete, CountsTheRequestsDone_CutDown) { EXPECT_EQ(job().percent_complete(), GetParam().percent); }

TEST_P(PercentComplete, StaysAsItWas_WhenTheJobFails) {
  Job failed = job();
  failed.fail({"It failed.", 500}, kEnded);
  EXPECT_EQ(failed.percent_complete(), GetParam().percent);
}

TEST_P(PercentComplete, Is100_OnceTheJobIsComplete) {
  Job complete = job();
  complete.complete(kEnded);
  EXPECT_EQ(complete.percent_complete(), 100);
}

INSTANTIATE_TEST_SUITE_P(Rows, PercentComplete,
                         testing::Values(Progress{"None", 4, 0, 0}, Progress{"OfNone", 0, 0, 0},
                                         Progress{"AQuarter", 4, 1, 25}, Progress{"AThird", 3, 1, 33},
                                         Progress{"TwoThirds", 3, 2, 66}, Progress{"All", 3, 3, 100},
                                         Progress{"AllOfOne", 1, 1, 100}, Progress{"LessThanOnePercent", 10'000, 99, 0},
                                         Progress{"OnePercent", 10'000, 100, 1},
                                         Progress{"AllButOne", 10'000, 9'999, 99},
                                         Progress{"AllOfMany", 10'000, 10'000, 100}),
                         [](const auto& row) { return row.param.name; });

TEST(RequestOutcomes, Succeed_WithoutAnErrorCode) {
  RequestOutcome outcome;
  EXPECT_TRUE(outcome.succeeded());
  outcome.error_code = 400;
  EXPECT_FALSE(outcome.succeeded());
}

}  // namespace
}  // namespace voiceid
