#pragma once

#include <array>
#include <string_view>

#include "base/enum_names.hpp"
#include "domain/evaluation.hpp"
#include "domain/speaker.hpp"

namespace voiceid {

/// What the flow block "Check Voice ID" can be asked for (Guide; recorded answers: exported flows).
enum class CheckVoiceIdOption { kEnrollmentStatus, kVoiceAuthentication, kFraudDetection };
template <>
inline constexpr std::array<std::string_view, 3> kEnumNames<CheckVoiceIdOption>{
    "enrollmentStatus", "voiceAuthentication", "fraudDetection"};

/// What Amazon Connect made of the service's answers: the branches of the flow block, and in other words the results in
/// contact records (Guide).
enum class FlowResult {
  kEnrolled,
  kNotEnrolled,
  kOptedOut,
  kAuthenticated,
  kNotAuthenticated,
  kInconclusive,
  kHighRisk,
  kLowRisk,
  kError
};
/// As exported flows spell the branches (recorded answers).
template <>
inline constexpr std::array<std::string_view, 9> kEnumNames<FlowResult>{
    "Enrolled",     "NotEnrolled", "OptedOut", "Authenticated", "NotAuthenticated",
    "Inconclusive", "HighRisk",    "LowRisk",  "Error"};

/// The result as a contact record spells it: `Not Enrolled`.
std::string_view in_contact_record(FlowResult result);
/// The reason as a contact record spells it: `Known Fraudster`.
std::string_view in_contact_record(FraudDetectionReason reason);

/// The result of an enrollment check.
FlowResult flow_result(SpeakerStatus status);
/// The result of an authentication; an error without a speaker.
FlowResult flow_result(AuthenticationDecision decision);
FlowResult flow_result(FraudDetectionDecision decision);

}  // namespace voiceid
