#include "domain/flow_result.hpp"

namespace voiceid {

std::string_view in_contact_record(FlowResult result) {
  switch (result) {
    case FlowResult::kNotEnrolled:
      return "Not Enrolled";
    case FlowResult::kOptedOut:
      return "Opted Out";
    case FlowResult::kNotAuthenticated:
      return "Not Authenticated";
    case FlowResult::kHighRisk:
      return "High Risk";
    case FlowResult::kLowRisk:
      return "Low Risk";
    default:
      return name_of(result);
  }
}

std::string_view in_contact_record(FraudDetectionReason reason) {
  return reason == FraudDetectionReason::kKnownFraudster ? "Known Fraudster" : "Voice Spoofing";
}

FlowResult flow_result(SpeakerStatus status) {
  switch (status) {
    case SpeakerStatus::kEnrolled:
      return FlowResult::kEnrolled;
    case SpeakerStatus::kOptedOut:
      return FlowResult::kOptedOut;
    default:
      return FlowResult::kNotEnrolled;
  }
}

FlowResult flow_result(AuthenticationDecision decision) {
  switch (decision) {
    case AuthenticationDecision::kAccept:
      return FlowResult::kAuthenticated;
    case AuthenticationDecision::kReject:
      return FlowResult::kNotAuthenticated;
    case AuthenticationDecision::kNotEnoughSpeech:
      return FlowResult::kInconclusive;
    case AuthenticationDecision::kSpeakerNotEnrolled:
    case AuthenticationDecision::kSpeakerExpired:
      return FlowResult::kNotEnrolled;
    case AuthenticationDecision::kSpeakerOptedOut:
      return FlowResult::kOptedOut;
    case AuthenticationDecision::kSpeakerIdNotProvided:
      break;
  }
  return FlowResult::kError;
}

FlowResult flow_result(FraudDetectionDecision decision) {
  switch (decision) {
    case FraudDetectionDecision::kHighRisk:
      return FlowResult::kHighRisk;
    case FraudDetectionDecision::kLowRisk:
      return FlowResult::kLowRisk;
    case FraudDetectionDecision::kNotEnoughSpeech:
      break;
  }
  return FlowResult::kInconclusive;
}

}  // namespace voiceid
