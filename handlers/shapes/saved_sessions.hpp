#pragma once

#include <array>

#include "domain/session.hpp"
#include "handlers/shapes/connect_sessions.hpp"
#include "handlers/shapes/saved.hpp"

/// Member tables of sessions with their audio and the results that are kept, as a saved state has them.
namespace voiceid {

template <>
struct SavedMembers<StreamAudio::Segment> {
  static constexpr std::string_view kName = "SavedSegment";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::voice, kVoice, S>("Voice"), saved<&S::spoofing_risk, kScore, S>("SpoofingRisk"),
                      saved<&S::begin, kSavedMilliseconds, S>("BeginMs"),
                      saved<&S::end, kSavedMilliseconds, S>("EndMs"), saved<&S::at, kTimestamp, S>("At")};
  }
};

template <>
struct SavedMembers<StreamAudio::HeardVoice> {
  static constexpr std::string_view kName = "SavedHeardVoice";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::window, kHeardWindow, S>("WindowSeconds"), saved<&S::voice, kAnyText, S>("Voice")};
  }
};

/// All but the samples of audio that names no voice: of these, the voice is left.
template <>
struct SavedMembers<StreamAudio> {
  static constexpr std::string_view kName = "SavedAudio";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::started_at_, kTimestamp, S>("StartedAt"),
                      saved<&S::net_speech_, kSavedMilliseconds, S>("NetSpeechMs"),
                      saved_list<&S::segments_, S>("Segments"), voice_so_far<S>(), heard_voices<S>()};
  }

 private:
  template <class S>
  static consteval shapes::Member voice_so_far() {
    return {.name = "VoiceSoFar",
            .shape = &shapes::kHeldAs<UnlabelledAudio, shapes::kAnyText>,
            .required = false,
            .emplace = [](void* audio) -> void* { return &static_cast<S*>(audio)->unlabelled_.emplace(); },
            .clear = [](void* audio) { static_cast<S*>(audio)->unlabelled_.reset(); },
            .get = [](const void* audio) -> const void* { return static_cast<const S*>(audio)->unlabelled_.get(); }};
  }

  // States of earlier versions lack them.
  template <class S>
  static consteval shapes::Member heard_voices() {
    shapes::Member member = shapes::saved_list<&S::heard_voices_, S>("HeardVoices");
    member.required = false;
    member.get = [](const void* audio) -> const void* {
      const auto& voices = static_cast<const S*>(audio)->heard_voices_;
      return voices.empty() ? nullptr : &voices;
    };
    return member;
  }
};

template <>
struct SavedMembers<AudioAggregation> {
  static constexpr std::string_view kName = "SavedAudioAggregation";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::started_at, kTimestamp, S>("StartedAt"), saved<&S::ended_at, kTimestamp, S>("EndedAt")};
  }
};

template <>
struct SavedMembers<KnownFraudsterRisk> {
  static constexpr std::string_view kName = "SavedKnownFraudsterRisk";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::risk_score, kScore, S>("RiskScore"),
                      saved<&S::generated_fraudster_id, kGeneratedFraudsterId, S>("GeneratedFraudsterId")};
  }
};

template <>
struct SavedMembers<ScriptedOutcome> {
  static constexpr std::string_view kName = "SavedOutcome";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::authentication_score, kScore, S>("AuthenticationScore"),
                      saved<&S::known_fraudster_risk, S>("KnownFraudsterRisk"),
                      saved<&S::voice_spoofing_risk, kScore, S>("VoiceSpoofingRisk")};
  }
};

template <>
struct SavedMembers<EnrollmentRequest> {
  static constexpr std::string_view kName = "SavedEnrollmentRequest";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{
        saved<&S::status, kEnrollmentRequestStatus, S>("Status"), saved<&S::message, kAnyText, S>("Message"),
        saved<&S::speaker_id, kGeneratedSpeakerId, S>("GeneratedSpeakerId"), saved<&S::voice, kAnyText, S>("Voice")};
  }
};

