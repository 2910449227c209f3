#include "tests/handlers/job_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

template <class Kind>
class DescribedJobs : public JobTest<Kind> {};

TYPED_TEST_SUITE(DescribedJobs, JobKinds, KindNames);

TYPED_TEST(DescribedJobs, AreNotFound_ByAnUnknownId_OrInAnotherDomain) {
  const std::string id = this->start();
  EXPECT_THAT(failure_of(TypeParam::describe(this->context_, this->domain_id_, kUnknownId)),
              is_not_found(ResourceType::kBatchJob));
  EXPECT_THAT(failure_of(TypeParam::describe(this->context_, this->make_domain("chats"), id)),
              is_not_found(ResourceType::kBatchJob));
}

TYPED_TEST(DescribedJobs, ShowTheirProgressToTheEnd) {
  const std::string id = this->start();
  this->pass(1s);
  this->begin(id, 2);
  EXPECT_EQ(this->status_of(id), "IN_PROGRESS");
  EXPECT_EQ(this->percent_of(id), 0);
  this->carry_out(id);
  EXPECT_EQ(this->percent_of(id), 50);
  EXPECT_FALSE(this->described(id).ended_at);
  this->carry_out(id);
  this->pass(1s);
  this->complete(id);
  this->pass(1h);
  const auto job = this->described(id);
  EXPECT_EQ(job.job_status, "COMPLETED");
  EXPECT_EQ(job.job_progress->percent_complete, 100);
  EXPECT_EQ(job.created_at, this->start_);
  EXPECT_EQ(job.ended_at, this->start_ + 2s);
  EXPECT_FALSE(job.failure_details);
}

TYPED_TEST(DescribedJobs, ShowWhyTheyFailed) {
  const std::string id = this->start();
  this->begin(id, 2);
  this->carry_out(id);
  this->pass(1s);
  this->fail(id);
  const auto job = this->described(id);
  EXPECT_EQ(job.job_status, "FAILED");
  EXPECT_EQ(job.ended_at, this->start_ + 1s);
  EXPECT_EQ(job.failure_details->message, "The input file is missing.");
  EXPECT_EQ(job.failure_details->status_code, 404);
  EXPECT_EQ(job.job_progress->percent_complete, 50);
}

/// A list of three jobs named by their status: failed, running, submitted.
template <class Kind>
class JobLists : public JobTest<Kind> {
 protected:
  JobLists() {
    this->settings_.quotas.lift_all();
    for (const char* name : {"failed", "running", "submitted"}) {
      auto request = this->start_request();
      request.job_name = name;
      job_ids_.push_back(this->start(request));
      this->pass(1s);
    }
    this->fail(job_ids_[0]);
    this->begin(job_ids_[1], 4);
  }

  typename Kind::Listed list(const JobPage& page = {}) {
    return Kind::list(this->context_, this->domain_id_, page).value();
  }
  std::vector<std::string> names(const JobPage& page = {}) {
    std::vector<std::string> names;
    const auto response = list(page);
    for (const auto& summary : *response.job_summaries) names.emplace_back(*summary.job_name);
    return names;
  }

  std::vector<std::string> job_ids_;
};

TYPED_TEST_SUITE(JobLists, JobKinds, KindNames);

TYPED_TEST(JobLists, HaveTheDomainsJobs_InOrderOfCreation) {
  EXPECT_THAT(this->names(), ElementsAre("failed", "running", "submitted"));
  EXPECT_FALSE(this->list().next_token);
  EXPECT_THAT(*TypeParam::list(this->context_, this->make_domain("chats")).value().job_summaries, IsEmpty());
}

TYPED_TEST(JobLists, ShowWhatDescribeShows) {
  this->carry_out(this->job_ids_[1]);
  const auto response = this->list();
  for (const auto& summary : *response.job_summaries) {
    const auto job = this->described(*summary.job_id);
    EXPECT_EQ(summary.job_name, job.job_name);
    EXPECT_EQ(summary.job_status, job.job_status);
    EXPECT_EQ(summary.domain_id, job.domain_id);
    EXPECT_EQ(summary.created_at, job.created_at);
    EXPECT_EQ(summary.ended_at, job.ended_at);
    EXPECT_EQ(summary.job_progress.value().percent_complete, job.job_progress->percent_complete);
    ASSERT_EQ(summary.failure_details.has_value(), job.failure_details.has_value());
    if (!job.failure_details) continue;
    EXPECT_EQ(summary.failure_details->message, job.failure_details->message);
    EXPECT_EQ(summary.failure_details->status_code, job.failure_details->status_code);
  }
}

TYPED_TEST(JobLists, OfAStatus_HaveOnlyTheJobsOfThatStatus) {
  EXPECT_THAT(this->names({"SUBMITTED"}), ElementsAre("submitted"));
  EXPECT_THAT(this->names({"IN_PROGRESS"}), ElementsAre("running"));
  EXPECT_THAT(this->names({"FAILED"}), ElementsAre("failed"));
  EXPECT_THAT(this->names({"COMPLETED"}), IsEmpty());
}

TYPED_TEST(JobLists, HavePages_OfAStatusToo) {
  const auto first = this->list({{}, 2});
  EXPECT_EQ(first.job_summaries->size(), 2U);
  ASSERT_TRUE(first.next_token);
  EXPECT_THAT(this->names({{}, 2, first.next_token}), ElementsAre("submitted"));
  EXPECT_THAT(failure_of(TypeParam::list(this->context_, this->domain_id_, {"FAILED", 2, first.next_token})),
              is_validation_failure());
  this->fail(this->job_ids_[1]);
  this->fail(this->job_ids_[2]);
  const auto failed = this->list({"FAILED", 2});
  ASSERT_TRUE(failed.next_token);
  EXPECT_THAT(this->names({"FAILED", 2, failed.next_token}), ElementsAre("submitted"));
}

}  // namespace
}  // namespace voiceid::handlers
