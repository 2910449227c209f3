#include "server/jobs/output.hpp"

#include "server/jobs/output_shapes.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::jobs {
namespace {

void add(const RequestOutcome& outcome, std::vector<SuccessfulEnrollment>& successes) {
  successes.push_back({.request_id = outcome.request_id,
                       .customer_speaker_id = outcome.customer_speaker_id,
                       .generated_speaker_id = outcome.generated_id,
                       .enrollment_status = outcome.status});
}

void add(const RequestOutcome& outcome, std::vector<SuccessfulRegistration>& successes) {
  successes.push_back({.request_id = outcome.request_id,
                       .generated_fraudster_id = outcome.generated_id,
                       .registration_status = outcome.status,
                       .fraudster_similarity_score = outcome.fraudster_similarity_score});
}

template <class Output>
std::string written(std::span<const RequestOutcome> outcomes) {
  Output output;
  for (const RequestOutcome& outcome : outcomes) {
    if (outcome.succeeded()) {
      add(outcome, output.successes);
    } else {
      output.errors.push_back(
          {.request_id = outcome.request_id, .error_code = outcome.error_code, .error_message = outcome.error_message});
    }
  }
  std::string json;
  json::append_structure(json, shapes::kShapeOf<Output>, &output);
  return json;
}

}  // namespace

std::string output_json(JobKind kind, std::span<const RequestOutcome> outcomes) {
  return kind == JobKind::kSpeakerEnrollment ? written<EnrollmentOutput>(outcomes)
                                             : written<RegistrationOutput>(outcomes);
}

std::optional<S3Uri> output_uri(std::string_view output, const ResourceId& job_id, std::string_view manifest) {
  const auto source = parse_s3_uri(manifest);
  auto target = parse_s3_uri(output);
  if (!source || !target) return {};
  const std::string_view name = file_name_of(*source);
  if (name.empty()) return {};
  std::string& key = target->key;
  key.resize(key.find_last_not_of('/') + 1);
  if (!key.empty()) key.push_back('/');
  key.append(job_id.view()).append("/").append(name).append(".out");
  return target;
}

}  // namespace voiceid::jobs
