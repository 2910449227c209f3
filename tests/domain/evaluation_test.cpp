#include "domain/evaluation.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <memory>
#include <tuple>

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
  audio.start(kNow);
  audio.add({voice, length, spoofing_risk}, kNow);
  return audio;
}

Speaker pending_alice() { return {kAliceId, "alice", kEnrolledAt}; }

Speaker enrolled_alice() {
  Speaker speaker = pending_alice();
  speaker.enroll(Voice("alice"), kEnrolledAt);
  return speaker;
}

Speaker opted_out_alice() {
  Speaker speaker = enrolled_alice();
  speaker.opt_out(kEnrolledAt);
  return speaker;
}

/// An alice with this audio, whom nothing scripts.
class AuthenticationResults : public testing::Test {
 protected:
  AuthenticationResult result(int threshold = 90, std::optional<int> scripted_score = {}, TimePoint now = kNow) const {
    return authenticate(kResultId,
                        {.speaker_id = speaker_id_,
                         .speaker = speaker_ ? &*speaker_ : nullptr,
                         .audio = audio_,
                         .minimum_speech = 5s,
                         .acceptance_threshold = threshold,
                         .scripted_score = scripted_score},
                        now);
  }

  std::optional<std::string_view> speaker_id_ = "alice";
  std::optional<Speaker> speaker_ = enrolled_alice();
  StreamAudio audio_ = speech_of("alice", 5s);
};

TEST_F(AuthenticationResults, DependOnTheSpeakerBeforeTheSpeech) {
  const auto expect_without_voice = [this](Identity decision, TimePoint now = kNow) {
    for (const std::chrono::milliseconds speech : {5000ms, 0ms}) {
      audio_ = speech_of("alice", speech);
      const AuthenticationResult found = result(90, 100, now);
      EXPECT_EQ(name_of(found.decision), name_of(decision));
      EXPECT_FALSE(found.score);
      EXPECT_EQ(found.aggregation, AudioAggregation());
      EXPECT_EQ(found.id, kResultId);
      EXPECT_EQ(found.acceptance_threshold, 90);
    }
  };
  expect_without_voice(Identity::kSpeakerExpired, kExpiredAt);
  speaker_ = opted_out_alice();
  expect_without_voice(Identity::kSpeakerOptedOut);
  speaker_ = pending_alice();
  expect_without_voice(Identity::kSpeakerNotEnrolled);
  speaker_.reset();
  expect_without_voice(Identity::kSpeakerNotEnrolled);
  speaker_id_.reset();
  expect_without_voice(Identity::kSpeakerIdNotProvided);
}

TEST_F(AuthenticationResults, NeedTheMinimumSpeech) {
  for (const auto& [speech, decision] :
       {std::pair(0ms, Identity::kNotEnoughSpeech), std::pair(4999ms, Identity::kNotEnoughSpeech),
        std::pair(5000ms, Identity::kAccept), std::pair(86'400'000ms, Identity::kAccept)}) {
    audio_ = speech_of("alice", speech);
    EXPECT_EQ(name_of(result().decision), name_of(decision)) << speech.count();
    EXPECT_EQ(result().score.has_value(), decision == Identity::kAccept);
    EXPECT_EQ(result().aggregation,
              decision == Identity::kAccept ? (AudioAggregation{kNow, kNow}) : AudioAggregation());
    EXPECT_EQ(result().id, kResultId);
    EXPECT_EQ(result().acceptance_threshold, 90);
  }
  audio_ = speech_of("alice", 4999ms);
  EXPECT_EQ(result(90, 100).decision, Identity::kNotEnoughSpeech) << "with a scripted score too";
  EXPECT_FALSE(result(90, 100).score);
}

TEST_F(AuthenticationResults, ScoreTheVoiceAgainstTheVoiceprintNotTheName) {
  EXPECT_EQ(result().score, similarity("alice", "alice"));
  audio_ = speech_of("bob", 5s);
  EXPECT_EQ(result().score, similarity("alice", "bob"));
  EXPECT_EQ(result().decision, Identity::kReject);
  speaker_->enroll(Voice("bob"), kNow);
  EXPECT_EQ(result().decision, Identity::kAccept);
}

TEST_F(AuthenticationResults, AcceptAScoreFromTheThresholdOn) {
  const int score = similarity("alice", "alice");
  EXPECT_EQ(result(score).decision, Identity::kAccept);
  EXPECT_EQ(result(score - 1).decision, Identity::kAccept);
  EXPECT_EQ(result(score + 1).decision, Identity::kReject);
}

