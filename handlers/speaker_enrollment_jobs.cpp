#include "handlers/jobs.hpp"
#include "handlers/operations.hpp"

namespace voiceid::handlers {

template <>
struct JobShapes<EnrollmentJob> {
  using Shape = shapes::SpeakerEnrollmentJob;
  using Summary = shapes::SpeakerEnrollmentJobSummary;
  using Event = EnrollmentJobEvent;

  static std::optional<BatchEnrollmentConfig> read_config(const shapes::StartSpeakerEnrollmentJobRequest& request) {
    std::optional<BatchEnrollmentConfig> config;
    if (!request.enrollment_config) return config;
    config.emplace();
    const auto& [existing_action, fraud_detection] = *request.enrollment_config;
    if (existing_action) config->existing_enrollment_action = value_of<ExistingEnrollmentAction>(*existing_action);
    if (!fraud_detection) return config;
    auto& [action, risk_threshold, watchlist_id] = config->fraud_detection.emplace();
    if (const auto given = fraud_detection->fraud_detection_action) action = value_of<FraudDetectionAction>(*given);
    if (const auto given = fraud_detection->risk_threshold) risk_threshold = static_cast<int>(*given);
    watchlist_id = watchlist_of_config(fraud_detection->watchlist_ids);
    return config;
  }

  static std::optional<ResourceId> watchlist_id(const BatchEnrollmentConfig& config) { return config.watchlist_id(); }

  static void describe_config(const EnrollmentJob& job, Shape& shape) {
    if (!job.config) return;
    auto& [existing_action, fraud_detection] = shape.enrollment_config.emplace();
    if (const auto action = job.config->existing_enrollment_action) existing_action = name_of(*action);
    if (!job.config->fraud_detection) return;
    auto& described = fraud_detection.emplace();
    const auto& [action, risk_threshold, watchlist_id] = *job.config->fraud_detection;
    if (action) described.fraud_detection_action = name_of(*action);
    described.risk_threshold = risk_threshold;
    if (watchlist_id) described.watchlist_ids = {watchlist_id->view()};
  }
};

Result<shapes::StartSpeakerEnrollmentJobResponse> start_speaker_enrollment_job(
    Context& context, const shapes::StartSpeakerEnrollmentJobRequest& request) {
  auto job = start_job<EnrollmentJob>(context, request);
  if (!job) return job.error();
  return shapes::StartSpeakerEnrollmentJobResponse{std::move(*job)};
}

Result<shapes::DescribeSpeakerEnrollmentJobResponse> describe_speaker_enrollment_job(
    Context& context, const shapes::DescribeSpeakerEnrollmentJobRequest& request) {
  auto job = describe_job<EnrollmentJob>(context, request);
  if (!job) return job.error();
  return shapes::DescribeSpeakerEnrollmentJobResponse{std::move(*job)};
}

Result<shapes::ListSpeakerEnrollmentJobsResponse> list_speaker_enrollment_jobs(
    Context& context, const shapes::ListSpeakerEnrollmentJobsRequest& request) {
  return list_jobs<EnrollmentJob, shapes::ListSpeakerEnrollmentJobsResponse>(context, request);
}

}  // namespace voiceid::handlers
