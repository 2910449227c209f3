#pragma once

#include "handlers/job_steps.hpp"
#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {

inline constexpr std::string_view kRoleArn = "arn:aws:iam::000000000000:role/batch";
inline constexpr std::string_view kInputUri = "s3://bucket/in/requests.json";
inline constexpr std::string_view kOutputUri = "s3://bucket/out";

template <class Start>
Start start_of_job(std::string_view domain_id) {
  Start request;
  request.data_access_role_arn = kRoleArn;
  request.domain_id = domain_id;
  request.input_data_config = {kInputUri};
  request.output_data_config = {{}, kOutputUri};
  return request;
}
inline constexpr auto start_of_enrollment_job = &start_of_job<shapes::StartSpeakerEnrollmentJobRequest>;
inline constexpr auto start_of_registration_job = &start_of_job<shapes::StartFraudsterRegistrationJobRequest>;

/// Which jobs of a list are requested.
struct JobPage {
  std::optional<std::string_view> status;
  std::optional<std::int64_t> max_results{};
  std::optional<std::string_view> token{};
};

/// The job of an answer, or its error.
template <class Shape, class Response>
Result<Shape> job_of(const Result<Response>& response) {
  if (!response) return response.error();
  return *response->job;
}

/// The operations of one kind of job under names that both kinds share, so that a test holds for both.
struct EnrollmentKind {
  static constexpr std::string_view kName = "Enrollment";
  static constexpr JobKind kKind = JobKind::kSpeakerEnrollment;
  static constexpr JobKind kOtherKind = JobKind::kFraudsterRegistration;
  static constexpr std::string_view kActiveQuota = "active-enrollment-jobs";
  static constexpr std::string_view kRequestsQuota = "enrollment-job-speakers";
  static constexpr std::size_t kMaxRequests = 10'000;
  using Start = shapes::StartSpeakerEnrollmentJobRequest;
  using Shape = shapes::SpeakerEnrollmentJob;
  using Listed = shapes::ListSpeakerEnrollmentJobsResponse;
  using JobEvent = EnrollmentJobEvent;
  using RequestEvent = SpeakerEvent;

  static void name_watchlist(Start& request, std::string_view watchlist_id) {
    request.enrollment_config.emplace().fraud_detection_config.emplace().watchlist_ids = {watchlist_id};
  }
  static Result<Shape> start(Context& context, const Start& request) {
    return job_of<Shape>(start_speaker_enrollment_job(context, request));
  }
  static Result<Shape> describe(Context& context, std::string_view domain_id, std::string_view job_id) {
    return job_of<Shape>(describe_speaker_enrollment_job(context, {domain_id, job_id}));
  }
  static Result<Listed> list(Context& context, std::string_view domain_id, const JobPage& page = {}) {
    return list_speaker_enrollment_jobs(context, {domain_id, page.status, page.max_results, page.token});
  }
  static const auto& table(const store::DomainRecord& record) { return record.enrollment_jobs; }
};

struct RegistrationKind {
  static constexpr std::string_view kName = "Registration";
  static constexpr JobKind kKind = JobKind::kFraudsterRegistration;
  static constexpr JobKind kOtherKind = JobKind::kSpeakerEnrollment;
  static constexpr std::string_view kActiveQuota = "active-registration-jobs";
  static constexpr std::string_view kRequestsQuota = "registration-job-fraudsters";
  static constexpr std::size_t kMaxRequests = 500;
  using Start = shapes::StartFraudsterRegistrationJobRequest;
  using Shape = shapes::FraudsterRegistrationJob;
  using Listed = shapes::ListFraudsterRegistrationJobsResponse;
  using JobEvent = RegistrationJobEvent;
  using RequestEvent = FraudsterEvent;

  static void name_watchlist(Start& request, std::string_view watchlist_id) {
    request.registration_config.emplace().watchlist_ids = {watchlist_id};
  }
  static Result<Shape> start(Context& context, const Start& request) {
    return job_of<Shape>(start_fraudster_registration_job(context, request));
  }
  static Result<Shape> describe(Context& context, std::string_view domain_id, std::string_view job_id) {
    return job_of<Shape>(describe_fraudster_registration_job(context, {domain_id, job_id}));
  }
  static Result<Listed> list(Context& context, std::string_view domain_id, const JobPage& page = {}) {
    return list_fraudster_registration_jobs(context, {domain_id, page.status, page.max_results, page.token});
  }
  static const auto& table(const store::DomainRecord& record) { return record.registration_jobs; }
};

