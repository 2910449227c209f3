#include "tests/handlers/job_fixture.hpp"

namespace voiceid::handlers {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

template <class Kind>
struct Stated;
template <>
struct Stated<EnrollmentKind> {
  using OfJob = EnrollmentJobEvent;
  using OfRequest = SpeakerEvent;
};
template <>
struct Stated<RegistrationKind> {
  using OfJob = RegistrationJobEvent;
  using OfRequest = FraudsterEvent;
};

// What both kinds of job state, page 5.
template <class Kind>
class JobEvents : public JobTest<Kind> {
 protected:
  using OfJob = typename Stated<Kind>::OfJob;
  using OfRequest = typename Stated<Kind>::OfRequest;

  std::vector<Event> of_jobs() { return this->events_.template published_of<OfJob>(); }
  std::vector<Event> of_requests() { return this->events_.template published_of<OfRequest>(); }
  static std::string job_id_of(const Event& event) { return std::string(std::get<OfJob>(event.detail).job.id->view()); }
};

struct KindNames {
  template <class Kind>
  static std::string GetName(int /*place*/) {
    return std::string(Kind::kName);
  }
};
TYPED_TEST_SUITE(JobEvents, JobKinds, KindNames);

TYPED_TEST(JobEvents, ASubmittedJobTellsWhatItWasTold) {
  const std::string id = this->start();
  ASSERT_THAT(this->of_jobs(), SizeIs(1));
  const Event event = this->of_jobs()[0];
  EXPECT_FALSE(event.error);
  EXPECT_EQ(this->job_id_of(event), id);
  const EventJob& job = std::get<typename TestFixture::OfJob>(event.detail).job;
  EXPECT_EQ(job.data_access_role_arn, kRoleArn);
  EXPECT_EQ(job.input_uri, kInputUri);
  EXPECT_EQ(job.output_uri, kOutputUri);
  EXPECT_FALSE(job.output_kms_key_id);
}

TYPED_TEST(JobEvents, TheSameClientTokenAgainStatesNothing) {
  auto request = this->start_request();
  request.client_token = "token";
  EXPECT_EQ(this->start(request), this->start(request));
  EXPECT_THAT(this->of_jobs(), SizeIs(1));
}

TYPED_TEST(JobEvents, ARefusedStartIsAFailureWithoutAJob) {
  auto request = this->start_request();
  TypeParam::name_watchlist(request, kUnknownId);
  EXPECT_FALSE(this->try_start(request));
  ASSERT_THAT(this->of_jobs(), SizeIs(1));
  EXPECT_EQ(this->of_jobs()[0].error->type, "ResourceNotFoundException");
  EXPECT_FALSE(std::get<typename TestFixture::OfJob>(this->of_jobs()[0].detail).job.id);
}

TYPED_TEST(JobEvents, AJobThatSucceedsIsStatedTwice_AlsoWithErrors) {
  const std::string id = this->start();
  this->begin(id, 1);
  this->carry_out_in_vain(id);
  this->complete(id);
  ASSERT_THAT(this->of_jobs(), SizeIs(2));
  EXPECT_FALSE(this->of_jobs()[1].error);
  EXPECT_EQ(this->job_id_of(this->of_jobs()[1]), id);
  this->complete(id);
  EXPECT_THAT(this->of_jobs(), SizeIs(2)) << "it had ended already";
}

TYPED_TEST(JobEvents, AJobThatFailsSaysWhy) {
  const std::string id = this->start();
  fail_job(this->context_, this->key_of(id), {"The input file is missing.", 404});
  ASSERT_THAT(this->of_jobs(), SizeIs(2));
  const EventError error = this->of_jobs()[1].error.value();
  EXPECT_EQ(error.message, "The input file is missing.");
  EXPECT_EQ(error.type, "ResourceNotFoundException");
  EXPECT_EQ(error.code, 404);
}

TYPED_TEST(JobEvents, AFailureThatQuotesTheInputFileIsSummedUp) {
  const std::string id = this->start();
  fail_job(this->context_, this->key_of(id),
           {"The RequestId 'alice' stands twice.", 400, "The input file cannot be used."});
  EXPECT_EQ(this->of_jobs()[1].error->message, "The input file cannot be used.");
}

TYPED_TEST(JobEvents, ADeletedDomainFailsItsJobs) {
  this->start();
  delete_domain(this->context_, {this->domain_id_}).value();
  ASSERT_THAT(this->of_jobs(), SizeIs(2));
  EXPECT_EQ(this->of_jobs()[1].error->type, "ConflictException");
}

TYPED_TEST(JobEvents, EachRequestIsStated) {
  const std::string id = this->start();
  this->begin(id, 3);
  const auto first = this->carry_out(id, "alice");
  EXPECT_EQ(this->carry_out(id, "alice")->status, "DUPLICATE_SKIPPED");
  this->carry_out(id, validation_failed("The audio s3://bucket/alice.wav is bad."));
  ASSERT_THAT(this->of_requests(), SizeIs(3));
  EXPECT_FALSE(this->of_requests()[0].error);
  EXPECT_FALSE(this->of_requests()[1].error);
  const EventError error = this->of_requests()[2].error.value();
  EXPECT_EQ(error.type, "ValidationException");
  EXPECT_THAT(error.message, testing::Not(testing::HasSubstr("alice")));
  EXPECT_THAT(error.message, testing::HasSubstr("output file"));
}

class EnrollmentJobEvents : public JobTest<EnrollmentKind> {
 protected:
  std::vector<Event> of_requests() { return events_.published_of<SpeakerEvent>(); }
  SpeakerEvent detail(std::size_t place) { return std::get<SpeakerEvent>(of_requests().at(place).detail); }
};

TEST_F(EnrollmentJobEvents, TellTheJobAndTheWordOfItsFile) {
  const std::string id = start();
  begin(id, 2);
  const auto outcome = carry_out(id, "alice");
  carry_out(id, "alice");
  EXPECT_EQ(detail(0).generated_speaker_id->view(), outcome->generated_id);
  EXPECT_EQ(detail(0).enrollment->source, VoiceSource::kBatchJob);
  EXPECT_EQ(detail(0).enrollment->source_id, id);
  EXPECT_EQ(detail(0).enrollment->status, BatchEnrollmentStatus::kNewEnrollment);
  EXPECT_EQ(detail(1).enrollment->status, BatchEnrollmentStatus::kDuplicateSkipped);
}

TEST_F(EnrollmentJobEvents, ARuleThatRefusesTellsItsSentenceWithoutTheRequestId) {
  opt_out_speaker(context_, {domain_id_, "alice"}).value();
  const std::string id = start();
  begin(id, 1);
  EXPECT_THAT(carry_out(id, "alice")->error_message, testing::HasSubstr("r-1"));
  const Event event = of_requests().back();
  EXPECT_EQ(event.error->type, "ConflictException");
  EXPECT_THAT(event.error->message, testing::StartsWith("The speaker has opted out"));
  EXPECT_TRUE(std::get<SpeakerEvent>(event.detail).generated_speaker_id);
  EXPECT_FALSE(std::get<SpeakerEvent>(event.detail).enrollment->status);
}

class RegistrationJobEvents : public JobTest<RegistrationKind> {
 protected:
  FraudsterEvent detail(std::size_t place) {
    return std::get<FraudsterEvent>(events_.published_of<FraudsterEvent>().at(place).detail);
  }
};

TEST_F(RegistrationJobEvents, TellTheFraudsterAndItsWatchlists) {
  const std::string id = start();
  begin(id, 3);
  const auto outcome = carry_out(id, "mallory");
  carry_out(id, "mallory");
  carry_out_in_vain(id);
  const auto default_id = record_of(domain_id_).domain.default_watchlist_id;
  EXPECT_EQ(detail(0).generated_fraudster_id->view(), outcome->generated_id);
  EXPECT_EQ(detail(0).registration->job_id.view(), id);
  EXPECT_EQ(detail(0).registration->status, BatchRegistrationStatus::kNewRegistration);
  EXPECT_EQ(detail(1).generated_fraudster_id, detail(0).generated_fraudster_id);
  EXPECT_EQ(detail(1).registration->status, BatchRegistrationStatus::kDuplicateSkipped);
  EXPECT_FALSE(detail(2).generated_fraudster_id);
  EXPECT_FALSE(detail(2).registration->status);
  for (std::size_t place = 0; place < 3; ++place)
    EXPECT_THAT(*detail(place).watchlist_ids, testing::ElementsAre(default_id));
}

}  // namespace
}  // namespace voiceid::handlers
