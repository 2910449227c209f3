#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;

class SessionUpdate : public SessionTest {};

TEST_F(SessionUpdate, OfNothing_ChangesNothing) {
  start(with_speaker("alice"));
  const shapes::Session session = update({});
  EXPECT_EQ(session.customer_speaker_id, "alice");
  EXPECT_EQ(session.streaming_status, "ONGOING");
  EXPECT_EQ(session.authentication_configuration->acceptance_threshold, 90);
}

TEST_F(SessionUpdate, ChangesEverySetting) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  start();
  EXPECT_EQ(update(with_speaker("alice")).customer_speaker_id, "alice");
  EXPECT_EQ(update(with_acceptance_threshold(0)).authentication_configuration->acceptance_threshold, 0);
  EXPECT_EQ(update(with_fraud_detection(100)).fraud_detection_configuration->risk_threshold, 100);
  EXPECT_EQ(update(with_fraud_detection({}, watchlist_id)).fraud_detection_configuration->watchlist_id, watchlist_id);
  EXPECT_EQ(update(with_minimum_speech(7)).streaming_configuration.authentication_minimum_speech_in_seconds, 7);
  EXPECT_EQ(update(with_status("PENDING_CONFIGURATION")).streaming_status, "PENDING_CONFIGURATION");
  EXPECT_EQ(update(with_contact_arn(kContactArn)).contact_arn, kContactArn);
  const shapes::Session session = described();
  EXPECT_EQ(session.customer_speaker_id, "alice");
  EXPECT_EQ(session.authentication_configuration->acceptance_threshold, 0);
  EXPECT_EQ(session.fraud_detection_configuration->risk_threshold, 100) << "the watchlist alone was named later";
}

TEST_F(SessionUpdate, NullTakesTheSpeakerAway) {
  start(with_speaker("alice"));
  EXPECT_FALSE(update(without_speaker()).customer_speaker_id);
}

TEST_F(SessionUpdate, PartSwitchedOffAndOnAgain_HasItsSettingsBack) {
  start(with_fraud_detection(12));
  EXPECT_FALSE(update(without_fraud_detection()).fraud_detection_configuration);
  EXPECT_EQ(update(with_fraud_detection({})).fraud_detection_configuration->risk_threshold, 12);
  EXPECT_FALSE(update(without_authentication()).authentication_configuration);
  EXPECT_EQ(update(with_acceptance_threshold(34)).authentication_configuration->acceptance_threshold, 34);
}

TEST_F(SessionUpdate, WithAnUnknownWatchlist_ChangesNothing) {
  start();
  shapes::UpdateSessionRequest changes = with_fraud_detection(1, kUnknownId);
  changes.speaker_id = {"alice"};
  EXPECT_THAT(failure_of(try_update(changes)), is_not_found(ResourceType::kWatchlist));
  EXPECT_EQ(described().fraud_detection_configuration->risk_threshold, 50);
  EXPECT_FALSE(described().customer_speaker_id);
}

TEST_F(SessionUpdate, OfTheSpeakerAfterAnEnrollment_IsRefused_AndChangesNothing) {
  start(with_speaker("alice"));
  enroll();
  shapes::UpdateSessionRequest changes = with_speaker("bob");
  changes.contact_arn = {kContactArn};
  EXPECT_THAT(failure_of(try_update(changes)), is_conflict(ConflictType::kCannotChangeSpeakerAfterEnrollment));
  EXPECT_THAT(failure_of(try_update(without_speaker())),
              is_conflict(ConflictType::kCannotChangeSpeakerAfterEnrollment));
  EXPECT_EQ(described().customer_speaker_id, "alice");
  EXPECT_FALSE(described().contact_arn);
  EXPECT_EQ(failure_of(try_update(with_speaker("alice"))), std::nullopt);
}

TEST_F(SessionUpdate, OfTheStreamingStatus_IsRefusedOnceTheStreamEnded_AndChangesNothing) {
  start();
  end();
  for (const std::string_view status : {"ONGOING", "PENDING_CONFIGURATION"}) {
    shapes::UpdateSessionRequest changes = with_status(status);
    changes.contact_arn = {kContactArn};
    EXPECT_THAT(failure_of(try_update(changes)), is_untyped_conflict());
  }
  EXPECT_EQ(described().streaming_status, "ENDED");
  EXPECT_FALSE(described().contact_arn);
}

TEST_F(SessionUpdate, OfThresholdsAndSpeaker_WorksOnceTheStreamEnded) {
  start();
  end();
  EXPECT_EQ(update(with_speaker("alice")).customer_speaker_id, "alice");
  EXPECT_EQ(update(with_acceptance_threshold(1)).authentication_configuration->acceptance_threshold, 1);
  EXPECT_EQ(update(with_fraud_detection(2)).fraud_detection_configuration->risk_threshold, 2);
}

class AudioOfASession : public SessionTest {};

TEST_F(AudioOfASession, IsShown_WithItsProgress) {
  start();
  pass(1s);
  const shapes::Session session = say("alice", 4500ms, 7);
  EXPECT_DOUBLE_EQ(session.audio->speech_seconds, 4.5);
  EXPECT_EQ(session.audio->voice, "alice");
  EXPECT_EQ(session.audio->spoofing_risk, 7);
  EXPECT_EQ(session.authentication_audio_progress->audio_aggregation_started_at, start_ + 1s);
  EXPECT_FALSE(session.authentication_audio_progress->audio_aggregation_ended_at);
  EXPECT_EQ(session.fraud_detection_audio_progress->audio_aggregation_started_at, start_ + 1s);
  EXPECT_FALSE(session.fraud_detection_audio_progress->audio_aggregation_ended_at);
  EXPECT_EQ(session.enrollment_audio_progress->audio_aggregation_started_at, start_ + 1s);
  EXPECT_FALSE(session.enrollment_audio_progress->audio_aggregation_ended_at);
  EXPECT_EQ(session.enrollment_audio_progress->audio_aggregation_status, "NOT_ENOUGH_SPEECH");
}

