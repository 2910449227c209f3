#include "handlers/job_steps.hpp"

#include "tests/handlers/job_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// The steps of one job, of both kinds.
template <class Kind>
class JobSteps : public JobTest<Kind> {
 protected:
  bool begin(std::size_t requests) { return JobTest<Kind>::begin(id_, requests); }
  std::optional<RequestOutcome> carry_out() { return JobTest<Kind>::carry_out(id_); }
  std::optional<RequestOutcome> carry_out_in_vain() { return JobTest<Kind>::carry_out_in_vain(id_); }
  void complete() { JobTest<Kind>::complete(id_); }
  std::string status() { return this->status_of(id_); }
  std::int64_t percent() { return this->percent_of(id_); }
  shapes::FailureDetails failure() { return this->described(id_).failure_details.value(); }

  void set_requests_quota(std::string_view value) {
    this->settings_.quotas.set(std::string(Kind::kRequestsQuota).append("=").append(value)).value();
  }

  void expect_no_step(const JobKey& key) {
    const std::size_t events = this->events_.published().size();
    EXPECT_FALSE(begin_job(this->context_, key, 1));
    EXPECT_FALSE(begin_job(this->context_, key, Kind::kMaxRequests + 1));
    EXPECT_FALSE(handlers::carry_out(this->context_, key, {"r-1", "alice", heard("alice")}));
    EXPECT_FALSE(handlers::carry_out(this->context_, key, {"r-2", "alice", validation_failed("The audio is bad.")}));
    complete_job(this->context_, key);
    fail_job(this->context_, key, internal_error("It failed later."));
    EXPECT_EQ(this->events_.published().size(), events);
  }

  const std::string id_ = this->start();
};

TYPED_TEST_SUITE(JobSteps, JobKinds, KindNames);

TYPED_TEST(JobSteps, Begin_WithAsManyRequestsAsTheQuotaAllows_PutsTheJobInProgress) {
  EXPECT_TRUE(this->begin(TypeParam::kMaxRequests));
  EXPECT_EQ(this->status(), "IN_PROGRESS");
  EXPECT_EQ(this->percent(), 0);
}

TYPED_TEST(JobSteps, Begin_WithMoreRequestsThanTheQuotaAllows_FailsTheJob) {
  this->pass(1s);
  EXPECT_FALSE(this->begin(TypeParam::kMaxRequests + 1));
  EXPECT_EQ(this->status(), "FAILED");
  EXPECT_EQ(this->failure().status_code, 402);
  const std::string message(*this->failure().message);
  const std::string quota(TypeParam::kRequestsQuota);
  EXPECT_THAT(message, HasSubstr(" input file has too many requests. The manifest has " +
                                 std::to_string(TypeParam::kMaxRequests + 1) + " requests."));
  EXPECT_THAT(message, HasSubstr(quota + " (" + std::to_string(TypeParam::kMaxRequests) + " per job)"));
  EXPECT_THAT(message, HasSubstr("--quota " + quota + "=N"));
  EXPECT_PRED1(is_sentence, message);
  EXPECT_EQ(this->described(this->id_).ended_at, this->start_ + 1s);
}

TYPED_TEST(JobSteps, Begin_GoesByTheQuotaThatIsSet) {
  this->set_requests_quota("2");
  EXPECT_FALSE(this->begin(3));
  this->set_requests_quota("3");
  EXPECT_TRUE(JobTest<TypeParam>::begin(this->start(), 3));
  this->set_requests_quota("0");
  this->settings_.quotas.set(std::string(TypeParam::kActiveQuota) + "=9").value();
  EXPECT_FALSE(JobTest<TypeParam>::begin(this->start(), 1));
  EXPECT_TRUE(JobTest<TypeParam>::begin(this->start(), 0)) << "no request needs no room";
  this->set_requests_quota("unlimited");
  EXPECT_TRUE(JobTest<TypeParam>::begin(this->start(), 1'000'000));
}

TYPED_TEST(JobSteps, CarryOut_CountsTheRequest_WhetherItSucceedsOrNot) {
  this->begin(4);
  const RequestOutcome good = this->carry_out().value();
  EXPECT_TRUE(good.succeeded());
  EXPECT_EQ(good.request_id, "r-1");
  EXPECT_EQ(this->percent(), 25);
  const RequestOutcome bad = this->carry_out_in_vain().value();
  EXPECT_FALSE(bad.succeeded());
  EXPECT_EQ(bad.request_id, "r-1");
  EXPECT_EQ(this->percent(), 50);
  EXPECT_EQ(this->count_made(), 1U);
}

TYPED_TEST(JobSteps, CarryOut_OfBadAudio_AnswersItsFault) {
  this->begin(2);
  const RequestOutcome bad = JobTest<TypeParam>::carry_out(this->id_, validation_failed("Too short.")).value();
  EXPECT_EQ(bad.error_code, 400);
  EXPECT_EQ(bad.error_message, "Too short.");
  EXPECT_EQ(bad.generated_id, "");
  EXPECT_EQ(bad.customer_speaker_id, "");
  EXPECT_EQ(bad.status, "");
  EXPECT_FALSE(bad.fraudster_similarity_score);
  const RequestOutcome unread = JobTest<TypeParam>::carry_out(this->id_, internal_error("No answer.")).value();
  EXPECT_EQ(unread.error_code, 500);
  EXPECT_EQ(unread.error_message, "Internal Server Error. No answer.");
}

