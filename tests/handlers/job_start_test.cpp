#include "handlers/jobs.hpp"
#include "tests/handlers/job_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;

/// The operations on jobs, of both kinds.
template <class Kind>
class Jobs : public JobTest<Kind> {
 protected:
  using Token = std::optional<std::string_view>;

  typename Kind::Start start_request(Token client_token) const {
    auto request = JobTest<Kind>::start_request();
    request.client_token = client_token;
    return request;
  }

  std::optional<Error> failure_to_start(const typename Kind::Start& request) {
    return failure_of(this->try_start(request));
  }
  std::optional<Error> failure_to_start() { return failure_to_start(this->start_request({})); }
};

TYPED_TEST_SUITE(Jobs, JobKinds);

TYPED_TEST(Jobs, Start_AnswersTheSubmittedJob) {
  auto request = this->start_request({});
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

TYPED_TEST(Jobs, Start_LeavesOutWhatWasNotGiven) {
  const auto job = this->described(this->start());
  EXPECT_FALSE(job.job_name);
  EXPECT_FALSE(job.output_data_config->kms_key_id);
}

TYPED_TEST(Jobs, Start_HandsTheJobToTheQueue) {
  const std::string id = this->start();
  ASSERT_EQ(this->jobs_.submitted().size(), 1U);
  const JobOrder& order = this->jobs_.submitted().front();
  EXPECT_EQ(order.key, this->key_of(id));
  EXPECT_EQ(order.input_uri, kInputUri);
  EXPECT_EQ(order.output_uri, kOutputUri);
  EXPECT_EQ(order.max_requests, TypeParam::kMaxRequests);
}

TYPED_TEST(Jobs, Start_TellsTheQueueTheQuotaOfRequests) {
  this->settings_.quotas.set(std::string(TypeParam::kRequestsQuota) + "=7").value();
  this->fail(this->start());
  EXPECT_EQ(this->jobs_.submitted().back().max_requests, 7U);
  this->settings_.quotas.lift_all();
  this->start();
  EXPECT_EQ(this->jobs_.submitted().back().max_requests, std::nullopt);
}

TYPED_TEST(Jobs, Start_WithAnUnknownWatchlist_IsNotFound_AndStartsNothing) {
  const std::string foreign = this->make_watchlist(this->make_domain("chats"));
  for (const std::string_view id : {kUnknownId, std::string_view(foreign)}) {
    auto request = this->start_request({});
    TypeParam::name_watchlist(request, id);
    EXPECT_THAT(this->failure_to_start(request), is_not_found(ResourceType::kWatchlist));
  }
  EXPECT_THAT(this->jobs_.submitted(), IsEmpty());
  EXPECT_THAT(*TypeParam::list(this->context_, this->domain_id_).value().job_summaries, IsEmpty());
}

TYPED_TEST(Jobs, Start_WhileOneIsActive_IsRefused_AndStartsNothing) {
  const std::string id = this->start();
  for (const char* status : {"SUBMITTED", "IN_PROGRESS"}) {
    ASSERT_EQ(this->status_of(id), status);
    const auto failure = this->failure_to_start();
    ASSERT_THAT(failure, is_quota_failure());
    EXPECT_THAT(failure->message, HasSubstr(std::string(TypeParam::kActiveQuota) + " (1 per domain)"));
    EXPECT_THAT(failure->message, HasSubstr("--quota " + std::string(TypeParam::kActiveQuota) + "=N"));
    this->begin(id, 1);
  }
  EXPECT_EQ(this->jobs_.submitted().size(), 1U);
  EXPECT_EQ(TypeParam::list(this->context_, this->domain_id_).value().job_summaries->size(), 1U);
}

TYPED_TEST(Jobs, Start_OnceTheActiveOneEnded_Works) {
  const std::string complete = this->start();
  this->begin(complete, 1);
  this->carry_out(complete);
  this->complete(complete);
  const std::string with_errors = this->start();
  this->begin(with_errors, 1);
  this->carry_out_in_vain(with_errors);
  this->complete(with_errors);
  ASSERT_EQ(this->status_of(with_errors), "COMPLETED_WITH_ERRORS");
  this->fail(this->start());
  EXPECT_EQ(this->failure_to_start(), std::nullopt);
}

TYPED_TEST(Jobs, Start_InAnotherDomain_Works_WhileOneIsActive) {
  this->start();
  const std::string other = this->make_domain("chats");
  EXPECT_EQ(this->failure_to_start(TypeParam::start_request(other)), std::nullopt);
}

TYPED_TEST(Jobs, Start_OfManyJobs_IsAllowedByTheOption) {
  this->settings_.quotas.set(std::string(TypeParam::kActiveQuota) + "=2").value();
  this->start();
  this->start();
  EXPECT_THAT(this->failure_to_start(), is_quota_failure());
  this->settings_.quotas.lift_all();
  EXPECT_EQ(this->failure_to_start(), std::nullopt);
}

TYPED_TEST(Jobs, Start_ChecksTheToken_ThenTheWatchlist_ThenTheQuota) {
  auto request = this->start_request("token");
  this->start(request);
  TypeParam::name_watchlist(request, kUnknownId);
  EXPECT_THAT(this->failure_to_start(request), is_untyped_conflict());
  request.client_token = "other-token";
  EXPECT_THAT(this->failure_to_start(request), is_not_found(ResourceType::kWatchlist));
  const std::string watchlist_id = this->make_watchlist(this->domain_id_);
  TypeParam::name_watchlist(request, watchlist_id);
  EXPECT_THAT(this->failure_to_start(request), is_quota_failure());
}

TYPED_TEST(Jobs, Start_Repeated_AnswersTheJobAsItIsNow_AndSubmitsItOnce) {
  const auto request = this->start_request("token");
  const std::string id = this->start(request);
  this->begin(id, 2);
  this->carry_out(id);
  EXPECT_EQ(this->start(request), id);
  EXPECT_EQ(this->try_start(request)->job_status, "IN_PROGRESS");
  EXPECT_EQ(this->try_start(request)->job_progress->percent_complete, 50);
  this->pass(1h);
  this->fail(id);
  EXPECT_EQ(this->try_start(request)->job_status, "FAILED");
  EXPECT_EQ(this->try_start(request)->ended_at, this->start_ + 1h);
  EXPECT_EQ(this->jobs_.submitted().size(), 1U);
}

TYPED_TEST(Jobs, Start_RepeatedOnceTheWatchlistIsGone_StillAnswersTheJob) {
  const std::string watchlist_id = this->make_watchlist(this->domain_id_);
  auto request = this->start_request("token");
  TypeParam::name_watchlist(request, watchlist_id);
  const std::string id = this->start(request);
  delete_watchlist(this->context_, {this->domain_id_, watchlist_id}).value();
  EXPECT_EQ(this->start(request), id);
}

TYPED_TEST(Jobs, Start_WithTheTokenOfOtherParameters_IsAConflict) {
  this->start(this->start_request("token"));
  const auto expect_conflict = [this](auto change) {
    auto request = this->start_request("token");
    change(request);
    EXPECT_THAT(this->failure_to_start(request), is_untyped_conflict());
  };
  const std::string other = this->make_domain("chats");
  expect_conflict([](auto& request) { request.job_name = "nightly"; });
  expect_conflict([](auto& request) { request.data_access_role_arn = "arn:aws:iam::000000000000:role/other"; });
  expect_conflict([](auto& request) { request.input_data_config.s3_uri = "s3://bucket/other.json"; });
  expect_conflict([](auto& request) { request.output_data_config.s3_uri = "s3://bucket/other"; });
  expect_conflict([](auto& request) { request.output_data_config.kms_key_id = "output-key"; });
  expect_conflict([&](auto& request) { request.domain_id = other; });
  expect_conflict([&](auto& request) {
    TypeParam::name_watchlist(request,
                              this->described_domain(this->domain_id_).watchlist_details->default_watchlist_id);
  });
}

TYPED_TEST(Jobs, Start_ThatFailed_LeavesNoTokenBehind) {
  const std::string active = this->start();
  ASSERT_THAT(this->failure_to_start(this->start_request("token")), is_quota_failure());
  auto request = this->start_request("token");
  TypeParam::name_watchlist(request, kUnknownId);
  ASSERT_THAT(this->failure_to_start(request), is_not_found(ResourceType::kWatchlist));
  this->fail(active);
  request = this->start_request("token");
  request.job_name = "nightly";
  EXPECT_EQ(this->failure_to_start(request), std::nullopt);
}

TYPED_TEST(Jobs, Start_RepeatedAfter24Hours_StartsAnotherJob) {
  const std::string first = this->start(this->start_request("token"));
  this->fail(first);
  this->pass(24h - kMillisecond);
  EXPECT_EQ(this->start(this->start_request("token")), first);
  this->pass(kMillisecond);
  EXPECT_NE(this->start(this->start_request("token")), first);
}

/// Jobs of both kinds in one domain.
class JobsOfBothKinds : public HandlerTest {
 protected:
  const std::string domain_id_ = make_domain();
  const std::string enrollment_id_{
      *EnrollmentKind::start(context_, start_of_enrollment_job(domain_id_)).value().job_id};
};

TEST_F(JobsOfBothKinds, AreActiveAtTheSameTime) {
  EXPECT_EQ(failure_of(RegistrationKind::start(context_, start_of_registration_job(domain_id_))), std::nullopt);
}

TEST_F(JobsOfBothKinds, AreNotFound_WithTheOtherKindsOperations) {
  const std::string registration_id(
      *RegistrationKind::start(context_, start_of_registration_job(domain_id_)).value().job_id);
  EXPECT_THAT(failure_of(RegistrationKind::describe(context_, domain_id_, enrollment_id_)),
              is_not_found(ResourceType::kBatchJob));
  EXPECT_THAT(failure_of(EnrollmentKind::describe(context_, domain_id_, registration_id)),
              is_not_found(ResourceType::kBatchJob));
  EXPECT_EQ(EnrollmentKind::list(context_, domain_id_).value().job_summaries->size(), 1U);
  EXPECT_EQ(RegistrationKind::list(context_, domain_id_).value().job_summaries->size(), 1U);
}

TEST_F(JobsOfBothKinds, HaveClientTokensOfTheirOwn) {
  const std::string other = make_domain("chats");
  auto enrollment = start_of_enrollment_job(other);
  enrollment.client_token = "token";
  auto registration = start_of_registration_job(other);
  registration.client_token = "token";
  const auto enrollment_id = EnrollmentKind::start(context_, enrollment).value().job_id;
  EXPECT_NE(RegistrationKind::start(context_, registration).value().job_id, enrollment_id);
}

}  // namespace
}  // namespace voiceid::handlers
