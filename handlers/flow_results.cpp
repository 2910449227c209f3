#include "handlers/flow_results.hpp"

#include "handlers/events.hpp"
#include "handlers/operations.hpp"

namespace voiceid::handlers {
namespace {

shapes::CheckVoiceIdAnswer branch(FlowResult result) { return {.reason = {}, .result = name_of(result)}; }

shapes::CheckVoiceIdAnswer error_branch(std::string_view reason) {
  return {.reason = reason, .result = name_of(FlowResult::kError)};
}

constexpr std::string_view kNoSpeaker = "The session has no speaker.";
constexpr std::string_view kNotConfigured = "The session is still PENDING_CONFIGURATION.";

shapes::CheckVoiceIdAnswer enrollment_branch(const Context& context, store::DomainRecord& record,
                                             const Session& session) {
  if (session.status() == StreamingStatus::kPendingConfiguration) return error_branch(kNotConfigured);
  if (!session.speaker_id()) return error_branch(kNoSpeaker);
  const Speaker* speaker = speaker_of(record, session);
  return branch(speaker == nullptr ? FlowResult::kNotEnrolled : flow_result(speaker->status_at(context.now)));
}

// The branch of a part that was evaluated; none if the part is off.
template <class Decision, class Part>
shapes::CheckVoiceIdAnswer branch_of(const std::optional<Part>& part, std::string_view off) {
  if (!part) return error_branch(off);
  const FlowResult result = flow_result(*value_of<Decision>(*part->decision));
  // The only decision that is an error.
  return result == FlowResult::kError ? error_branch(kNoSpeaker) : branch(result);
}

shapes::CheckVoiceIdAnswer branch_of(const shapes::EvaluateSessionResponse& evaluated, CheckVoiceIdOption option) {
  const bool is_pending = evaluated.streaming_status == name_of(StreamingStatus::kPendingConfiguration);
  if (is_pending) return error_branch(kNotConfigured);
  if (option == CheckVoiceIdOption::kVoiceAuthentication) {
    return branch_of<AuthenticationDecision>(evaluated.authentication_result,
                                             "Authentication is switched off in the session.");
  }
  return branch_of<FraudDetectionDecision>(evaluated.fraud_detection_result,
                                           "Fraud detection is switched off in the session.");
}

shapes::RecordedAuthentication recorded(const AuthenticationResult& result, std::chrono::seconds minimum_speech) {
  return {.minimum_speech_in_seconds = minimum_speech.count(),
          .result = in_contact_record(flow_result(result.decision)),
          .score = result.score,
          .score_threshold = result.acceptance_threshold};
}

shapes::RecordedFraudDetection recorded(const FraudDetectionResult& result) {
  shapes::RecordedFraudDetection shape;
  shape.result = in_contact_record(flow_result(result.decision));
  shape.score_threshold = result.risk_threshold;
  shape.watchlist_id = result.watchlist_id.view();
  for (const FraudDetectionReason reason : result.reasons) {
    if (!shape.reasons) shape.reasons.emplace();
    shape.reasons->push_back(in_contact_record(reason));
  }
  if (result.known_fraudster_risk) {
    shape.risk_score_known_fraudster = result.known_fraudster_risk->risk_score;
    const auto& fraudster_id = result.known_fraudster_risk->generated_fraudster_id;
    if (fraudster_id) shape.generated_fraudster_id = fraudster_id->view();
  }
  shape.risk_score_voice_spoofing = result.voice_spoofing_risk;
  return shape;
}

Result<shapes::CheckVoiceIdAnswer> check_enrollment(Context& context, const SessionAddress& address) {
  const auto record = require_domain(context, address.domain_id);
  if (!record) return record.error();
  if (const auto active = require_active(**record); !active) return error_branch(context.keep(active.error().message));
  const auto session = require_session(**record, address.session_name_or_id);
  if (!session) return session.error();
  return enrollment_branch(context, **record, **session);
}

// The latest evaluation of fraud detection, if there was one.
std::optional<shapes::RecordedFraudDetection> recorded_fraud_detection(const Session& session) {
  if (session.fraud_detection_failed()) {
    shapes::RecordedFraudDetection failed;
    failed.result = in_contact_record(FlowResult::kError);
    failed.score_threshold = session.risk_threshold();
    failed.watchlist_id = session.watchlist_id().view();
    return failed;
  }
  const FraudDetectionResult* result = session.latest_fraud_detection();
  return result != nullptr ? std::optional(recorded(*result)) : std::nullopt;
}

}  // namespace

Result<shapes::CheckVoiceIdAnswer> check_voice_id(Context& context, const SessionAddress& address,
                                                  const shapes::CheckVoiceIdRequest& request) {
  const auto option = *value_of<CheckVoiceIdOption>(request.check_voice_id_option);
  if (option == CheckVoiceIdOption::kEnrollmentStatus) return check_enrollment(context, address);
  const auto evaluated = evaluate_session(context, {address.domain_id, address.session_name_or_id});
  if (evaluated) return branch_of(*evaluated, option);
  const Error& error = evaluated.error();
  if (error.resource_type == ResourceType::kDomain || error.resource_type == ResourceType::kSession) return error;
  return error_branch(context.keep(error.message));
}

Result<shapes::ContactRecord> contact_record(Context& context, const SessionAddress& address) {
  const auto record = require_domain(context, address.domain_id);
  if (!record) return record.error();
  const auto found = require_session(**record, address.session_name_or_id);
  if (!found) return found.error();
  const Session& session = **found;
  shapes::ContactRecord answer;
  shapes::VoiceIdResult& result = answer.voice_id_result;
  const AuthenticationResult* authentication = session.latest_authentication();
  if (session.authentication_on() && authentication != nullptr) {
    result.authentication = recorded(*authentication, session.minimum_speech());
  }
  if (session.fraud_detection_on()) result.fraud_detection = recorded_fraud_detection(session);
  if (const auto speaker_id = generated_speaker_id_of(**record, session)) {
    result.generated_speaker_id = context.keep(std::string(speaker_id->view()));
  }
  result.speaker_enrolled = session.enrollment() && session.enrollment()->status == EnrollmentRequestStatus::kCompleted;
  const Speaker* speaker = speaker_of(**record, session);
  result.speaker_opted_out = speaker != nullptr && session.saw_opt_out(*speaker, context.now);
  return answer;
}

}  // namespace voiceid::handlers
