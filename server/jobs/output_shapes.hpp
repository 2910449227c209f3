#pragma once

#include <array>
#include <vector>

#include "handlers/shapes/scalars.hpp"
#include "server/jobs/manifest.hpp"

/// The output files of jobs (docs/batch-jobs.md), written like the service's answers.
namespace voiceid::jobs {

struct RequestError {
  static constexpr std::string_view kName = "RequestError";
  std::string_view request_id;
  std::int64_t error_code = 0;
  std::string_view error_message;
  static constexpr auto members() {
    return std::array{shapes::member<&RequestError::request_id>(kRequestId, shapes::kString),
                      shapes::member<&RequestError::error_code>("ErrorCode", shapes::kInteger),
                      shapes::member<&RequestError::error_message>("ErrorMessage", shapes::kString)};
  }
};
inline constexpr shapes::Shape kErrors = shapes::list_shape<RequestError>("Errors", shapes::kShapeOf<RequestError>);

struct SuccessfulEnrollment {
  static constexpr std::string_view kName = "SuccessfulEnrollment";
  std::string_view request_id;
  std::string_view customer_speaker_id;
  std::string_view generated_speaker_id;
  std::string_view enrollment_status;
  static constexpr auto members() {
    return std::array{
        shapes::member<&SuccessfulEnrollment::request_id>(kRequestId, shapes::kString),
        shapes::member<&SuccessfulEnrollment::customer_speaker_id>("CustomerSpeakerId", shapes::kCustomerSpeakerId),
        shapes::member<&SuccessfulEnrollment::generated_speaker_id>("GeneratedSpeakerId", shapes::kGeneratedSpeakerId),
        shapes::member<&SuccessfulEnrollment::enrollment_status>("EnrollmentStatus", shapes::kString)};
  }
};
inline constexpr shapes::Shape kSuccessfulEnrollments =
    shapes::list_shape<SuccessfulEnrollment>("SuccessfulEnrollments", shapes::kShapeOf<SuccessfulEnrollment>);

struct SuccessfulRegistration {
  static constexpr std::string_view kName = "SuccessfulRegistration";
  std::string_view request_id;
  std::string_view generated_fraudster_id;
  std::string_view registration_status;
  std::optional<std::int64_t> fraudster_similarity_score;
  static constexpr auto members() {
    return std::array{
        shapes::member<&SuccessfulRegistration::request_id>(kRequestId, shapes::kString),
        shapes::member<&SuccessfulRegistration::generated_fraudster_id>("GeneratedFraudsterId",
                                                                        shapes::kGeneratedFraudsterId),
        shapes::member<&SuccessfulRegistration::registration_status>("RegistrationStatus", shapes::kString),
        shapes::member<&SuccessfulRegistration::fraudster_similarity_score>("FraudsterSimilarityScore",
                                                                            shapes::kScore)};
  }
};
inline constexpr shapes::Shape kSuccessfulRegistrations =
    shapes::list_shape<SuccessfulRegistration>("SuccessfulRegistrations", shapes::kShapeOf<SuccessfulRegistration>);

struct EnrollmentOutput {
  static constexpr std::string_view kName = "EnrollmentOutput";
  std::string_view version = kFileVersion;
  std::vector<RequestError> errors;
  std::vector<SuccessfulEnrollment> successes;
  static constexpr auto members() {
    return std::array{shapes::member<&EnrollmentOutput::version>(kVersion, shapes::kString),
                      shapes::member<&EnrollmentOutput::errors>("Errors", kErrors),
                      shapes::member<&EnrollmentOutput::successes>("SuccessfulEnrollments", kSuccessfulEnrollments)};
  }
};

struct RegistrationOutput {
  static constexpr std::string_view kName = "RegistrationOutput";
  std::string_view version = kFileVersion;
  std::vector<RequestError> errors;
  std::vector<SuccessfulRegistration> successes;
  static constexpr auto members() {
    return std::array{
        shapes::member<&RegistrationOutput::version>(kVersion, shapes::kString),
        shapes::member<&RegistrationOutput::errors>("Errors", kErrors),
        shapes::member<&RegistrationOutput::successes>("SuccessfulRegistrations", kSuccessfulRegistrations)};
  }
};

}  // namespace voiceid::jobs
