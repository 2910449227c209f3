#include "domain/evaluation.hpp"

#include <gmock/gmock.h>

#include <memory>
#include <ostream>

#include "domain/voice.hpp"
#include "tests/domain/times.hpp"
#include "tests/domain/voices.hpp"

namespace voiceid {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

using Identity = AuthenticationDecision;
using Fraud = FraudDetectionDecision;
using Reason = FraudDetectionReason;

const TimePoint kEnrolledAt = at("2026-11-21T09:30:00Z");
const TimePoint kNow = at("2027-05-01T12:00:00Z");
const TimePoint kExpiredAt = at("2029-11-21T09:30:00Z");
const GeneratedId kAliceId("id#AliceAliceAliceAliceAl");
const ResourceId kResultId("ResultResultResultResul");
const ResourceId kWatchlistId("WatchlistWatchlistWatc");

StreamAudio speech_of(std::string_view voice, std::chrono::milliseconds length, int spoofing_risk = 0) {
  StreamAudio audio;
  audio.add({voice, length, spoofing_risk}, kNow);
  return audio;
}

Speaker pending_alice() { return {kAliceId, "alice", kEnrolledAt}; }

Speaker enrolled_alice() {
  Speaker speaker = pending_alice();
  speaker.enroll("alice", kEnrolledAt);
  return speaker;
}

Speaker opted_out_alice() {
  Speaker speaker = enrolled_alice();
  speaker.opt_out(kEnrolledAt);
  return speaker;
}

enum class SpeakerKind { kNone, kUnknown, kPending, kEnrolled, kOptedOut, kExpired };

/// A row of page 3's table of authentication results, or what tells two rows apart.
struct AuthenticationRow {
  std::string name;
  SpeakerKind speaker;
  std::string voice;
  std::chrono::milliseconds speech;
  AuthenticationDecision decision;

  friend void PrintTo(const AuthenticationRow& row, std::ostream* out) { *out << row.name; }
};

class AuthenticationTable : public testing::TestWithParam<AuthenticationRow> {
 protected:
  AuthenticationResult result() const {
    const SpeakerKind kind = GetParam().speaker;
    const StreamAudio audio = speech_of(GetParam().voice, GetParam().speech);
    const Speaker speaker = kind == SpeakerKind::kPending    ? pending_alice()
                            : kind == SpeakerKind::kOptedOut ? opted_out_alice()
                                                             : enrolled_alice();
    const bool known = kind != SpeakerKind::kNone && kind != SpeakerKind::kUnknown;
    return authenticate(
        kResultId,
        {.speaker_id = kind == SpeakerKind::kNone ? std::nullopt : std::optional<std::string_view>("alice"),
         .speaker = known ? &speaker : nullptr,
         .audio = audio,
         .minimum_speech = 10s,
         .acceptance_threshold = 90,
         .scripted_score = {}},
        kind == SpeakerKind::kExpired ? kExpiredAt : kNow);
  }