TEST_F(AuthenticationResults, PreferTheScriptedScore) {
  for (const auto& [threshold, score, decision] :
       {std::tuple(90, 89, Identity::kReject), std::tuple(90, 90, Identity::kAccept),
        std::tuple(100, 99, Identity::kReject), std::tuple(100, 100, Identity::kAccept),
        std::tuple(0, 0, Identity::kAccept)}) {
    EXPECT_EQ(result(threshold, score).score, score);
    EXPECT_EQ(name_of(result(threshold, score).decision), name_of(decision)) << score << " of " << threshold;
  }
}

TEST_F(AuthenticationResults, RestOnTheMinimumSpeechNotOnLaterAudio) {
  audio_ = speech_of("alice", 0ms);
  for (int i = 0; i < 5; ++i) audio_.add({"alice", 1s, 0}, kNow + i * 1min);
  audio_.add({"bob", 1h, 0}, kNow + 1h);
  EXPECT_EQ(result().decision, Identity::kAccept);
  EXPECT_EQ(result().aggregation, (AudioAggregation{kNow, kNow + 4min}));
}

TEST_F(AuthenticationResults, HaveTheSpeakerIdsThatAreKnown) {
  const auto expect_ids = [this](std::optional<std::string> customer_id, std::optional<GeneratedId> generated_id) {
    EXPECT_EQ(result().customer_speaker_id, customer_id);
    EXPECT_EQ(result().generated_speaker_id, generated_id);
  };
  expect_ids("alice", kAliceId);
  speaker_id_ = kAliceId.view();
  expect_ids("alice", kAliceId);
  speaker_.reset();
  expect_ids({}, {});
  speaker_id_ = "alice";
  expect_ids("alice", {});
  speaker_id_.reset();
  expect_ids({}, {});
}

