#include "server/events/event_writer.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>

#include "tests/server/events/event_samples.hpp"

namespace voiceid::events {
namespace {

class EventWriterTest : public testing::Test {
 protected:
  nlohmann::json envelope(const Event& event, std::uint64_t sequence = 1) const {
    std::string text;
    writer_.append_envelope(text, {sequence, event});
    return nlohmann::json::parse(text);
  }
  nlohmann::json detail(EventDetail detail) const { return envelope(sample_event(std::move(detail))).at("detail"); }

  const std::unique_ptr<RandomSource> source_ = make_seeded_source(1);
  EventWriter writer_{*source_};
};

TEST_F(EventWriterTest, TheEnvelopeIsThatOfEventBridge) {
  const nlohmann::json event = envelope(sample_event());
  EXPECT_EQ(event.at("version"), "0");
  EXPECT_EQ(event.at("detail-type"), "VoiceId Speaker Action");
  EXPECT_EQ(event.at("source"), "aws.voiceid");
  EXPECT_EQ(event.at("account"), "000000000000");
  EXPECT_EQ(event.at("time"), "2026-11-21T09:30:00Z");
  EXPECT_EQ(event.at("region"), "us-east-1");
  EXPECT_EQ(event.at("resources"),
            nlohmann::json::array({"arn:aws:voiceid:us-east-1:000000000000:domain/AbCdEfGhIjKlMnOpQrStUv"}));
  EXPECT_EQ(event.size(), 9);
}

TEST_F(EventWriterTest, IdsAreUuids_DifferentForEachEventAndUse_AndStay) {
  const auto uuid = testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  std::set<std::string> ids;
  for (std::uint64_t sequence = 1; sequence <= 100; ++sequence) {
    const nlohmann::json event = envelope(sample_event(), sequence);
    EXPECT_EQ(event, envelope(sample_event(), sequence));
    for (const nlohmann::json& id : {event.at("id"), event.at("detail").at("sourceId")}) {
      EXPECT_THAT(id.get<std::string>(), uuid);
      ids.insert(id.get<std::string>());
    }
  }
  EXPECT_EQ(ids.size(), 200);
  writer_.renew(*source_);
  EXPECT_FALSE(ids.contains(envelope(sample_event()).at("id").get<std::string>()));
}

TEST_F(EventWriterTest, AFailureHasItsErrorInfo_ASuccessNull) {
  const nlohmann::json failure =
      envelope(sample_event(SpeakerEvent{}, EventError{"ConflictException", "It \"failed\".", 409})).at("detail");
  EXPECT_EQ(failure.at("status"), "FAILURE");
  EXPECT_EQ(
      failure.at("errorInfo"),
      (nlohmann::json{{"errorMessage", "It \"failed\"."}, {"errorType", "ConflictException"}, {"errorCode", 409}}));
  EXPECT_EQ(detail(SpeakerEvent{}).at("status"), "SUCCESS");
  EXPECT_TRUE(detail(SpeakerEvent{}).at("errorInfo").is_null());
}

TEST_F(EventWriterTest, EachKindHasItsDetailTypeAndAction) {
  using Row = std::tuple<EventDetail, std::string, std::string>;
  for (const auto& [what, detail_type, action] :
       {Row(StartSessionEvent{}, "VoiceId Start Session Action", "START_SESSION"),
        Row(UpdateSessionEvent{}, "VoiceId Update Session Action", "UPDATE_SESSION"),
        Row(EvaluateSessionEvent{}, "VoiceId Evaluate Session Action", "EVALUATE_SESSION"),
        Row(SpeakerEvent{SpeakerAction::kEnroll, {}, {}, {}}, "VoiceId Speaker Action", "ENROLL_SPEAKER"),
        Row(SpeakerEvent{SpeakerAction::kOptOut, {}, {}, {}}, "VoiceId Speaker Action", "OPT_OUT_SPEAKER"),
        Row(SpeakerEvent{SpeakerAction::kDelete, {}, {}, {}}, "VoiceId Speaker Action", "DELETE_SPEAKER"),
        Row(FraudsterEvent{FraudsterAction::kRegister, {}, {}, {}}, "VoiceId Fraudster Action", "REGISTER_FRAUDSTER"),
        Row(FraudsterEvent{FraudsterAction::kDelete, {}, {}, {}}, "VoiceId Fraudster Action", "DELETE_FRAUDSTER"),
        Row(SessionEnrollmentEvent{}, "VoiceId Session Speaker Enrollment Action", "SESSION_ENROLLMENT_REQUEST"),
        Row(EnrollmentJobEvent{}, "VoiceId Batch Speaker Enrollment Action", "BATCH_ENROLLMENT_REQUEST"),
        Row(RegistrationJobEvent{}, "VoiceId Batch Fraudster Registration Action", "BATCH_REGISTRATION_REQUEST")}) {
    const nlohmann::json event = envelope(sample_event(what));
    EXPECT_EQ(event.at("detail-type"), detail_type);
    EXPECT_EQ(event.at("detail").at("action"), action);
    EXPECT_THAT(detail_types(), testing::Contains(detail_type));
  }
  EXPECT_EQ(detail_types().size(), 8);
}

TEST_F(EventWriterTest, MissingValuesAreNull_AudioProgressIsAnObjectOfNulls) {
  const nlohmann::json session = detail(StartSessionEvent{}).at("session");
  EXPECT_TRUE(session.at("sessionId").is_null());
  EXPECT_TRUE(session.at("authenticationConfiguration").is_null());
  EXPECT_TRUE(session.at("streamingConfiguration").is_null());
  EXPECT_EQ(session.at("authenticationAudioProgress"),
            (nlohmann::json{{"audioAggregationStartedAt", nullptr}, {"audioAggregationEndedAt", nullptr}}));
  EXPECT_EQ(session.at("enrollmentAudioProgress").size(), 3);
  EXPECT_TRUE(detail(StartSessionEvent{}).at("systemAttributes").is_null());
}

TEST_F(EventWriterTest, TimesInTheDetailHaveMilliseconds) {
  StartSessionEvent event;
  event.authentication_audio = {at("2026-11-21T09:30:00Z"), at("2026-11-21T09:30:12.500Z")};
  EXPECT_EQ(detail(event).at("session").at("authenticationAudioProgress"),
            (nlohmann::json{{"audioAggregationStartedAt", "2026-11-21T09:30:00.000Z"},
                            {"audioAggregationEndedAt", "2026-11-21T09:30:12.500Z"}}));
}

TEST_F(EventWriterTest, ReasonsAreNullIfThereAreNone) {
  EvaluateSessionEvent event;
  event.fraud_detection.emplace();
  EXPECT_TRUE(detail(event).at("session").at("fraudDetectionResult").at("reasons").is_null());
  event.fraud_detection->reasons = {FraudDetectionReason::kKnownFraudster, FraudDetectionReason::kVoiceSpoofing};
  EXPECT_EQ(detail(event).at("session").at("fraudDetectionResult").at("reasons"),
            nlohmann::json::array({"KNOWN_FRAUDSTER", "VOICE_SPOOFING"}));
}

TEST_F(EventWriterTest, JobsNameTheirThresholdAsTheEventSchemaDoes) {
  EnrollmentJobEvent event;
  event.config.emplace().fraud_detection = {FraudDetectionAction::kFail, 30, ResourceId(kSampleDomainId)};
  EXPECT_EQ(detail(event).at("data").at("enrollmentConfig"),
            (nlohmann::json{{"existingEnrollmentAction", nullptr},
                            {"fraudDetectionConfig",
                             {{"fraudDetectionAction", "FAIL"},
                              {"fraudDetectionThreshold", 30},
                              {"watchlistIds", nlohmann::json::array({kSampleDomainId})}}}}));
}

}  // namespace
}  // namespace voiceid::events