template <>
struct SavedMembers<AuthenticationResult> {
  static constexpr std::string_view kName = "SavedAuthenticationResult";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::id, kUniqueIdLarge, S>("AuthenticationResultId"),
                      saved<&S::decision, kAuthenticationDecision, S>("Decision"),
                      saved<&S::score, kScore, S>("Score"),
                      saved<&S::aggregation, S>("AudioAggregation"),
                      saved<&S::acceptance_threshold, kScore, S>("AcceptanceThreshold"),
                      saved<&S::customer_speaker_id, kCustomerSpeakerId, S>("CustomerSpeakerId"),
                      saved<&S::generated_speaker_id, kGeneratedSpeakerId, S>("GeneratedSpeakerId")};
  }
};

template <>
struct SavedMembers<FraudDetectionResult> {
  static constexpr std::string_view kName = "SavedFraudDetectionResult";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::id, kUniqueIdLarge, S>("FraudDetectionResultId"),
                      saved<&S::decision, kFraudDetectionDecision, S>("Decision"),
                      saved_texts<&S::reasons, kFraudDetectionReason, S>("Reasons"),
                      saved<&S::known_fraudster_risk, S>("KnownFraudsterRisk"),
                      saved<&S::voice_spoofing_risk, kScore, S>("VoiceSpoofingRisk"),
                      saved<&S::aggregation, S>("AudioAggregation"),
                      saved<&S::risk_threshold, kScore, S>("RiskThreshold"),
                      saved<&S::watchlist_id, kWatchlistId, S>("WatchlistId")};
  }
};

template <>
struct SavedMembers<AuthenticationKey> {
  static constexpr std::string_view kName = "SavedAuthenticationKey";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::activity, kSavedCount, S>("Activity"),
                      saved<&S::acceptance_threshold, kScore, S>("AcceptanceThreshold"),
                      saved<&S::speaker_id, kSpeakerId, S>("SpeakerId")};
  }
};

template <>
struct SavedMembers<FraudDetectionKey> {
  static constexpr std::string_view kName = "SavedFraudDetectionKey";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::activity, kSavedCount, S>("Activity"),
                      saved<&S::risk_threshold, kScore, S>("RiskThreshold"),
                      saved<&S::watchlist_id, kWatchlistId, S>("WatchlistId")};
  }
};

template <class Found, class Key>
struct SavedMembers<Kept<Found, Key>> {
  static constexpr std::string_view kName = "SavedResult";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::key, S>("Key"), saved<&S::result, S>("Result")};
  }
};

template <>
struct SavedMembers<Session> {
  static constexpr std::string_view kName = "SavedSession";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::id_, kSessionId, S>("SessionId"),
                      saved<&S::name_, kSessionName, S>("SessionName"),
                      saved<&S::status_, kStreamingStatus, S>("StreamingStatus"),
                      saved<&S::stream_, kSavedCount, S>("Stream"),
                      saved<&S::watchlist_id_, kWatchlistId, S>("WatchlistId"),
                      saved<&S::created_at_, kTimestamp, S>("CreatedAt"),
                      saved<&S::ended_at_, kTimestamp, S>("EndedAt"),
                      saved<&S::speaker_id_, kSpeakerId, S>("SpeakerId"),
                      saved<&S::speaker_had_opted_out_, kBoolean, S>("SpeakerHadOptedOut"),
                      saved<&S::authentication_on_, kBoolean, S>("AuthenticationOn"),
                      saved<&S::fraud_detection_on_, kBoolean, S>("FraudDetectionOn"),
                      saved<&S::fraud_detection_failed_, kBoolean, S>("FraudDetectionFailed"),
                      saved<&S::acceptance_threshold_, kScore, S>("AcceptanceThreshold"),
                      saved<&S::risk_threshold_, kScore, S>("RiskThreshold"),
                      saved<&S::minimum_speech_, kMinimumSpeechInSeconds, S>("MinimumSpeechInSeconds"),
                      saved<&S::contact_arn_, kContactArn, S>("ContactArn"),
                      saved<&S::audio_, S>("Audio"),
                      saved<&S::outcome_, S>("Outcome"),
                      saved<&S::enrollment_, S>("Enrollment"),
                      saved<&S::authentication_activity_, kSavedCount, S>("AuthenticationActivity"),
                      saved<&S::fraud_detection_activity_, kSavedCount, S>("FraudDetectionActivity"),
                      saved<&S::authentication_, S>("Authentication"),
                      saved<&S::fraud_detection_, S>("FraudDetection")};
  }
};

}  // namespace voiceid