/// What fraud detection finds in ten seconds of mallory.
class FraudDetectionResults : public testing::Test {
 protected:
  Fraudster& add(std::string_view voiceprint) {
    std::string id = "id#Fraudster0000000000000";
    id.replace(id.size() - 2, 2, std::to_string(10 + added_.size()));
    added_.push_back(std::make_unique<Fraudster>(Fraudster{GeneratedId(id), Voice(std::string(voiceprint)), kNow}));
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

  void expect_known(int risk_score, std::optional<GeneratedId> fraudster) const {
    EXPECT_EQ(known().risk_score, risk_score);
    EXPECT_EQ(known().generated_fraudster_id, fraudster);
  }

  StreamAudio audio_ = speech_of("mallory", 10s);
  std::vector<std::unique_ptr<Fraudster>> added_;
  std::vector<const Fraudster*> fraudsters_;
  ScriptedOutcome scripted_;
};

TEST_F(FraudDetectionResults, HaveTheResultIdTheThresholdAndTheWatchlist) {
  for (const std::chrono::milliseconds speech : {0ms, 10'000ms}) {
    audio_ = speech_of("mallory", speech);
    EXPECT_EQ(result(7).id, kResultId);
    EXPECT_EQ(result(7).risk_threshold, 7);
    EXPECT_EQ(result(7).watchlist_id, kWatchlistId);
  }
}

TEST_F(FraudDetectionResults, NeedTenSecondsOfSpeech) {
  add("mallory");
  scripted_.known_fraudster_risk = KnownFraudsterRisk{100, {}};
  scripted_.voice_spoofing_risk = 100;
  for (const StreamAudio& audio : {StreamAudio(), speech_of("mallory", 9999ms, 100)}) {
    audio_ = audio;
    EXPECT_EQ(result().decision, Fraud::kNotEnoughSpeech);
    EXPECT_THAT(result().reasons, IsEmpty());
    EXPECT_FALSE(result().known_fraudster_risk);
    EXPECT_FALSE(result().voice_spoofing_risk);
    EXPECT_EQ(result().aggregation, AudioAggregation());
  }
}

TEST_F(FraudDetectionResults, AreHighRiskForAKnownFraudster) {
  const Fraudster& mallory = add("mallory");
  EXPECT_EQ(result().decision, Fraud::kHighRisk);
  EXPECT_THAT(result().reasons, ElementsAre(Reason::kKnownFraudster));
  expect_known(similarity("mallory", "mallory"), mallory.id);
  EXPECT_EQ(result().voice_spoofing_risk, 0);
}

TEST_F(FraudDetectionResults, NameTheClosestFraudsterOfAStrangerToo) {
  const Fraudster& eve = add(label_like("mallory", 40));
  EXPECT_EQ(result().decision, Fraud::kLowRisk);
  EXPECT_THAT(result().reasons, IsEmpty());
  expect_known(40, eve.id);
}

TEST_F(FraudDetectionResults, NameTheFirstOfTheClosestFraudsters) {
  for (int i = 0; i < 20; ++i) add("stranger-" + std::to_string(i));
  const Fraudster& mallory = add("mallory");
  add("mallory");
  for (int i = 20; i < 40; ++i) add("stranger-" + std::to_string(i));
  expect_known(similarity("mallory", "mallory"), mallory.id);
  std::ranges::reverse(fraudsters_);
  EXPECT_NE(known().generated_fraudster_id, mallory.id);
}

TEST_F(FraudDetectionResults, NameNoFraudsterWithoutRisk) {
  expect_known(0, {});
  add(label_like("mallory", 0));
  expect_known(0, {});
  EXPECT_EQ(result().decision, Fraud::kLowRisk);
  EXPECT_EQ(result().voice_spoofing_risk, 0);
  const Fraudster& eve = add(label_like("mallory", 1));
  expect_known(1, eve.id);
}

TEST_F(FraudDetectionResults, AreHighRiskForARiskAboveTheThreshold) {
  audio_ = speech_of("alice", 10s, 50);
  EXPECT_EQ(result(50).decision, Fraud::kLowRisk);
  EXPECT_THAT(result(50).reasons, IsEmpty());
  EXPECT_THAT(result(49).reasons, ElementsAre(Reason::kVoiceSpoofing));
  EXPECT_EQ(result(49).decision, Fraud::kHighRisk);
  EXPECT_EQ(result(49).voice_spoofing_risk, 50);
  const Fraudster& alice = add("alice");
  const int risk = similarity("alice", "alice");
  EXPECT_EQ(result(risk).decision, Fraud::kLowRisk);
  EXPECT_THAT(result(risk - 1).reasons, ElementsAre(Reason::kKnownFraudster));
  EXPECT_THAT(result(49).reasons, ElementsAre(Reason::kKnownFraudster, Reason::kVoiceSpoofing));
  expect_known(risk, alice.id);
}

TEST_F(FraudDetectionResults, CompareEachRiskWithTheThresholdNotTheirSum) {
  add(label_like("mallory", 40));
  audio_ = speech_of("mallory", 10s, 40);
  EXPECT_EQ(result(50).decision, Fraud::kLowRisk);
}

TEST_F(FraudDetectionResults, LetEveryRiskPassAtAThresholdOf100AndOnlyNoneAtZero) {
  EXPECT_EQ(result(0).decision, Fraud::kLowRisk);
  audio_ = speech_of("mallory", 10s, 1);
  EXPECT_EQ(result(0).decision, Fraud::kHighRisk);
  add("mallory");
  audio_ = speech_of("mallory", 10s, 100);
  EXPECT_EQ(result(100).decision, Fraud::kLowRisk);
  EXPECT_EQ(result(100).voice_spoofing_risk, 100);
}

TEST_F(FraudDetectionResults, PreferTheScriptedFraudsterRisk) {
  add("mallory");
  audio_ = speech_of("mallory", 10s, 33);
  scripted_.known_fraudster_risk = KnownFraudsterRisk{3, kAliceId};
  expect_known(3, kAliceId);
  EXPECT_EQ(result().decision, Fraud::kLowRisk);
  EXPECT_EQ(result().voice_spoofing_risk, 33) << "the other risk stays simulated";
  scripted_.known_fraudster_risk = KnownFraudsterRisk{77, {}};
  expect_known(77, {});
  EXPECT_THAT(result().reasons, ElementsAre(Reason::kKnownFraudster));
  scripted_.known_fraudster_risk = KnownFraudsterRisk{0, kAliceId};
  expect_known(0, {});
}

TEST_F(FraudDetectionResults, PreferTheScriptedSpoofingRisk) {
  const Fraudster& alice = add("alice");
  audio_ = speech_of("alice", 10s, 90);
  scripted_.voice_spoofing_risk = 0;
  scripted_.authentication_score = 100;
  EXPECT_THAT(result().reasons, ElementsAre(Reason::kKnownFraudster));
  EXPECT_EQ(result().voice_spoofing_risk, 0);
  expect_known(similarity("alice", "alice"), alice.id);
  scripted_.voice_spoofing_risk = 51;
  EXPECT_THAT(result().reasons, ElementsAre(Reason::kKnownFraudster, Reason::kVoiceSpoofing));
}

TEST_F(FraudDetectionResults, RestOnTheFirstTenSeconds) {
  add("mallory");
  audio_ = speech_of("alice", 0ms);
  for (int i = 0; i < 10; ++i) audio_.add({i < 6 ? "alice" : "mallory", 1s, 20}, kNow + i * 1min);
  audio_.add({"mallory", 1h, 100}, kNow + 1h);
  EXPECT_EQ(result().decision, Fraud::kLowRisk);
  EXPECT_EQ(result().voice_spoofing_risk, 20);
  EXPECT_EQ(result().aggregation, (AudioAggregation{kNow, kNow + 9min}));
  audio_ = speech_of("alice", 4s);
  audio_.add({"mallory", 6s, 0}, kNow);
  EXPECT_EQ(result().decision, Fraud::kHighRisk);
}

}  // namespace
}  // namespace voiceid