TYPED_TEST(JobSteps, BeforeTheJobBegan_NothingIsCarriedOutOrCompleted) {
  EXPECT_FALSE(this->carry_out());
  EXPECT_EQ(this->count_made(), 0U);
  this->complete();
  EXPECT_EQ(this->status(), "SUBMITTED");
}

TYPED_TEST(JobSteps, Complete_GoesByTheRequests) {
  this->begin(1);
  this->carry_out();
  this->pass(1s);
  this->complete();
  EXPECT_EQ(this->status(), "COMPLETED");
  EXPECT_EQ(this->described(this->id_).ended_at, this->start_ + 1s);
  const std::string second = this->start();
  JobTest<TypeParam>::begin(second, 2);
  JobTest<TypeParam>::carry_out_in_vain(second);
  JobTest<TypeParam>::carry_out(second);
  JobTest<TypeParam>::complete(second);
  EXPECT_EQ(this->status_of(second), "COMPLETED_WITH_ERRORS");
}

TYPED_TEST(JobSteps, Fail_EndsASubmittedJob_AndOneInProgress) {
  this->fail(this->id_);
  EXPECT_EQ(this->status(), "FAILED");
  EXPECT_EQ(this->failure().message, "The input file is missing.");
  EXPECT_EQ(this->failure().status_code, 404);
  const std::string second = this->start();
  JobTest<TypeParam>::begin(second, 1);
  this->fail(second);
  EXPECT_EQ(this->status_of(second), "FAILED");
}

TYPED_TEST(JobSteps, OfAJobThatEnded_ChangeNothing) {
  const std::string complete = this->id_;
  this->begin(1);
  this->carry_out();
  this->complete();
  const std::string failed = this->start();
  this->fail(failed);
  this->pass(1h);
  for (const std::string& id : {complete, failed}) this->expect_no_step(this->key_of(id));
  EXPECT_EQ(this->status_of(complete), "COMPLETED");
  EXPECT_EQ(this->status_of(failed), "FAILED");
  EXPECT_EQ(this->described(failed).failure_details->message, "The input file is missing.");
  for (const std::string& id : {complete, failed}) EXPECT_EQ(this->described(id).ended_at, this->start_);
}

TYPED_TEST(JobSteps, OfAnUnknownJob_ChangeNothing) {
  this->begin(1);
  const JobKey key = this->key_of(this->id_);
  this->expect_no_step({TypeParam::kKind, key.domain_id, ResourceId(kUnknownId)});
  this->expect_no_step({TypeParam::kKind, ResourceId(kUnknownId), key.job_id});
  this->expect_no_step({TypeParam::kKind, ResourceId(this->make_domain("chats")), key.job_id});
  this->expect_no_step({TypeParam::kOtherKind, key.domain_id, key.job_id});
  EXPECT_EQ(this->status(), "IN_PROGRESS");
  EXPECT_EQ(this->percent(), 0);
}

TYPED_TEST(JobSteps, DoNotDependOnTheCaller) {
  this->call_from({}, {});
  EXPECT_TRUE(this->begin(1));
  EXPECT_TRUE(this->carry_out());
  this->complete();
  this->call_from(kAccount, kRegion);
  EXPECT_EQ(this->status(), "COMPLETED");
}

/// What deleting a domain does to its jobs.
template <class Kind>
class JobsOfADeletedDomain : public JobTest<Kind> {
 protected:
  void delete_and_look() {
    delete_domain(this->context_, {this->domain_id_}).value();
    // A deleted domain would not show its jobs.
    this->store_.set_domain_status(this->record_of(this->domain_id_), DomainStatus::kActive);
  }
};

TYPED_TEST_SUITE(JobsOfADeletedDomain, JobKinds, KindNames);

TYPED_TEST(JobsOfADeletedDomain, AreFailedAndCancelledOnce_IfTheyWereActive) {
  this->settings_.quotas.lift_all();
  const std::string submitted = this->start();
  const std::string running = this->start();
  this->begin(running, 2);
  this->carry_out(running);
  this->pass(1s);
  delete_domain(this->context_, {this->domain_id_}).value();
  this->delete_and_look();
  EXPECT_THAT(this->jobs_.cancelled(), UnorderedElementsAre(this->key_of(submitted), this->key_of(running)));
  for (const std::string& id : {submitted, running}) {
    const auto job = this->described(id);
    EXPECT_EQ(job.job_status, "FAILED");
    EXPECT_EQ(job.failure_details->message, "The domain is not active. It was deleted while the job ran.");
    EXPECT_EQ(job.failure_details->status_code, 409);
    EXPECT_EQ(job.ended_at, this->start_ + 1s);
    EXPECT_FALSE(this->carry_out(id)) << "it takes no step any more";
  }
  EXPECT_EQ(this->percent_of(running), 50);
}

TYPED_TEST(JobsOfADeletedDomain, AreLeftAsTheyAre_IfTheyHadEnded) {
  const std::string failed = this->start();
  this->fail(failed);
  this->pass(1s);
  this->delete_and_look();
  EXPECT_THAT(this->jobs_.cancelled(), IsEmpty());
  EXPECT_EQ(this->described(failed).failure_details->status_code, 404);
  EXPECT_EQ(this->described(failed).ended_at, this->start_);
}

TYPED_TEST(JobsOfADeletedDomain, AreThoseOfThatDomainOnly) {
  const std::string id = this->start();
  delete_domain(this->context_, {this->make_domain("chats")}).value();
  EXPECT_THAT(this->jobs_.cancelled(), IsEmpty());
  EXPECT_EQ(this->status_of(id), "SUBMITTED");
}

}  // namespace
}  // namespace voiceid::handlers
