#include <span>
#include <vector>

#include "handlers/job_steps.hpp"
#include "handlers/speaker_control.hpp"
#include "tests/domain/spoken.hpp"
#include "tests/domain/voices.hpp"
#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::StartsWith;

/// Calls whose audio names no voice.
class AcousticVoices : public SessionTest {
 protected:
  static std::size_t of(std::chrono::seconds time) { return static_cast<std::size_t>(time.count()) * kSampleRate; }

  // Some longer than a window, for the quiet between vowels.
  UnlabelledRecording recording_of(unsigned person, std::chrono::seconds time = 35s) {
    return {.samples = spoken(person, of(time)), .spoofing_risk = 0};
  }

  shapes::Session hear(const UnlabelledRecording& recording) {
    RecordedStream stream = stream_to_record(context_, address()).value();
    SpeechDetector detector;
    stream.hear(recording.samples, recording.spoofing_risk, detector);
    EXPECT_TRUE(take_stream(context_, address(), std::move(stream)).value());
    return described();
  }

  void enroll_as(std::string_view customer_id, const Voice& voice) {
    const std::string text = text_of(voice);
    put_speaker(context_, domain_id_, customer_id, {.last_accessed_at = {}, .status = {}, .voice = text}).value();
  }
};

TEST_F(AcousticVoices, AreRecognized) {
  const UnlabelledRecording recording = recording_of(1);
  enroll_as("alice", voice_of(recording.samples));
  start(with_speaker("alice"));
  hear(recording);
  EXPECT_EQ(authentication().decision, "ACCEPT");
  EXPECT_GE(authentication().score.value(), 95);
}

TEST_F(AcousticVoices, AreNotThatOfALabel) {
  enroll_as("alice", Voice("alice"));
  start(with_speaker("alice"));
  hear(recording_of(1));
  EXPECT_EQ(authentication().decision, "REJECT");
  EXPECT_LE(authentication().score.value(), 40);
}

TEST_F(AcousticVoices, ShowHowSimilarTheyAreToTheOneEnrolled_OnceThereIsEnoughSpeech) {
  const UnlabelledRecording recording = recording_of(1);
  enroll_as("alice", voice_of(recording.samples));
  start(with_speaker("alice"));
  const auto before = hear({.samples = spoken(1, of(3s)), .spoofing_risk = 0}).audio.value();
  EXPECT_EQ(before.voice, "acoustic");
  EXPECT_EQ(before.similarity, std::nullopt);
  const auto after = hear(recording).audio.value();
  EXPECT_EQ(after.voice, "acoustic");
  EXPECT_EQ(after.similarity, authentication().score);
  update(without_speaker());
  EXPECT_EQ(described().audio->similarity, std::nullopt);
}

TEST_F(AcousticVoices, AreEnrolledInACall) {
  start(with_speaker("alice"));
  hear(recording_of(1));
  enroll();
  pass(1s);
  const Voice* const enrolled = find_speaker("alice")->voiceprint_at(context_.now);
  ASSERT_NE(enrolled, nullptr);
  EXPECT_TRUE(enrolled->is_acoustic());
  EXPECT_EQ(*enrolled, record_of(domain_id_).sessions.find_by_either(kCall)->audio().voice(kEnrollmentSpeech));
}

TEST_F(AcousticVoices, OfAFraudsterIsAHighRisk) {
  const UnlabelledRecording recording = recording_of(1);
  const Fraudster& mallory = registered_fraudster(domain_id_, voice_of(recording.samples));
  start();
  hear(recording);
  const auto found = fraud_detection();
  EXPECT_EQ(found.decision, "HIGH_RISK");
  EXPECT_EQ(found.risk_details->known_fraudster_risk.generated_fraudster_id, mallory.id.view());
}

TEST_F(AcousticVoices, AreHeardTheSame_InARecordingAndAsTheyAreSpoken) {
  const UnlabelledRecording recording = recording_of(1);
  start();
  hear(recording);
  start({}, "spoken");
  SpeechDetector detector;
  for (std::span<const std::int16_t> rest = recording.samples; !rest.empty();) {
    const auto piece = rest.first(std::min<std::size_t>(rest.size(), 777));
    handlers::hear(context_, address("spoken"), piece, 0, detector).value();
    rest = rest.subspan(piece.size());
  }
  auto& sessions = record_of(domain_id_).sessions;
  for (const auto window : {5s, 10s, 30s}) {
    EXPECT_EQ(sessions.find_by_either("spoken")->audio().voice(window),
              sessions.find_by_either(kCall)->audio().voice(window));
  }
}

TEST_F(AcousticVoices, OfARecordingAreNotTaken_IfTheCallerGoesOnWhileItIsHeard) {
  start();
  auto stream = stream_to_record(context_, address());
  say("bob", 4s);
  EXPECT_FALSE(take_stream(context_, address(), std::move(*stream)).value());
  EXPECT_EQ(described().audio->speech_seconds, 4);
}

TEST_F(AcousticVoices, OfARecordingThatOutlastsItsStream_AreNotTakenByTheNextOne) {
  start();
  auto stream = stream_to_record(context_, address());
  auto late = stream;
  end();
  EXPECT_FALSE(stream_to_record(context_, address()));
  EXPECT_THAT(failure_of(take_stream(context_, address(), std::move(*late))), testing::Ne(std::nullopt));
  start();
  EXPECT_FALSE(take_stream(context_, address(), std::move(*stream)).value());
}

TEST_F(AcousticVoices, AreShownByNameAlone_InASpeaker) {
  const auto voice_of_speaker = [this](std::string_view id) {
    return show_speaker(context_, domain_id_, id).value().speaker.voice;
  };
  enroll_as("alice", voice_of(recording_of(1).samples));
  EXPECT_EQ(voice_of_speaker("alice"), "acoustic");
  enroll_as("bob", Voice("bob"));
  EXPECT_EQ(voice_of_speaker("bob"), "bob");
  find_speaker("bob")->opt_out(context_.now);
  EXPECT_EQ(voice_of_speaker("bob"), std::nullopt);
  EXPECT_THAT(failure_of(show_speaker(context_, domain_id_, "carol")), is_not_found(ResourceType::kSpeaker));
}

TEST_F(AcousticVoices, ArePutByTheirText_AndRefusedIfItIsNone) {
  const Voice voice = voice_of(recording_of(1).samples);
  enroll_as("alice", voice);
  EXPECT_EQ(*find_speaker("alice")->voiceprint_at(context_.now), voice);
  const std::string text = text_of(voice);
  const std::string first(put_fraudster(context_, domain_id_, {.voice = text, .watchlist_ids = {}})
                              .value()
                              .fraudster->generated_fraudster_id.value());
  EXPECT_EQ(put_fraudster(context_, domain_id_, {.voice = text, .watchlist_ids = {}})
                .value()
                .fraudster->generated_fraudster_id,
            first);
  const auto refused = failure_of(put_fraudster(context_, domain_id_, {.voice = "acoustic:AAAA", .watchlist_ids = {}}));
  EXPECT_THAT(refused, is_validation_failure());
  EXPECT_THAT(refused->message, StartsWith("What follows 'acoustic:' has 3 bytes"));
  EXPECT_THAT(failure_of(put_speaker(context_, domain_id_, "bob",
                                     {.last_accessed_at = {}, .status = {}, .voice = "acoustic:?"})),
              is_validation_failure());
}

}  // namespace
}  // namespace voiceid::handlers
