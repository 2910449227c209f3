#pragma once

#include <array>

#include "domain/batch_enrollment.hpp"
#include "domain/batch_registration.hpp"
#include "handlers/shapes/saved.hpp"
#include "handlers/shapes/scalars.hpp"

/// Member tables of jobs, as a saved state has them.
namespace voiceid {

template <>
struct SavedMembers<JobOrigin> {
  static constexpr std::string_view kName = "SavedJobOrigin";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::id, kJobId, S>("JobId"),
                      saved<&S::name, kJobName, S>("JobName"),
                      saved<&S::data_access_role_arn, kIamRoleArn, S>("DataAccessRoleArn"),
                      saved<&S::input_uri, kS3Uri, S>("InputS3Uri"),
                      saved<&S::output_uri, kS3Uri, S>("OutputS3Uri"),
                      saved<&S::output_kms_key_id, kKmsKeyId, S>("OutputKmsKeyId")};
  }
};

/// All but the summary, which only the event of the job's end shows.
template <>
struct SavedMembers<JobFailure> {
  static constexpr std::string_view kName = "SavedJobFailure";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::message, kAnyText, S>("Message"), saved<&S::status_code, kHttpStatus, S>("StatusCode")};
  }
};

template <>
struct SavedMembers<BatchFraudDetection> {
  static constexpr std::string_view kName = "SavedBatchFraudDetection";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::action, kFraudDetectionAction, S>("FraudDetectionAction"),
                      saved<&S::risk_threshold, kScore, S>("RiskThreshold"),
                      saved<&S::watchlist_id, kWatchlistId, S>("WatchlistId")};
  }
};

template <>
struct SavedMembers<BatchEnrollmentConfig> {
  static constexpr std::string_view kName = "SavedEnrollmentConfig";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::existing_enrollment_action, kExistingEnrollmentAction, S>("ExistingEnrollmentAction"),
                      saved<&S::fraud_detection, S>("FraudDetectionConfig")};
  }
};

template <>
struct SavedMembers<BatchRegistrationConfig> {
  static constexpr std::string_view kName = "SavedRegistrationConfig";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{
        saved<&S::duplicate_registration_action, kDuplicateRegistrationAction, S>("DuplicateRegistrationAction"),
        saved<&S::fraudster_similarity_threshold, kScore, S>("FraudsterSimilarityThreshold"),
        saved<&S::watchlist_id, kWatchlistId, S>("WatchlistId")};
  }
};

template <>
struct SavedMembers<Job> {
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::origin_, S>("Origin"),
                      saved<&S::status_, kSpeakerEnrollmentJobStatus, S>("JobStatus"),
                      saved<&S::created_at_, kTimestamp, S>("CreatedAt"),
                      saved<&S::ended_at_, kTimestamp, S>("EndedAt"),
                      saved<&S::failure_, S>("Failure"),
                      saved<&S::requests_, kSavedCount, S>("Requests"),
                      saved<&S::done_, kSavedCount, S>("Done"),
                      saved<&S::not_succeeded_, kSavedCount, S>("NotSucceeded")};
  }
};

template <>
struct SavedMembers<EnrollmentJob> {
  static constexpr std::string_view kName = "SavedEnrollmentJob";
  template <class S>
  static consteval auto members() {
    return shapes::joined(SavedMembers<Job>::members<S>(),
                          std::array{shapes::saved<&S::config, S>("EnrollmentConfig")});
  }
};

template <>
struct SavedMembers<RegistrationJob> {
  static constexpr std::string_view kName = "SavedRegistrationJob";
  template <class S>
  static consteval auto members() {
    return shapes::joined(SavedMembers<Job>::members<S>(),
                          std::array{shapes::saved<&S::config, S>("RegistrationConfig")});
  }
};

}  // namespace voiceid