TEST_F(AudioOfASession, EachAggregationEnds_WithTheCallThatReachedItsMinimum) {
  start(with_minimum_speech(5));
  for (int i = 0; i < 40; ++i) {
    say("alice", 1s);
    pass(1min);
  }
  const shapes::Session session = described();
  EXPECT_EQ(session.authentication_audio_progress->audio_aggregation_ended_at, start_ + 4min);
  EXPECT_EQ(session.fraud_detection_audio_progress->audio_aggregation_ended_at, start_ + 9min);
  EXPECT_EQ(session.enrollment_audio_progress->audio_aggregation_ended_at, start_ + 29min);
  EXPECT_EQ(session.enrollment_audio_progress->audio_aggregation_status, "ENOUGH_SPEECH");
  EXPECT_DOUBLE_EQ(session.audio->speech_seconds, 40);
}

TEST_F(AudioOfASession, ProgressOfAPartThatIsOff_IsLeftOut) {
  start();
  say("alice", 1s);
  EXPECT_FALSE(update(without_authentication()).authentication_audio_progress);
  EXPECT_TRUE(described().fraud_detection_audio_progress);
  EXPECT_FALSE(update(without_fraud_detection()).fraud_detection_audio_progress);
  EXPECT_TRUE(described().enrollment_audio_progress);
}

TEST_F(AudioOfASession, IsRefused_OnceTheStreamEnded) {
  start();
  say("alice", 1s);
  end();
  EXPECT_THAT(failure_of(try_say("alice", 1s)), is_untyped_conflict());
  EXPECT_DOUBLE_EQ(described().audio->speech_seconds, 1);
}

TEST_F(AudioOfASession, IsTaken_WhileTheConfigurationIsPending) {
  start(with_status("PENDING_CONFIGURATION"));
  EXPECT_DOUBLE_EQ(say("alice", 10s).audio->speech_seconds, 10);
  EXPECT_EQ(described().streaming_status, "PENDING_CONFIGURATION");
}

// What still arrives for a stream is not for the next one of its session.
TEST_F(AudioOfASession, ForAnEarlierStream_IsRefused) {
  start();
  SessionAddress stream = address();
  stream.stream = ongoing_stream(context_, address()).value();
  EXPECT_EQ(failure_of(add_audio(context_, stream, {"alice", 1s, 0})), std::nullopt);
  end();
  EXPECT_THAT(failure_of(add_audio(context_, stream, {"alice", 1s, 0})), is_untyped_conflict());
  start();
  EXPECT_THAT(failure_of(add_audio(context_, stream, {"alice", 1s, 0})), is_untyped_conflict());
  EXPECT_FALSE(described().audio);
  stream.stream = ongoing_stream(context_, address()).value();
  EXPECT_EQ(failure_of(add_audio(context_, stream, {"alice", 1s, 0})), std::nullopt);
}

TEST_F(AudioOfASession, OfNoOngoingStream_IsRefused) {
  start();
  end();
  EXPECT_THAT(failure_of(ongoing_stream(context_, address())), is_untyped_conflict());
}

class OutcomeOfASession : public SessionTest {};

TEST_F(OutcomeOfASession, IsShown_AsItWasSet) {
  start();
  shapes::Outcome outcome = scripted_score(1);
  outcome.known_fraudster_risk = {kUnknownGeneratedId, 2};
  outcome.voice_spoofing_risk = {3};
  script(outcome);
  const shapes::Session session = described();
  EXPECT_EQ(session.outcome->authentication_score, 1);
  EXPECT_EQ(session.outcome->known_fraudster_risk->generated_fraudster_id, kUnknownGeneratedId);
  EXPECT_EQ(session.outcome->known_fraudster_risk->risk_score, 2);
  EXPECT_EQ(session.outcome->voice_spoofing_risk->risk_score, 3);
}

TEST_F(OutcomeOfASession, IsReplacedAsAWhole) {
  start();
  script(scripted_score(1));
  const shapes::Session session = script(scripted_fraudster(2));
  EXPECT_FALSE(session.outcome->authentication_score);
  EXPECT_FALSE(session.outcome->voice_spoofing_risk);
  EXPECT_EQ(session.outcome->known_fraudster_risk->risk_score, 2);
  EXPECT_FALSE(session.outcome->known_fraudster_risk->generated_fraudster_id);
}

TEST_F(OutcomeOfASession, IsTakenAway) {
  start();
  script(scripted_score(1));
  EXPECT_FALSE(script({}).outcome);
  EXPECT_FALSE(script({}).outcome) << "and again";
}

class SessionEnd : public SessionTest {};

TEST_F(SessionEnd, EndsTheStream_NotTheSession) {
  start();
  pass(1min);
  const shapes::Session session = end();
  EXPECT_EQ(session.streaming_status, "ENDED");
  EXPECT_EQ(session.ended_at, start_ + 1min);
  EXPECT_EQ(described().streaming_status, "ENDED");
}

TEST_F(SessionEnd, Repeated_ChangesNothing) {
  start();
  end();
  pass(1h);
  EXPECT_EQ(end().ended_at, start_);
}

TEST_F(SessionEnd, EndsAPendingOneToo) {
  start(with_status("PENDING_CONFIGURATION"));
  EXPECT_EQ(end().streaming_status, "ENDED");
}

}  // namespace
}  // namespace voiceid::handlers
