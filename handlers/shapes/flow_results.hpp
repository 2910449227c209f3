#pragma once

#include <array>

#include "domain/flow_result.hpp"
#include "handlers/shapes/scalars.hpp"

/// Shapes of what Amazon Connect showed of Voice ID: flow results and contact records (Guide).
namespace voiceid::shapes {

inline constexpr Shape kCheckVoiceIdOption = enum_shape<CheckVoiceIdOption>("CheckVoiceIdOption");
inline constexpr Shape kFlowResult = enum_shape<FlowResult>("FlowResult");
inline constexpr Shape kContactRecordWord = string_shape("ContactRecordWord", {}, {});
inline constexpr Shape kContactRecordWords = list_shape<std::string_view>("ContactRecordWords", kContactRecordWord);

/// POST …/check.
struct CheckVoiceIdRequest {
  static constexpr std::string_view kName = "CheckVoiceIdRequest";
  std::string_view check_voice_id_option;
  static constexpr auto members() {
    return std::array{member<&CheckVoiceIdRequest::check_voice_id_option>("CheckVoiceIdOption", kCheckVoiceIdOption)};
  }
};

struct CheckVoiceIdAnswer {
  static constexpr std::string_view kName = "CheckVoiceIdAnswer";
  /// Why the result is Error.
  std::optional<std::string_view> reason;
  std::string_view result;
  static constexpr auto members() {
    return std::array{member<&CheckVoiceIdAnswer::reason>("Reason", kString),
                      member<&CheckVoiceIdAnswer::result>("Result", kFlowResult)};
  }
};

struct RecordedAuthentication {
  static constexpr std::string_view kName = "RecordedAuthentication";
  std::int64_t minimum_speech_in_seconds{};
  std::string_view result;
  std::optional<std::int64_t> score;
  std::int64_t score_threshold{};
  static constexpr auto members() {
    return std::array{member<&RecordedAuthentication::minimum_speech_in_seconds>("MinimumSpeechInSeconds", kInteger),
                      member<&RecordedAuthentication::result>("Result", kContactRecordWord),
                      member<&RecordedAuthentication::score>("Score", kScore),
                      member<&RecordedAuthentication::score_threshold>("ScoreThreshold", kScore)};
  }
};

struct RecordedFraudDetection {
  static constexpr std::string_view kName = "RecordedFraudDetection";
  std::optional<std::string_view> generated_fraudster_id;
  std::optional<std::vector<std::string_view>> reasons;
  std::string_view result;
  std::optional<std::int64_t> risk_score_known_fraudster;
  std::optional<std::int64_t> risk_score_voice_spoofing;
  std::int64_t score_threshold{};
  std::string_view watchlist_id;
  static constexpr auto members() {
    return std::array{
        member<&RecordedFraudDetection::generated_fraudster_id>("GeneratedFraudsterID", kGeneratedFraudsterId),
        member<&RecordedFraudDetection::reasons>("Reasons", kContactRecordWords),
        member<&RecordedFraudDetection::result>("Result", kContactRecordWord),
        member<&RecordedFraudDetection::risk_score_known_fraudster>("RiskScoreKnownFraudster", kScore),
        member<&RecordedFraudDetection::risk_score_voice_spoofing>("RiskScoreVoiceSpoofing", kScore),
        member<&RecordedFraudDetection::score_threshold>("ScoreThreshold", kScore),
        member<&RecordedFraudDetection::watchlist_id>("WatchlistID", kWatchlistId)};
  }
};

struct VoiceIdResult {
  static constexpr std::string_view kName = "VoiceIdResult";
  std::optional<RecordedAuthentication> authentication;
  std::optional<RecordedFraudDetection> fraud_detection;
  std::optional<std::string_view> generated_speaker_id;
  bool speaker_enrolled = false;
  bool speaker_opted_out = false;
  static constexpr auto members() {
    return std::array{member<&VoiceIdResult::authentication>("Authentication"),
                      member<&VoiceIdResult::fraud_detection>("FraudDetection"),
                      member<&VoiceIdResult::generated_speaker_id>("GeneratedSpeakerId", kGeneratedSpeakerId),
                      member<&VoiceIdResult::speaker_enrolled>("SpeakerEnrolled", kBoolean),
                      member<&VoiceIdResult::speaker_opted_out>("SpeakerOptedOut", kBoolean)};
  }
};

/// GET …/contact-record: the part of a contact record that is about Voice ID.
struct ContactRecord {
  static constexpr std::string_view kName = "ContactRecord";
  VoiceIdResult voice_id_result{};
  static constexpr auto members() { return std::array{member<&ContactRecord::voice_id_result>("VoiceIdResult")}; }
};

}  // namespace voiceid::shapes
