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

TEST_F(EventWriterTest, IdsAreDifferentForEachEvent_AndStay) {
  const auto uuid = testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  // Sample events.
  const auto source_id = testing::MatchesRegex("[a-zA-Z0-9]{22}");
  std::set<std::string> ids;
  for (std::uint64_t sequence = 1; sequence <= 100; ++sequence) {
    const nlohmann::json event = envelope(sample_event(), sequence);
    EXPECT_EQ(event, envelope(sample_event(), sequence));
    EXPECT_THAT(*ids.insert(event.at("id").get<std::string>()).first, uuid);
    EXPECT_THAT(*ids.insert(event.at("detail").at("sourceId").get<std::string>()).first, source_id);
  }
  EXPECT_EQ(ids.size(), 200);
  writer_.renew(*source_);
  EXPECT_FALSE(ids.contains(envelope(sample_event()).at("id").get<std::string>()));
}

TEST_F(EventWriterTest, AnIdTellsItsSequenceNumber_AndNoOtherTextTellsOne) {
  const std::string foreign = EventWriter(*source_).id_of(1);
  for (const std::uint64_t sequence : {1ULL, 2ULL, 10'000ULL, 1ULL << 40U}) {
    const std::string id = writer_.id_of(sequence);
    EXPECT_EQ(writer_.sequence_of(id), sequence);
    for (std::size_t place = 0; place < id.size(); ++place) {
      std::string other = id;
      other[place] = id[place] == 'a' ? 'b' : 'a';
      EXPECT_EQ(writer_.sequence_of(other), std::nullopt) << other;
    }
  }
  for (const std::string& text : {std::string(), writer_.id_of(1) + "0", std::string(36, '-'), foreign}) {
    EXPECT_EQ(writer_.sequence_of(text), std::nullopt) << text;
  }
}

TEST_F(EventWriterTest, AFailureHasItsErrorInfo_ASuccessNull) {
  const nlohmann::json failure =
      envelope(sample_event(SpeakerEvent{}, EventError{EventErrorType::kBadRequest, "It \"failed\".", 400}))
          .at("detail");
  EXPECT_EQ(failure.at("errorInfo"),
            (nlohmann::json{{"errorMessage", "It \"failed\"."}, {"errorType", "BAD_REQUEST"}, {"errorCode", 400}}));
  EXPECT_TRUE(detail(SpeakerEvent{}).at("errorInfo").is_null());
}

// Sample events.
TEST_F(EventWriterTest, TheStatusGoesByTheAction) {
  using Row = std::tuple<EventDetail, std::string, std::string>;
  const auto job = [](JobStatus status) {
    EnrollmentJobEvent event;
    event.job.status = status;
    return event;
  };
  StartSessionEvent ended;
  ended.step = StreamStep::kEnded;
  RegistrationJobEvent registration;
  registration.job.status = JobStatus::kCompleted;
  for (const auto& [what, status, failed] :
       {Row(StartSessionEvent{}, "STREAMING_STARTED", "STREAMING_FAILED"),
        Row(ended, "STREAMING_ENDED", "STREAMING_FAILED"), Row(UpdateSessionEvent{}, "SUCCEEDED", "FAILED"),
        Row(EvaluateSessionEvent{}, "SUCCEEDED", "FAILED"), Row(SpeakerEvent{}, "SUCCEEDED", "FAILED"),
        Row(FraudsterEvent{}, "SUCCEEDED", "FAILED"), Row(SessionEnrollmentEvent{}, "SUBMITTED", "FAILED"),
        Row(job(JobStatus::kSubmitted), "SUBMITTED", "FAILED"), Row(job(JobStatus::kCompleted), "COMPLETED", "FAILED"),
        Row(job(JobStatus::kCompletedWithErrors), "COMPLETED_WITH_ERRORS", "FAILED"),
        Row(job(JobStatus::kFailed), "FAILED", "FAILED"), Row(registration, "COMPLETED", "FAILED")}) {
    EXPECT_EQ(envelope(sample_event(what)).at("detail").at("status"), status);
    EXPECT_EQ(envelope(sample_event(what, EventError{})).at("detail").at("status"), failed);
  }
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
        Row(EnrollmentJobEvent{}, "VoiceId Batch Speaker Enrollment Action", "BATCH_SPEAKER_ENROLLMENT_REQUEST"),
        Row(RegistrationJobEvent{}, "VoiceId Batch Fraudster Registration Action",
            "BATCH_FRAUDSTER_REGISTRATION_REQUEST")}) {
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

TEST_F(EventWriterTest, SourcesAreNamedAsInTheSampleEvents) {
  SpeakerEvent enrollment;
  enrollment.enrollment = {EnrollmentSource::kBatch, std::string(kSampleDomainId), {}};
  EXPECT_EQ(detail(enrollment).at("data"), (nlohmann::json{{"enrollmentSource", "BATCH_ENROLLMENT"},
                                                           {"enrollmentSourceId", kSampleDomainId},
                                                           {"enrollmentStatus", nullptr}}));
  enrollment.enrollment->source = EnrollmentSource::kSession;
  EXPECT_EQ(detail(enrollment).at("data").at("enrollmentSource"), "SESSION_ENROLLMENT");
  FraudsterEvent registration;
  registration.registration = {ResourceId(kSampleDomainId), {}};
  EXPECT_EQ(detail(registration).at("data").at("registrationSource"), "BATCH_REGISTRATION");
}

TEST_F(EventWriterTest, SystemAttributesHaveTheContact) {
  const nlohmann::json attributes{{"aws:connect:OriginalContactArn", "arn"}};
  StartSessionEvent started;
  UpdateSessionEvent updated;
  started.contact_arn = updated.contact_arn = "arn";
  EXPECT_EQ(detail(started).at("systemAttributes"), attributes);
  EXPECT_EQ(detail(updated).at("systemAttributes"), attributes);
  EXPECT_TRUE(detail(UpdateSessionEvent{}).at("systemAttributes").is_null());
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