  bool rests_on_speech() const {
    return GetParam().decision == Identity::kAccept || GetParam().decision == Identity::kReject;
  }
};

TEST_P(AuthenticationTable, Decides) { EXPECT_EQ(name_of(result().decision), name_of(GetParam().decision)); }

TEST_P(AuthenticationTable, HasAScore_OnlyWhereTheVoiceWasCompared) {
  EXPECT_EQ(result().score.has_value(), rests_on_speech());
}

TEST_P(AuthenticationTable, HasAggregationTimes_OnlyWhereTheDecisionRestsOnEnoughSpeech) {
  EXPECT_EQ(result().aggregation, rests_on_speech() ? (AudioAggregation{kNow, kNow}) : AudioAggregation());
}

TEST_P(AuthenticationTable, HasTheResultIdAndTheThreshold) {
  EXPECT_EQ(result().id, kResultId);
  EXPECT_EQ(result().acceptance_threshold, 90);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, AuthenticationTable,
    testing::Values(
        AuthenticationRow{"NoSpeaker", SpeakerKind::kNone, "alice", 10s, Identity::kSpeakerIdNotProvided},
        AuthenticationRow{"NoSpeaker_BeforeNotEnoughSpeech", SpeakerKind::kNone, "alice", 0s,
                          Identity::kSpeakerIdNotProvided},
        AuthenticationRow{"Unknown", SpeakerKind::kUnknown, "alice", 10s, Identity::kSpeakerNotEnrolled},
        AuthenticationRow{"Unknown_BeforeNotEnoughSpeech", SpeakerKind::kUnknown, "alice", 0s,
                          Identity::kSpeakerNotEnrolled},
        AuthenticationRow{"Pending", SpeakerKind::kPending, "alice", 10s, Identity::kSpeakerNotEnrolled},
        AuthenticationRow{"Pending_BeforeNotEnoughSpeech", SpeakerKind::kPending, "alice", 0s,
                          Identity::kSpeakerNotEnrolled},
        AuthenticationRow{"OptedOut", SpeakerKind::kOptedOut, "alice", 10s, Identity::kSpeakerOptedOut},
        AuthenticationRow{"OptedOut_BeforeNotEnoughSpeech", SpeakerKind::kOptedOut, "alice", 0s,
                          Identity::kSpeakerOptedOut},
        AuthenticationRow{"Expired", SpeakerKind::kExpired, "alice", 10s, Identity::kSpeakerExpired},
        AuthenticationRow{"Expired_BeforeNotEnoughSpeech", SpeakerKind::kExpired, "alice", 0s,
                          Identity::kSpeakerExpired},
        AuthenticationRow{"Enrolled_WithoutSpeech", SpeakerKind::kEnrolled, "alice", 0s, Identity::kNotEnoughSpeech},
        AuthenticationRow{"Enrolled_BelowTheMinimum", SpeakerKind::kEnrolled, "alice", 9999ms,
                          Identity::kNotEnoughSpeech},
        AuthenticationRow{"Enrolled_AtTheMinimum", SpeakerKind::kEnrolled, "alice", 10s, Identity::kAccept},
        AuthenticationRow{"Enrolled_AboveTheMinimum", SpeakerKind::kEnrolled, "alice", 24h, Identity::kAccept},
        AuthenticationRow{"AnotherVoice", SpeakerKind::kEnrolled, "bob", 10s, Identity::kReject}),
    [](const auto& row) { return row.param.name; });

/// An enrolled alice with enough speech.
class AuthenticationResults : public testing::Test {
 protected:
  AuthenticationResult result(int threshold, std::optional<int> scripted_score = {}) const {
    return authenticate(kResultId,
                        {.speaker_id = "alice",
                         .speaker = &speaker_,
                         .audio = audio_,
                         .minimum_speech = 5s,
                         .acceptance_threshold = threshold,
                         .scripted_score = scripted_score},
                        kNow);
  }