/// What was heard in a request's audio: a voice, or what is wrong with it.
inline Result<HeardVoice> heard(const Result<std::string>& voice, int spoofing_risk = 0) {
  if (!voice) return voice.error();
  return HeardVoice{.voice = Voice(*voice), .spoofing_risk = spoofing_risk};
}

using JobKinds = testing::Types<EnrollmentKind, RegistrationKind>;

struct KindNames {
  template <class Kind>
  static std::string GetName(int /*place*/) {
    return std::string(Kind::kName);
  }
};

/// A domain with jobs of one kind. Nothing runs them: a test takes their steps itself.
template <class Kind>
class JobTest : public DomainTest {
 protected:
  using Start = typename Kind::Start;
  using Shape = typename Kind::Shape;

  Start start_request(std::optional<std::string_view> client_token = {}) const {
    Start request = start_of_job<Start>(domain_id_);
    request.client_token = client_token;
    return request;
  }
  Result<Shape> try_start(const Start& request) { return Kind::start(context_, request); }
  std::optional<Error> failure_to_start(const Start& request) { return failure_of(try_start(request)); }
  std::string start(const Start& request) { return std::string(*try_start(request).value().job_id); }
  std::string start() { return start(start_request()); }

  JobKey key_of(std::string_view job_id) const { return {Kind::kKind, ResourceId(domain_id_), ResourceId(job_id)}; }
  bool begin(std::string_view job_id, std::size_t requests) { return begin_job(context_, key_of(job_id), requests); }
  void complete(std::string_view job_id) { complete_job(context_, key_of(job_id)); }
  void fail(std::string_view job_id) {
    fail_job(context_, key_of(job_id), {.type = &kResourceNotFoundException, .message = "The input file is missing."});
  }

  /// A request of the job, with that voice or what is wrong with its audio. Enrolls somebody with the voice's name.
  std::optional<RequestOutcome> carry_out(std::string_view job_id, const Result<std::string>& voice) {
    const bool enrolls = Kind::kKind == JobKind::kSpeakerEnrollment && voice;
    return handlers::carry_out(context_, key_of(job_id), {"r-1", enrolls ? *voice : std::string(), heard(voice)});
  }
  std::optional<RequestOutcome> carry_out(std::string_view job_id) {
    return carry_out(job_id, "voice-" + std::to_string(++voices_));
  }
  std::optional<RequestOutcome> carry_out_in_vain(std::string_view job_id) {
    return carry_out(job_id, validation_failed("The audio is bad."));
  }

  Shape described(std::string_view job_id) { return Kind::describe(context_, domain_id_, job_id).value(); }
  std::string status_of(std::string_view job_id) { return std::string(*described(job_id).job_status); }
  std::int64_t percent_of(std::string_view job_id) { return described(job_id).job_progress->percent_complete.value(); }

  static void expect_refused(const RequestOutcome& outcome, int code) {
    EXPECT_EQ(outcome.error_code, code) << outcome.error_message;
    EXPECT_PRED1(is_sentence, outcome.error_message);
    EXPECT_THAT(outcome.error_message, testing::HasSubstr("Request 'r-1': "));
    EXPECT_EQ(outcome.request_id, "r-1");
    EXPECT_EQ(outcome.status, "");
    EXPECT_EQ(outcome.customer_speaker_id, "");
    EXPECT_EQ(outcome.generated_id, "");
    EXPECT_FALSE(outcome.fraudster_similarity_score);
  }

  /// How many speakers or fraudsters the jobs made.
  std::size_t count_made() {
    const store::DomainRecord& record = record_of(domain_id_);
    return record.speakers.size() + record.fraudsters.size();
  }

 private:
  int voices_ = 0;
};

}  // namespace voiceid::handlers
