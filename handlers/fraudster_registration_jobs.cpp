#include "handlers/jobs.hpp"
#include "handlers/operations.hpp"

namespace voiceid::handlers {

template <>
struct JobShapes<RegistrationJob> {
  using Shape = shapes::FraudsterRegistrationJob;
  using Summary = shapes::FraudsterRegistrationJobSummary;
  using Event = RegistrationJobEvent;

  static std::optional<BatchRegistrationConfig> read_config(
      const shapes::StartFraudsterRegistrationJobRequest& request) {
    std::optional<BatchRegistrationConfig> config;
    if (!request.registration_config) return config;
    config.emplace();
    const auto& [action, threshold, watchlist_ids] = *request.registration_config;
    if (action) config->duplicate_registration_action = value_of<DuplicateRegistrationAction>(*action);
    if (threshold) config->fraudster_similarity_threshold = static_cast<int>(*threshold);
    config->watchlist_id = watchlist_of_config(watchlist_ids);
    return config;
  }

  static std::optional<ResourceId> watchlist_id(const BatchRegistrationConfig& config) { return config.watchlist_id; }

  static void describe_config(const RegistrationJob& job, Shape& shape) {
    if (!job.config) return;
    auto& [action, threshold, watchlist_ids] = shape.registration_config.emplace();
    if (job.config->duplicate_registration_action) action = name_of(*job.config->duplicate_registration_action);
    threshold = job.config->fraudster_similarity_threshold;
    if (job.config->watchlist_id) watchlist_ids = {job.config->watchlist_id->view()};
  }
};

Result<shapes::StartFraudsterRegistrationJobResponse> start_fraudster_registration_job(
    Context& context, const shapes::StartFraudsterRegistrationJobRequest& request) {
  auto job = start_job<RegistrationJob>(context, request);
  if (!job) return job.error();
  return shapes::StartFraudsterRegistrationJobResponse{std::move(*job)};
}

Result<shapes::DescribeFraudsterRegistrationJobResponse> describe_fraudster_registration_job(
    Context& context, const shapes::DescribeFraudsterRegistrationJobRequest& request) {
  auto job = describe_job<RegistrationJob>(context, request);
  if (!job) return job.error();
  return shapes::DescribeFraudsterRegistrationJobResponse{std::move(*job)};
}

Result<shapes::ListFraudsterRegistrationJobsResponse> list_fraudster_registration_jobs(
    Context& context, const shapes::ListFraudsterRegistrationJobsRequest& request) {
  return list_jobs<RegistrationJob, shapes::ListFraudsterRegistrationJobsResponse>(context, request);
}

}  // namespace voiceid::handlers
