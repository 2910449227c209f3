#include "tests/handlers/job_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;

template <class Kind>
class JobStart : public JobTest<Kind> {};

TYPED_TEST_SUITE(JobStart, JobKinds, KindNames);

TYPED_TEST(JobStart, AnswersTheSubmittedJob) {
  auto request = this->start_request();
  request.job_name = "nightly";
  request.output_data_config.kms_key_id = "output-key";
  const auto job = this->try_start(request).value();
  EXPECT_EQ(job.job_id->size(), 22U);
  EXPECT_EQ(job.job_name, "nightly");
  EXPECT_EQ(job.job_status, "SUBMITTED");
  EXPECT_EQ(job.domain_id, this->domain_id_);
  EXPECT_EQ(job.data_access_role_arn, kRoleArn);
  EXPECT_EQ(job.input_data_config->s3_uri, kInputUri);
  EXPECT_EQ(job.output_data_config->s3_uri, kOutputUri);
  EXPECT_EQ(job.output_data_config->kms_key_id, "output-key");
  EXPECT_EQ(job.created_at, this->start_);
  EXPECT_EQ(job.job_progress.value().percent_complete, 0);
  EXPECT_FALSE(job.ended_at);
  EXPECT_FALSE(job.failure_details);
}

TYPED_TEST(JobStart, LeavesOutWhatWasNotGiven) {
  const auto job = this->described(this->start());
  EXPECT_FALSE(job.job_name);
  EXPECT_FALSE(job.output_data_config->kms_key_id);
}

TYPED_TEST(JobStart, HandsTheJobToTheQueue_WithTheQuotaOfRequests) {
  const std::string id = this->start();
  ASSERT_EQ(this->jobs_.submitted().size(), 1U);
  const JobOrder& order = this->jobs_.submitted().front();
  EXPECT_EQ(order.key, this->key_of(id));
  EXPECT_EQ(order.input_uri, kInputUri);
  EXPECT_EQ(order.output_uri, kOutputUri);
  EXPECT_EQ(order.max_requests, TypeParam::kMaxRequests);
  this->fail(id);
  this->settings_.quotas.set(std::string(TypeParam::kRequestsQuota) + "=7").value();
  this->start();
  EXPECT_EQ(this->jobs_.submitted().back().max_requests, 7U);
}

TYPED_TEST(JobStart, WithAnUnknownWatchlist_IsNotFound_AndStartsNothing) {
  const std::string foreign = this->make_watchlist(this->make_domain("chats"));
  for (const std::string_view id : {kUnknownId, std::string_view(foreign)}) {
    auto request = this->start_request();
    TypeParam::name_watchlist(request, id);
    EXPECT_THAT(this->failure_to_start(request), is_not_found(ResourceType::kWatchlist));
  }
  EXPECT_THAT(this->jobs_.submitted(), IsEmpty());
  EXPECT_THAT(*TypeParam::list(this->context_, this->domain_id_).value().job_summaries, IsEmpty());
}

TYPED_TEST(JobStart, WhileAJobIsActive_IsRefused_AndStartsNothing) {
  const std::string id = this->start();
  for (const char* status : {"SUBMITTED", "IN_PROGRESS"}) {
    ASSERT_EQ(this->status_of(id), status);
    const auto failure = this->failure_to_start(this->start_request());
    ASSERT_THAT(failure, is_quota_failure());
    EXPECT_THAT(failure->message, HasSubstr(std::string(TypeParam::kActiveQuota) + " (1 per domain)"));
    EXPECT_THAT(failure->message, HasSubstr("--quota " + std::string(TypeParam::kActiveQuota) + "=N"));
    this->begin(id, 1);
  }
  EXPECT_EQ(this->jobs_.submitted().size(), 1U);
  EXPECT_EQ(TypeParam::list(this->context_, this->domain_id_).value().job_summaries->size(), 1U);
  const std::string other_domain_id = this->make_domain("chats");
  const auto elsewhere = start_of_job<typename TypeParam::Start>(other_domain_id);
  EXPECT_EQ(this->failure_to_start(elsewhere), std::nullopt) << "the quota is per domain";
}

TYPED_TEST(JobStart, AfterTheActiveJobEnded_Works) {
  const std::string with_errors = this->start();
  this->begin(with_errors, 1);
  this->carry_out_in_vain(with_errors);
  this->complete(with_errors);
  ASSERT_EQ(this->status_of(with_errors), "COMPLETED_WITH_ERRORS");
  this->fail(this->start());
  EXPECT_EQ(this->failure_to_start(this->start_request()), std::nullopt);
}

