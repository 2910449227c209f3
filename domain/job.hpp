#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/enum_names.hpp"
#include "base/saved_members.hpp"
#include "domain/error.hpp"
#include "domain/ids.hpp"
#include "domain/time_point.hpp"

namespace voiceid {

/// The states of both kinds of batch job (API reference). The API model has one enumeration of these values per kind.
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
  /// An HTTP status (API reference).
  int status_code = 500;
  /// What the message begins with and events show: it quotes neither the input file nor its name.
  std::string_view summary = {};
};

/// The failure with that error, which has a summary.
JobFailure job_failure(const Error& error);

/// What the request to start a job says.
struct JobOrigin {
  ResourceId id;
  std::optional<std::string> name;
  std::string data_access_role_arn;
  std::string input_uri;
  std::string output_uri;
  std::optional<std::string> output_kms_key_id;
};

/// What both kinds of batch job have in common. A job goes from SUBMITTED through IN_PROGRESS to COMPLETED,
/// COMPLETED_WITH_ERRORS or FAILED (API reference). A step that does not fit the state changes nothing.
class Job {
 public:
  Job(JobOrigin origin, TimePoint now) : origin_(std::move(origin)), created_at_(now) {}

  const JobOrigin& origin() const { return origin_; }
  const ResourceId& id() const { return origin_.id; }
  JobStatus status() const { return status_; }
  /// SUBMITTED or IN_PROGRESS.
  bool is_active() const { return status_ == JobStatus::kSubmitted || status_ == JobStatus::kInProgress; }
  TimePoint created_at() const { return created_at_; }
  std::optional<TimePoint> ended_at() const { return ended_at_; }
  /// With FAILED only.
  const std::optional<JobFailure>& failure() const { return failure_; }
  /// How many requests are done, in whole percent, rounded down (API reference).
  int percent_complete() const;

  /// SUBMITTED → IN_PROGRESS, with this many requests to do.
  void begin(std::size_t requests);
  /// Counts one more request as done.
  void count_request(bool succeeded);
  /// IN_PROGRESS → COMPLETED, or COMPLETED_WITH_ERRORS if a request failed (API reference).
  void complete(TimePoint now);
  /// SUBMITTED or IN_PROGRESS → FAILED.
  void fail(JobFailure failure, TimePoint now);

 protected:
  /// What a saved job is read into.
  Job() = default;

 private:
  friend SavedMembers<Job>;

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

/// The outcome of one request of a job: a line of its output file.
struct RequestOutcome {
  std::string request_id;
  /// HTTP status of an error (Guide); 0 if the request succeeded.
  int error_code = 0;
  std::string error_message;
  /// Of an enrollment.
  std::string customer_speaker_id;
  /// Of the speaker or fraudster; empty with an error.
  std::string generated_id;
  /// The EnrollmentStatus or RegistrationStatus (API reference); empty with an error.
  std::string_view status;
  /// The similarity to the fraudster for which a duplicate was skipped (API reference); else none.
  std::optional<int> fraudster_similarity_score;

  bool succeeded() const { return error_code == 0; }
};

}  // namespace voiceid