  Speaker speaker_ = enrolled_alice();
  StreamAudio audio_ = speech_of("alice", 5s);
};

TEST_F(AuthenticationResults, Score_IsTheSimilarityOfVoiceAndVoiceprint) {
  EXPECT_EQ(result(90).score, similarity("alice", "alice"));
  audio_ = speech_of("bob", 5s);
  EXPECT_EQ(result(90).score, similarity("alice", "bob"));
}

TEST_F(AuthenticationResults, Score_ComparesWithTheVoiceprint_NotWithTheSpeakersName) {
  speaker_.enroll("bob", kNow);
  EXPECT_EQ(result(90).decision, Identity::kReject);
  audio_ = speech_of("bob", 5s);
  EXPECT_EQ(result(90).decision, Identity::kAccept);
}

TEST_F(AuthenticationResults, Score_AtTheThreshold_IsAccepted) {
  const int score = similarity("alice", "alice");
  EXPECT_EQ(result(score).decision, Identity::kAccept);
  EXPECT_EQ(result(score - 1).decision, Identity::kAccept);
}

TEST_F(AuthenticationResults, Score_BelowTheThreshold_IsRejected) {
  EXPECT_EQ(result(90, 89).decision, Identity::kReject);
  EXPECT_EQ(result(90, 90).decision, Identity::kAccept);
  EXPECT_EQ(result(100, 99).decision, Identity::kReject);
  EXPECT_EQ(result(100, 100).decision, Identity::kAccept);
  EXPECT_EQ(result(0, 0).decision, Identity::kAccept);
}

TEST_F(AuthenticationResults, ScriptedScore_WinsOverTheSimulatedOne) {
  EXPECT_EQ(result(90, 12).score, 12);
  EXPECT_EQ(result(90, 12).decision, Identity::kReject);
  audio_ = speech_of("bob", 5s);
  EXPECT_EQ(result(90, 91).score, 91);
  EXPECT_EQ(result(90, 91).decision, Identity::kAccept);
  EXPECT_EQ(result(0, 0).score, 0);
}

TEST_F(AuthenticationResults, ScriptedScore_DoesNotMakeUpForSpeechThatIsMissing) {
  audio_ = speech_of("alice", 4999ms);
  EXPECT_EQ(result(90, 100).decision, Identity::kNotEnoughSpeech);
  EXPECT_FALSE(result(90, 100).score);
}

TEST_F(AuthenticationResults, ScriptedScore_DoesNotMakeUpForAnEnrollmentThatIsMissing) {
  speaker_ = opted_out_alice();
  EXPECT_EQ(result(90, 100).decision, Identity::kSpeakerOptedOut);
}

TEST_F(AuthenticationResults, Voice_IsThatOfTheMinimumSpeech_NotOfWhatCameLater) {
  audio_ = speech_of("alice", 5s);
  audio_.add({"bob", 1h, 0}, kNow);
  EXPECT_EQ(result(90).decision, Identity::kAccept);
}

TEST_F(AuthenticationResults, AggregationTimes_AreThoseOfTheMinimumSpeech) {
  audio_ = StreamAudio();
  for (int i = 0; i < 10; ++i) audio_.add({"alice", 1s, 0}, kNow + i * 1min);
  EXPECT_EQ(result(90).aggregation, (AudioAggregation{kNow, kNow + 4min}));
}

/// Which ids a result has.
struct SpeakerIds {
  std::string name;
  std::optional<std::string_view> speaker_id;
  bool exists;
  std::optional<std::string> customer_speaker_id;
  std::optional<GeneratedId> generated_speaker_id;

  friend void PrintTo(const SpeakerIds& row, std::ostream* out) { *out << row.name; }
};

class SpeakerIdsOfAResult : public testing::TestWithParam<SpeakerIds> {};

TEST_P(SpeakerIdsOfAResult, AreThoseThatAreKnown) {
  const Speaker speaker = enrolled_alice();
  const StreamAudio audio;
  const AuthenticationResult result = authenticate(kResultId,
                                                   {.speaker_id = GetParam().speaker_id,
                                                    .speaker = GetParam().exists ? &speaker : nullptr,
                                                    .audio = audio,
                                                    .minimum_speech = 10s,
                                                    .acceptance_threshold = 90,
                                                    .scripted_score = {}},
                                                   kNow);
  EXPECT_EQ(result.customer_speaker_id, GetParam().customer_speaker_id);
  EXPECT_EQ(result.generated_speaker_id, GetParam().generated_speaker_id);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, SpeakerIdsOfAResult,
    testing::Values(SpeakerIds{"NoSpeaker_HasNeither", {}, false, {}, {}},
                    SpeakerIds{"UnknownCustomerId_HasThatOne", "alice", false, "alice", {}},
                    SpeakerIds{"UnknownGeneratedId_HasNeither", "id#AbCdEfGhIjKlMnOpQrStUv", false, {}, {}},
                    SpeakerIds{"SpeakerByCustomerId_HasBoth", "alice", true, "alice", kAliceId},
                    SpeakerIds{"SpeakerByGeneratedId_HasBoth", kAliceId.view(), true, "alice", kAliceId}),
    [](const auto& row) { return row.param.name; });

/// What fraud detection finds; mallory's caller speaks ten seconds unless a test says otherwise.
class FraudDetectionResults : public testing::Test {
 protected:
  Fraudster& add(std::string_view voiceprint) {
    std::string id = "id#Fraudster0000000000000";
    id.replace(id.size() - 2, 2, std::to_string(10 + added_.size()));
    added_.push_back(std::make_unique<Fraudster>(Fraudster{GeneratedId(id), std::string(voiceprint), kNow}));
    fraudsters_.push_back(added_.back().get());
    return *added_.back();
  }