TYPED_TEST(JobStart, OfSeveralJobs_NeedsAHigherQuota) {
  this->settings_.quotas.set(std::string(TypeParam::kActiveQuota) + "=2").value();
  this->start();
  this->start();
  EXPECT_THAT(this->failure_to_start(this->start_request()), is_quota_failure());
  this->settings_.quotas.lift_all();
  EXPECT_EQ(this->failure_to_start(this->start_request()), std::nullopt);
}

TYPED_TEST(JobStart, ChecksTheToken_ThenTheWatchlist_ThenTheQuota) {
  auto request = this->start_request("token");
  this->start(request);
  TypeParam::name_watchlist(request, kUnknownId);
  EXPECT_THAT(this->failure_to_start(request), is_untyped_conflict());
  request.client_token = "other-token";
  EXPECT_THAT(this->failure_to_start(request), is_not_found(ResourceType::kWatchlist));
  TypeParam::name_watchlist(request, this->default_watchlist_id_);
  EXPECT_THAT(this->failure_to_start(request), is_quota_failure());
}

TYPED_TEST(JobStart, Repeated_AnswersTheJobAsItIsNow_AndSubmitsItOnce) {
  const std::string watchlist_id = this->make_watchlist(this->domain_id_);
  auto request = this->start_request("token");
  TypeParam::name_watchlist(request, watchlist_id);
  const std::string id = this->start(request);
  this->begin(id, 2);
  this->carry_out_in_vain(id);
  delete_watchlist(this->context_, {this->domain_id_, watchlist_id}).value();
  EXPECT_EQ(this->start(request), id);
  EXPECT_EQ(this->try_start(request)->job_status, "IN_PROGRESS");
  EXPECT_EQ(this->try_start(request)->job_progress->percent_complete, 50);
  EXPECT_EQ(this->jobs_.submitted().size(), 1U);
}

TYPED_TEST(JobStart, WithTheTokenOfOtherParameters_IsAConflict) {
  this->start(this->start_request("token"));
  const auto expect_conflict = [this](auto change) {
    auto request = this->start_request("token");
    change(request);
    EXPECT_THAT(this->failure_to_start(request), is_untyped_conflict());
  };
  expect_conflict([](auto& request) { request.job_name = "nightly"; });
  expect_conflict([](auto& request) { request.data_access_role_arn = "arn:aws:iam::000000000000:role/other"; });
  expect_conflict([](auto& request) { request.input_data_config.s3_uri = "s3://bucket/other.json"; });
  expect_conflict([](auto& request) { request.output_data_config.s3_uri = "s3://bucket/other"; });
  expect_conflict([](auto& request) { request.output_data_config.kms_key_id = "output-key"; });
  expect_conflict([this](auto& request) { TypeParam::name_watchlist(request, this->default_watchlist_id_); });
}

TYPED_TEST(JobStart, ThatFailed_LeavesNoTokenBehind) {
  const std::string active = this->start();
  ASSERT_THAT(this->failure_to_start(this->start_request("token")), is_quota_failure());
  this->fail(active);
  auto request = this->start_request("token");
  request.job_name = "nightly";
  EXPECT_EQ(this->failure_to_start(request), std::nullopt);
}

/// Jobs of both kinds in one domain.
class JobsOfBothKinds : public DomainTest {
 protected:
  template <class Kind>
  std::string start() {
    auto request = start_of_job<typename Kind::Start>(domain_id_);
    request.client_token = "token";
    return std::string(*Kind::start(context_, request).value().job_id);
  }
};

TEST_F(JobsOfBothKinds, AreActiveTogether_WithTokensAndListsOfTheirOwn) {
  const std::string enrollment_id = start<EnrollmentKind>();
  const std::string registration_id = start<RegistrationKind>();
  EXPECT_THAT(failure_of(RegistrationKind::describe(context_, domain_id_, enrollment_id)),
              is_not_found(ResourceType::kBatchJob));
  EXPECT_THAT(failure_of(EnrollmentKind::describe(context_, domain_id_, registration_id)),
              is_not_found(ResourceType::kBatchJob));
  EXPECT_EQ(EnrollmentKind::list(context_, domain_id_).value().job_summaries->size(), 1U);
  EXPECT_EQ(RegistrationKind::list(context_, domain_id_).value().job_summaries->size(), 1U);
}

}  // namespace
}  // namespace voiceid::handlers
