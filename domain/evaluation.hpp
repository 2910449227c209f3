#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "domain/fraudster.hpp"
#include "domain/ids.hpp"
#include "domain/speaker.hpp"
#include "domain/stream_audio.hpp"

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

struct KnownFraudsterRisk {
  int risk_score = 0;
  /// The closest fraudster; none if no risk is above 0 (API reference).
  std::optional<GeneratedId> generated_fraudster_id;
};

/// Scores that a test sets to replace the simulated ones.
struct ScriptedOutcome {
  std::optional<int> authentication_score;
  std::optional<KnownFraudsterRisk> known_fraudster_risk;
  std::optional<int> voice_spoofing_risk;
};

/// What EvaluateSession found out about who is speaking. Keeps the ids as they were then.
struct AuthenticationResult {
  ResourceId id;
  AuthenticationDecision decision{};
  /// With ACCEPT and REJECT only, like both ends of the aggregation.
  std::optional<int> score;
  AudioAggregation aggregation;
  int acceptance_threshold = 0;
  std::optional<std::string> customer_speaker_id;
  std::optional<GeneratedId> generated_speaker_id;
};

/// What an authentication is based on.
struct AuthenticationBasis {
  /// Customer or generated id, whether or not there is such a speaker.
  std::optional<std::string_view> speaker_id;
  /// The speaker with that id; nullptr if there is none.
  const Speaker* speaker = nullptr;
  const StreamAudio& audio;
  std::chrono::seconds minimum_speech{};
  int acceptance_threshold = 0;
  std::optional<int> scripted_score;
};

/// Decides by the first condition that holds: no speaker ID, speaker unknown or PENDING, opted out, expired, not enough
/// speech; else by the score, which is an ACCEPT from the threshold on (API reference; Guide, "CheckVoiceId").
AuthenticationResult authenticate(ResourceId result_id, const AuthenticationBasis& basis, TimePoint now);

/// What EvaluateSession found out about fraud.
struct FraudDetectionResult {
  ResourceId id;
  FraudDetectionDecision decision{};
  /// With HIGH_RISK only, in the order of the enumeration.
  std::vector<FraudDetectionReason> reasons;
  /// With enough speech only, like both ends of the aggregation.
  std::optional<KnownFraudsterRisk> known_fraudster_risk;
  std::optional<int> voice_spoofing_risk;
  AudioAggregation aggregation;
  int risk_threshold = 0;
  ResourceId watchlist_id;
};

/// What a detection of fraud is based on.
struct FraudDetectionBasis {
  const StreamAudio& audio;
  int risk_threshold = 0;
  ResourceId watchlist_id;
  /// The fraudsters on that watchlist. Of two that are equally close, the first counts.
  std::span<const Fraudster* const> fraudsters;
  ScriptedOutcome scripted;
};

/// Decides HIGH_RISK if a risk is above the threshold, LOW_RISK if none is (API reference). The known-fraudster risk is
/// that of the closest fraudster.
FraudDetectionResult detect_fraud(ResourceId result_id, const FraudDetectionBasis& basis);

}  // namespace voiceid