  FraudDetectionResult result(int threshold = 50) const {
    return detect_fraud(kResultId, {.audio = audio_,
                                    .risk_threshold = threshold,
                                    .watchlist_id = kWatchlistId,
                                    .fraudsters = fraudsters_,
                                    .scripted = scripted_});
  }

  KnownFraudsterRisk known() const { return result().known_fraudster_risk.value(); }

  StreamAudio audio_ = speech_of("mallory", 10s);
  std::vector<std::unique_ptr<Fraudster>> added_;
  std::vector<const Fraudster*> fraudsters_;
  ScriptedOutcome scripted_;
};

TEST_F(FraudDetectionResults, HasTheResultId_TheThresholdAndTheWatchlist) {
  for (const std::chrono::milliseconds speech : {0ms, 10'000ms}) {
    audio_ = speech_of("mallory", speech);
    EXPECT_EQ(result(7).id, kResultId);
    EXPECT_EQ(result(7).risk_threshold, 7);
    EXPECT_EQ(result(7).watchlist_id, kWatchlistId);
  }
}

TEST_F(FraudDetectionResults, Below10SecondsOfSpeech_IsNotEnough) {
  add("mallory");
  audio_ = speech_of("mallory", 9999ms, 100);
  EXPECT_EQ(result().decision, Fraud::kNotEnoughSpeech);
  EXPECT_THAT(result().reasons, IsEmpty());
  EXPECT_FALSE(result().known_fraudster_risk);
  EXPECT_FALSE(result().voice_spoofing_risk);
  EXPECT_EQ(result().aggregation, AudioAggregation());
}

TEST_F(FraudDetectionResults, WithoutAudio_IsNotEnough) {
  audio_ = StreamAudio();
  EXPECT_EQ(result().decision, Fraud::kNotEnoughSpeech);
  EXPECT_EQ(result().aggregation, AudioAggregation());
}

TEST_F(FraudDetectionResults, ScriptedRisks_DoNotMakeUpForSpeechThatIsMissing) {
  audio_ = speech_of("mallory", 9999ms);
  scripted_ = {
      .authentication_score = {}, .known_fraudster_risk = KnownFraudsterRisk{100, {}}, .voice_spoofing_risk = 100};
  EXPECT_EQ(result().decision, Fraud::kNotEnoughSpeech);
  EXPECT_FALSE(result().known_fraudster_risk);
}

TEST_F(FraudDetectionResults, KnownFraudster_IsHighRisk) {
  const Fraudster& mallory = add("mallory");
  EXPECT_EQ(result().decision, Fraud::kHighRisk);
  EXPECT_THAT(result().reasons, ElementsAre(Reason::kKnownFraudster));
  EXPECT_EQ(known().risk_score, similarity("mallory", "mallory"));
  EXPECT_EQ(known().generated_fraudster_id, mallory.id);
  EXPECT_EQ(result().voice_spoofing_risk, 0);
}

TEST_F(FraudDetectionResults, Stranger_IsLowRisk_AndTheClosestFraudsterIsStillNamed) {
  const Fraudster& eve = add(label_like("mallory", 40));
  EXPECT_EQ(result().decision, Fraud::kLowRisk);
  EXPECT_THAT(result().reasons, IsEmpty());
  EXPECT_EQ(known().risk_score, 40);
  EXPECT_EQ(known().generated_fraudster_id, eve.id);
}

TEST_F(FraudDetectionResults, ClosestFraudster_IsNamed_WhereverItStands) {
  const std::string far = label_like("mallory", 12);
  const std::string close = label_like("mallory", 13);
  for (const bool close_first : {false, true}) {
    fraudsters_.clear();
    const Fraudster& first = add(close_first ? close : far);
    const Fraudster& second = add(close_first ? far : close);
    EXPECT_EQ(known().risk_score, 13);
    EXPECT_EQ(known().generated_fraudster_id, close_first ? first.id : second.id);
  }
}

TEST_F(FraudDetectionResults, ClosestFraudster_OfManyIsTheOneWithTheVoice) {
  for (int i = 0; i < 20; ++i) add("stranger-" + std::to_string(i));
  const Fraudster& mallory = add("mallory");
  for (int i = 20; i < 40; ++i) add("stranger-" + std::to_string(i));
  EXPECT_EQ(known().generated_fraudster_id, mallory.id);
  EXPECT_GE(known().risk_score, 95);
}

TEST_F(FraudDetectionResults, ClosestFraudster_OfTwoAsCloseIsTheFirst) {
  const Fraudster& first = add("mallory");
  const Fraudster& second = add("mallory");
  EXPECT_EQ(known().generated_fraudster_id, first.id);
  fraudsters_ = {&second, &first};
  EXPECT_EQ(known().generated_fraudster_id, second.id);
}

TEST_F(FraudDetectionResults, ClosestFraudster_IsLeftOut_WhereNoneHasARiskAboveZero) {
  add(label_like("mallory", 0));
  EXPECT_EQ(known().risk_score, 0);
  EXPECT_FALSE(known().generated_fraudster_id);
  EXPECT_EQ(result().decision, Fraud::kLowRisk);
}

TEST_F(FraudDetectionResults, ClosestFraudster_WithARiskOf1_IsNamed) {
  add(label_like("mallory", 0));
  const Fraudster& eve = add(label_like("mallory", 1));
  EXPECT_EQ(known().risk_score, 1);
  EXPECT_EQ(known().generated_fraudster_id, eve.id);
}

TEST_F(FraudDetectionResults, EmptyWatchlist_HasNoRisk_AndBothRisksAreShown) {
  EXPECT_EQ(result().decision, Fraud::kLowRisk);
  EXPECT_EQ(known().risk_score, 0);
  EXPECT_FALSE(known().generated_fraudster_id);
  EXPECT_EQ(result().voice_spoofing_risk, 0);
}

TEST_F(FraudDetectionResults, SpoofingRisk_IsHighRisk) {
  audio_ = speech_of("alice", 10s, 51);
  EXPECT_EQ(result().decision, Fraud::kHighRisk);
  EXPECT_THAT(result().reasons, ElementsAre(Reason::kVoiceSpoofing));
  EXPECT_EQ(result().voice_spoofing_risk, 51);
  EXPECT_EQ(known().risk_score, 0);
}

TEST_F(FraudDetectionResults, Reasons_AreInOrder_WhenBothRisksAreHigh) {
  add("mallory");
  audio_ = speech_of("mallory", 10s, 51);
  EXPECT_EQ(result().decision, Fraud::kHighRisk);
  EXPECT_THAT(result().reasons, ElementsAre(Reason::kKnownFraudster, Reason::kVoiceSpoofing));
}

TEST_F(FraudDetectionResults, SpoofingRisk_AtTheThreshold_IsLowRisk) {
  audio_ = speech_of("alice", 10s, 50);
  EXPECT_EQ(result(50).decision, Fraud::kLowRisk);
  EXPECT_THAT(result(50).reasons, IsEmpty());
  EXPECT_EQ(result(49).decision, Fraud::kHighRisk);
}

TEST_F(FraudDetectionResults, FraudsterRisk_AtTheThreshold_IsLowRisk) {
  add("mallory");
  const int risk = similarity("mallory", "mallory");
  EXPECT_EQ(result(risk).decision, Fraud::kLowRisk);
  EXPECT_EQ(result(risk - 1).decision, Fraud::kHighRisk);
}

TEST_F(FraudDetectionResults, Threshold_OfZero_LetsNoRiskPass_ButNone) {
  EXPECT_EQ(result(0).decision, Fraud::kLowRisk);
  audio_ = speech_of("alice", 10s, 1);
  EXPECT_EQ(result(0).decision, Fraud::kHighRisk);
}

TEST_F(FraudDetectionResults, Threshold_OfAHundred_LetsEveryRiskPass) {
  add("mallory");
  audio_ = speech_of("mallory", 10s, 100);
  EXPECT_EQ(result(100).decision, Fraud::kLowRisk);
  EXPECT_EQ(result(100).voice_spoofing_risk, 100);
}

TEST_F(FraudDetectionResults, Threshold_IsAppliedToEachRiskAlone_NotToTheirSum) {
  add(label_like("mallory", 40));
  audio_ = speech_of("mallory", 10s, 40);
  EXPECT_EQ(result(50).decision, Fraud::kLowRisk);
}

TEST_F(FraudDetectionResults, ScriptedFraudsterRisk_WinsOverTheSimulatedOne) {
  add("mallory");
  scripted_.known_fraudster_risk = KnownFraudsterRisk{3, kAliceId};
  EXPECT_EQ(result().decision, Fraud::kLowRisk);
  EXPECT_EQ(known().risk_score, 3);
  EXPECT_EQ(known().generated_fraudster_id, kAliceId);
}

TEST_F(FraudDetectionResults, ScriptedFraudsterRisk_WithoutAnId_NamesNobody) {
  add("mallory");
  scripted_.known_fraudster_risk = KnownFraudsterRisk{77, {}};
  EXPECT_THAT(result().reasons, ElementsAre(Reason::kKnownFraudster));
  EXPECT_EQ(known().risk_score, 77);
  EXPECT_FALSE(known().generated_fraudster_id);
}

TEST_F(FraudDetectionResults, ScriptedFraudsterRisk_OfZero_NamesNobody) {
  add("mallory");
  scripted_.known_fraudster_risk = KnownFraudsterRisk{0, kAliceId};
  EXPECT_EQ(known().risk_score, 0);
  EXPECT_FALSE(known().generated_fraudster_id);
}

TEST_F(FraudDetectionResults, ScriptedSpoofingRisk_WinsOverTheSimulatedOne) {
  audio_ = speech_of("alice", 10s, 90);
  scripted_.voice_spoofing_risk = 0;
  EXPECT_EQ(result().decision, Fraud::kLowRisk);
  EXPECT_EQ(result().voice_spoofing_risk, 0);
  scripted_.voice_spoofing_risk = 51;
  EXPECT_THAT(result().reasons, ElementsAre(Reason::kVoiceSpoofing));
}

TEST_F(FraudDetectionResults, ScriptedRisk_LeavesTheOtherOneSimulated) {
  const Fraudster& mallory = add("mallory");
  audio_ = speech_of("mallory", 10s, 33);
  scripted_.voice_spoofing_risk = 44;
  EXPECT_EQ(known().generated_fraudster_id, mallory.id);
  EXPECT_EQ(result().voice_spoofing_risk, 44);
  scripted_ = {};
  scripted_.known_fraudster_risk = KnownFraudsterRisk{1, {}};
  EXPECT_EQ(known().risk_score, 1);
  EXPECT_EQ(result().voice_spoofing_risk, 33);
}

TEST_F(FraudDetectionResults, ScriptedAuthenticationScore_DoesNotMatter) {
  scripted_.authentication_score = 100;
  EXPECT_EQ(result().decision, Fraud::kLowRisk);
  EXPECT_EQ(known().risk_score, 0);
}

TEST_F(FraudDetectionResults, Voice_IsThatOfTheFirst10Seconds) {
  add("mallory");
  audio_ = speech_of("alice", 6s);
  audio_.add({"mallory", 1h, 0}, kNow);
  EXPECT_EQ(result().decision, Fraud::kLowRisk);
  audio_ = speech_of("alice", 4s);
  audio_.add({"mallory", 6s, 0}, kNow);
  EXPECT_EQ(result().decision, Fraud::kHighRisk);
}

TEST_F(FraudDetectionResults, SpoofingRisk_IsThatOfTheFirst10Seconds) {
  audio_ = speech_of("alice", 10s, 20);
  audio_.add({"alice", 1h, 100}, kNow);
  EXPECT_EQ(result().voice_spoofing_risk, 20);
}

TEST_F(FraudDetectionResults, AggregationTimes_AreThoseOfTheFirst10Seconds) {
  audio_ = StreamAudio();
  for (int i = 0; i < 20; ++i) audio_.add({"mallory", 1s, 0}, kNow + i * 1min);
  EXPECT_EQ(result().decision, Fraud::kLowRisk);
  EXPECT_EQ(result().aggregation, (AudioAggregation{kNow, kNow + 9min}));
  add("mallory");
  EXPECT_EQ(result().decision, Fraud::kHighRisk);
  EXPECT_EQ(result().aggregation, (AudioAggregation{kNow, kNow + 9min}));
}

}  // namespace
}  // namespace voiceid
