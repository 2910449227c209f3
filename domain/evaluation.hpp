#pragma once

#include <array>

#include "domain/enum_names.hpp"

namespace voiceid {

enum class StreamingStatus { kPendingConfiguration, kOngoing, kEnded };
template <>
inline constexpr std::array<std::string_view, 3> kEnumNames<StreamingStatus>{"PENDING_CONFIGURATION", "ONGOING",
                                                                             "ENDED"};

enum class AuthenticationDecision {
  kAccept,
  kReject,
  kNotEnoughSpeech,
  kSpeakerNotEnrolled,
  kSpeakerOptedOut,
  kSpeakerIdNotProvided,
  kSpeakerExpired
};
template <>
inline constexpr std::array<std::string_view, 7> kEnumNames<AuthenticationDecision>{"ACCEPT",
                                                                                    "REJECT",
                                                                                    "NOT_ENOUGH_SPEECH",
                                                                                    "SPEAKER_NOT_ENROLLED",
                                                                                    "SPEAKER_OPTED_OUT",
                                                                                    "SPEAKER_ID_NOT_PROVIDED",
                                                                                    "SPEAKER_EXPIRED"};

enum class FraudDetectionDecision { kHighRisk, kLowRisk, kNotEnoughSpeech };
template <>
inline constexpr std::array<std::string_view, 3> kEnumNames<FraudDetectionDecision>{"HIGH_RISK", "LOW_RISK",
                                                                                    "NOT_ENOUGH_SPEECH"};

enum class FraudDetectionReason { kKnownFraudster, kVoiceSpoofing };
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<FraudDetectionReason>{"KNOWN_FRAUDSTER", "VOICE_SPOOFING"};

}  // namespace voiceid
