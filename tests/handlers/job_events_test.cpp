#include "tests/handlers/job_fixture.hpp"

namespace voiceid::handlers {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

/// The events of both kinds of job.
template <class Kind>
class JobEvents : public JobTest<Kind> {
 protected:
  std::vector<Event> of_jobs() { return this->events_.template published_of<typename Kind::JobEvent>(); }
  std::vector<Event> of_requests() { return this->events_.template published_of<typename Kind::RequestEvent>(); }
  static EventJob job_in(const Event& event) { return std::get<typename Kind::JobEvent>(event.detail).job; }
};

TYPED_TEST_SUITE(JobEvents, JobKinds, KindNames);

TYPED_TEST(JobEvents, ASubmittedJob_ShowsItsRequest) {
  auto request = this->start_request("token");
  const std::string id = this->start(request);
  EXPECT_EQ(this->start(request), id);
  ASSERT_THAT(this->of_jobs(), SizeIs(1)) << "a repeated start publishes nothing";
  EXPECT_FALSE(this->of_jobs()[0].error);
  const EventJob job = this->job_in(this->of_jobs()[0]);
  EXPECT_EQ(job.id->view(), id);
  EXPECT_EQ(job.data_access_role_arn, kRoleArn);
  EXPECT_EQ(job.input_uri, kInputUri);
  EXPECT_EQ(job.output_uri, kOutputUri);
  EXPECT_FALSE(job.output_kms_key_id);
  request.client_token = {};
  request.output_data_config.kms_key_id = "output-key";
  this->fail(id);
  this->start(request);
  EXPECT_EQ(this->job_in(this->of_jobs().back()).output_kms_key_id, "output-key");
}

TYPED_TEST(JobEvents, ARefusedStart_ShowsItsRequest_WithoutAJob) {
  auto request = this->start_request();
  TypeParam::name_watchlist(request, kUnknownId);
  EXPECT_FALSE(this->try_start(request));
  ASSERT_THAT(this->of_jobs(), SizeIs(1));
  EXPECT_EQ(this->of_jobs()[0].error->message, "The requested watchlist does not exist");
  EXPECT_FALSE(this->job_in(this->of_jobs()[0]).id);
  EXPECT_TRUE(std::get<typename TypeParam::JobEvent>(this->of_jobs()[0].detail).config);
  request.domain_id = kUnknownId;
  EXPECT_FALSE(this->try_start(request));
  EXPECT_EQ(this->of_jobs().back().domain_id.view(), kUnknownId);
  EXPECT_EQ(this->of_jobs().back().error->message, "The requested domain does not exist");
  EXPECT_EQ(this->job_in(this->of_jobs().back()).input_uri, kInputUri);
}

TYPED_TEST(JobEvents, ShowWhetherRequestsFailed) {
  const std::string id = this->start();
  this->begin(id, 1);
  this->carry_out_in_vain(id);
  this->complete(id);
  const std::string second = this->start();
  this->begin(second, 1);
  this->carry_out(second);
  this->complete(second);
  ASSERT_THAT(this->of_jobs(), SizeIs(4));
  for (const Event& event : this->of_jobs()) EXPECT_FALSE(event.error);
  EXPECT_EQ(this->job_in(this->of_jobs()[0]).status, JobStatus::kSubmitted);
  EXPECT_EQ(this->job_in(this->of_jobs()[1]).status, JobStatus::kCompletedWithErrors);
  EXPECT_EQ(this->job_in(this->of_jobs()[1]).id->view(), id);
  EXPECT_EQ(this->job_in(this->of_jobs()[3]).status, JobStatus::kCompleted);
}

/// How a job fails, and what the event says.
struct FailureRow {
  const ErrorType* type;
  EventErrorType shown;
  std::string_view message = "It is bad.";
};

TYPED_TEST(JobEvents, AFailedJob_SaysWhy_WithoutQuotingTheInputFile) {
  constexpr ErrorType kOddType{"", "Odd", 499};
  for (const auto& [type, shown, message] :
       {FailureRow{&kResourceNotFoundException, EventErrorType::kResourceNotFound},
        FailureRow{&kValidationException, EventErrorType::kBadRequest},
        FailureRow{&kServiceQuotaExceededException, EventErrorType::kServiceQuotaExceeded},
        FailureRow{&kAccessDeniedException, EventErrorType::kAccessDenied},
        FailureRow{&kConflictException, EventErrorType::kConflict}, FailureRow{&kOddType, EventErrorType::kBadRequest},
        FailureRow{&kInternalServerException, EventErrorType::kInternalError, "Internal Server Error"}}) {
    const std::string id = this->start();
    fail_job(this->context_, this->key_of(id),
             {.type = type, .message = "The RequestId 'alice' stands twice.", .summary = "It is bad."});
    const EventError error = this->of_jobs().back().error.value();
    EXPECT_EQ(error.type, shown);
    EXPECT_EQ(error.message, message);
    EXPECT_EQ(error.code, type->http_status);
    EXPECT_EQ(this->described(id).failure_details->message, "It is bad. The RequestId 'alice' stands twice.");
  }
}

TYPED_TEST(JobEvents, AJobWithTooManyRequests_FailsForItsQuota) {
  this->begin(this->start(), TypeParam::kMaxRequests + 1);
  const EventError error = this->of_jobs().back().error.value();
  EXPECT_EQ(error.type, EventErrorType::kServiceQuotaExceeded);
  EXPECT_THAT(error.message, testing::EndsWith(" job's input file has too many requests."));
}

TYPED_TEST(JobEvents, ADeletedDomain_FailsItsJobs) {
  this->start();
  delete_domain(this->context_, {this->domain_id_}).value();
  ASSERT_THAT(this->of_jobs(), SizeIs(2));
  EXPECT_EQ(this->of_jobs()[1].error->type, EventErrorType::kConflict);
  EXPECT_EQ(this->of_jobs()[1].error->message, "The domain is not active.");
}

TYPED_TEST(JobEvents, EachRequest_IsPublished_WithoutQuotingTheInputFile) {
  const std::string id = this->start();
  this->begin(id, 4);
  this->carry_out(id, "alice");
  EXPECT_EQ(this->carry_out(id, "alice")->status, "DUPLICATE_SKIPPED");
  Error fault = refused("It is bad.", "The audio s3://bucket/alice.wav is bad", "a good one is needed");
  this->carry_out(id, fault);
  fault.lacks_speech = true;
  this->carry_out(id, fault);
  ASSERT_THAT(this->of_requests(), SizeIs(4));
  EXPECT_FALSE(this->of_requests()[0].error);
  EXPECT_FALSE(this->of_requests()[1].error);
  EXPECT_EQ(this->of_requests()[2].error->type, EventErrorType::kBadRequest);
  EXPECT_EQ(this->of_requests()[2].error->message, "It is bad.");
  EXPECT_EQ(this->of_requests()[3].error->type, EventErrorType::kNotEnoughSpeech);
  EXPECT_EQ(this->of_requests()[3].error->code, 400);
}

class EnrollmentJobEvents : public JobTest<EnrollmentKind> {
 protected:
  std::vector<Event> of_requests() { return events_.published_of<SpeakerEvent>(); }
  SpeakerEvent detail(std::size_t place) { return std::get<SpeakerEvent>(of_requests().at(place).detail); }
};

TEST_F(EnrollmentJobEvents, ShowTheSpeaker_TheJobAndTheStatusInItsFile) {
  const std::string id = start();
  begin(id, 2);
  const auto outcome = carry_out(id, "alice");
  carry_out(id, "alice");
  EXPECT_EQ(detail(0).generated_speaker_id->view(), outcome->generated_id);
  EXPECT_EQ(detail(0).enrollment->source, EnrollmentSource::kBatch);
  EXPECT_EQ(detail(0).enrollment->source_id, id);
  EXPECT_EQ(detail(0).enrollment->status, BatchEnrollmentStatus::kNewEnrollment);
  EXPECT_EQ(detail(1).enrollment->status, BatchEnrollmentStatus::kDuplicateSkipped);
}

// Sample events: a failed enrollment shows no speaker.
TEST_F(EnrollmentJobEvents, ShowTheErrorOfARule_WithoutRequestIdAndSpeaker) {
  opt_out_speaker(context_, {domain_id_, "alice"}).value();
  const std::string id = start();
  begin(id, 1);
  EXPECT_THAT(carry_out(id, "alice")->error_message, HasSubstr("r-1"));
  const Event event = of_requests().back();
  EXPECT_EQ(event.error->type, EventErrorType::kConflict);
  EXPECT_EQ(event.error->message, "You cannot request an enrollment for an opted out speaker.");
  EXPECT_FALSE(std::get<SpeakerEvent>(event.detail).generated_speaker_id);
  EXPECT_FALSE(std::get<SpeakerEvent>(event.detail).enrollment->status);
}

class RegistrationJobEvents : public JobTest<RegistrationKind> {
 protected:
  FraudsterEvent detail(std::size_t place) {
    return std::get<FraudsterEvent>(events_.published_of<FraudsterEvent>().at(place).detail);
  }
};

TEST_F(RegistrationJobEvents, ShowTheFraudsterAndItsWatchlists) {
  const std::string id = start();
  begin(id, 3);
  const auto outcome = carry_out(id, "mallory");
  carry_out(id, "mallory");
  carry_out_in_vain(id);
  EXPECT_EQ(detail(0).generated_fraudster_id->view(), outcome->generated_id);
  EXPECT_EQ(detail(0).registration->job_id.view(), id);
  EXPECT_EQ(detail(0).registration->status, BatchRegistrationStatus::kNewRegistration);
  EXPECT_EQ(detail(1).generated_fraudster_id, detail(0).generated_fraudster_id);
  EXPECT_EQ(detail(1).registration->status, BatchRegistrationStatus::kDuplicateSkipped);
  EXPECT_FALSE(detail(2).generated_fraudster_id);
  EXPECT_FALSE(detail(2).registration->status);
  for (std::size_t place = 0; place < 3; ++place) {
    EXPECT_THAT(*detail(place).watchlist_ids, testing::ElementsAre(ResourceId(default_watchlist_id_)));
  }
}

}  // namespace
}  // namespace voiceid::handlers
