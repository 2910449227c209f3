#pragma once

#include "handlers/job_steps.hpp"
#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {

inline constexpr std::string_view kRoleArn = "arn:aws:iam::000000000000:role/batch";
inline constexpr std::string_view kInputUri = "s3://bucket/in/requests.json";
inline constexpr std::string_view kOutputUri = "s3://bucket/out";

inline shapes::StartSpeakerEnrollmentJobRequest start_of_enrollment_job(std::string_view domain_id) {
  shapes::StartSpeakerEnrollmentJobRequest request;
  request.data_access_role_arn = kRoleArn;
  request.domain_id = domain_id;
  request.input_data_config = {kInputUri};
  request.output_data_config = {{}, kOutputUri};
  return request;
}

inline shapes::StartFraudsterRegistrationJobRequest start_of_registration_job(std::string_view domain_id) {
  shapes::StartFraudsterRegistrationJobRequest request;
  request.data_access_role_arn = kRoleArn;
  request.domain_id = domain_id;
  request.input_data_config = {kInputUri};
  request.output_data_config = {{}, kOutputUri};
  return request;
}

/// Which jobs of a list are asked for.
struct JobPage {
  std::optional<std::string_view> status;
  std::optional<std::int64_t> max_results{};
  std::optional<std::string_view> token{};
};

/// The operations of one kind of job under names that both kinds have, so that a test holds for both.
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

  static Start start_request(std::string_view domain_id) { return start_of_enrollment_job(domain_id); }
  static void name_watchlist(Start& request, std::string_view watchlist_id) {
    request.enrollment_config.emplace().fraud_detection_config.emplace().watchlist_ids = {watchlist_id};
  }
  static Result<Shape> start(Context& context, const Start& request) {
    const auto response = start_speaker_enrollment_job(context, request);
    if (!response) return response.error();
    return *response->job;
  }
  static Result<Shape> describe(Context& context, std::string_view domain_id, std::string_view job_id) {
    const auto response = describe_speaker_enrollment_job(context, {domain_id, job_id});
    if (!response) return response.error();
    return *response->job;
  }
  static Result<Listed> list(Context& context, std::string_view domain_id, const JobPage& page = {}) {
    return list_speaker_enrollment_jobs(context, {domain_id, page.status, page.max_results, page.token});
  }
  /// An id of the right form that nothing has where there is no such domain.
  static std::string_view any_job(Context& context, std::string_view domain_id) {
    const store::DomainRecord* record = context.store.find_domain(domain_id);
    return record == nullptr ? kUnknownId : record->enrollment_jobs.page({}, 0, 1).rows.front()->id().view();
  }
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

  static Start start_request(std::string_view domain_id) { return start_of_registration_job(domain_id); }
  static void name_watchlist(Start& request, std::string_view watchlist_id) {
    request.registration_config.emplace().watchlist_ids = {watchlist_id};
  }
  static Result<Shape> start(Context& context, const Start& request) {
    const auto response = start_fraudster_registration_job(context, request);
    if (!response) return response.error();
    return *response->job;
  }
  static Result<Shape> describe(Context& context, std::string_view domain_id, std::string_view job_id) {
    const auto response = describe_fraudster_registration_job(context, {domain_id, job_id});
    if (!response) return response.error();
    return *response->job;
  }
  static Result<Listed> list(Context& context, std::string_view domain_id, const JobPage& page = {}) {
    return list_fraudster_registration_jobs(context, {domain_id, page.status, page.max_results, page.token});
  }
  /// An id of the right form that nothing has where there is no such domain.
  static std::string_view any_job(Context& context, std::string_view domain_id) {
    const store::DomainRecord* record = context.store.find_domain(domain_id);
    return record == nullptr ? kUnknownId : record->registration_jobs.page({}, 0, 1).rows.front()->id().view();
  }
};

using JobKinds = testing::Types<EnrollmentKind, RegistrationKind>;

/// A domain with jobs of one kind. Nothing runs them: a test takes their steps itself.
template <class Kind>
class JobTest : public HandlerTest {
 protected:
  using Start = typename Kind::Start;
  using Shape = typename Kind::Shape;

  Start start_request() const { return Kind::start_request(domain_id_); }
  Result<Shape> try_start(const Start& request) { return Kind::start(context_, request); }
  std::string start(const Start& request) { return std::string(*try_start(request).value().job_id); }
  std::string start() { return start(start_request()); }

  JobKey key_of(std::string_view job_id) const { return {Kind::kKind, ResourceId(domain_id_), ResourceId(job_id)}; }
  bool begin(std::string_view job_id, std::size_t requests) { return begin_job(context_, key_of(job_id), requests); }
  void complete(std::string_view job_id) { complete_job(context_, key_of(job_id)); }
  void fail(std::string_view job_id) { fail_job(context_, key_of(job_id), {"The input file is missing.", 404}); }

  /// A request of the job, with that voice or what is wrong with its audio. Enrolls somebody of the voice's name.
  std::optional<RequestOutcome> carry_out(std::string_view job_id, const Result<std::string>& voice) {
    const bool enrolls = Kind::kKind == JobKind::kSpeakerEnrollment && voice;
    return handlers::carry_out(context_, key_of(job_id), {"r-1", enrolls ? *voice : std::string(), voice});
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

  /// How many speakers or fraudsters the jobs made.
  std::size_t count_made() {
    const store::DomainRecord& record = record_of(domain_id_);
    return record.speakers.size() + record.fraudsters.size();
  }

  const std::string domain_id_ = make_domain();

 private:
  int voices_ = 0;
};

}  // namespace voiceid::handlers
