#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/enum_names.hpp"
#include "domain/ids.hpp"
#include "domain/time_point.hpp"

namespace voiceid {

/// The states of both kinds of batch job (S). The contract has an enumeration of the same values for each kind.
enum class JobStatus { kSubmitted, kInProgress, kCompleted, kCompletedWithErrors, kFailed };
template <>
inline constexpr std::array<std::string_view, 5> kEnumNames<JobStatus>{"SUBMITTED", "IN_PROGRESS", "COMPLETED",
                                                                       "COMPLETED_WITH_ERRORS", "FAILED"};

enum class JobKind { kSpeakerEnrollment, kFraudsterRegistration };

/// Which job of which domain.
struct JobKey {
  JobKind kind{};
  ResourceId domain_id;
  ResourceId job_id;
  friend bool operator==(const JobKey&, const JobKey&) = default;
};

/// Why a job as a whole failed.
struct JobFailure {
  std::string message;
  /// An HTTP status (S).
  int status_code = 500;
  /// What events say instead of the message, where that may quote from the input file.
  std::string summary = {};
};

/// What a job is told at its start.
struct JobOrigin {
  ResourceId id;
  std::optional<std::string> name;
  std::string data_access_role_arn;
  std::string input_uri;
  std::string output_uri;
  std::optional<std::string> output_kms_key_id;
};

/// What both kinds of batch job have in common. A job goes from SUBMITTED through IN_PROGRESS to one of the three ends
/// (S); a step that does not fit its state changes nothing.
class Job {
 public:
  Job(JobOrigin origin, TimePoint now) : origin_(std::move(origin)), created_at_(now) {}

  const JobOrigin& origin() const { return origin_; }
  const ResourceId& id() const { return origin_.id; }
  JobStatus status() const { return status_; }
  /// Not at its end yet.
  bool is_active() const { return status_ == JobStatus::kSubmitted || status_ == JobStatus::kInProgress; }
  TimePoint created_at() const { return created_at_; }
  std::optional<TimePoint> ended_at() const { return ended_at_; }
  /// With FAILED only.
  const std::optional<JobFailure>& failure() const { return failure_; }
  /// How much of the requests is done, cut down to a whole number of percent (S, D).
  int percent_complete() const;

  /// SUBMITTED → IN_PROGRESS, with so many requests to do.
  void begin(std::size_t requests);
  /// One more request is done.
  void count_request(bool succeeded);
  /// IN_PROGRESS → COMPLETED, or COMPLETED_WITH_ERRORS where some request did not succeed (S).
  void complete(TimePoint now);
  /// → FAILED, as a whole.
  void fail(JobFailure failure, TimePoint now);

 private:
  void end(JobStatus status, TimePoint now);

  JobOrigin origin_;
  JobStatus status_ = JobStatus::kSubmitted;
  TimePoint created_at_;
  std::optional<TimePoint> ended_at_;
  std::optional<JobFailure> failure_;
  std::size_t requests_ = 0;
  std::size_t done_ = 0;
  std::size_t not_succeeded_ = 0;
};

/// What became of one request of a job: a line of its output file.
struct RequestOutcome {
  std::string request_id;
  /// HTTP status of an error (A); 0 where the request succeeded.
  int error_code = 0;
  std::string error_message;
  /// Of an enrollment.
  std::string customer_speaker_id;
  /// Of the speaker or fraudster; empty with an error.
  std::string generated_id;
  /// The EnrollmentStatus or RegistrationStatus (S); empty with an error.
  std::string_view status;
  /// How alike the voice is to that of the fraudster, where a duplicate was skipped (S).
  std::optional<int> fraudster_similarity_score;

  bool succeeded() const { return error_code == 0; }
};

}  // namespace voiceid
