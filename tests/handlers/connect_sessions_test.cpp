#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;

class SessionUpdate : public SessionTest {};

TEST_F(SessionUpdate, ChangesWhatItNames_AndNothingElse) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  start();
  EXPECT_EQ(update(with_speaker("alice")).customer_speaker_id, "alice");
  EXPECT_EQ(update(with_acceptance_threshold(0)).authentication_configuration->acceptance_threshold, 0);
  EXPECT_EQ(update(with_fraud_detection(100)).fraud_detection_configuration->risk_threshold, 100);
  EXPECT_EQ(update(with_fraud_detection({}, watchlist_id)).fraud_detection_configuration->watchlist_id, watchlist_id);
  EXPECT_EQ(update(with_minimum_speech(7)).streaming_configuration.authentication_minimum_speech_in_seconds, 7);
  EXPECT_EQ(update(with_status("PENDING_CONFIGURATION")).streaming_status, "PENDING_CONFIGURATION");
  EXPECT_EQ(update(with_contact_arn(kContactArn)).contact_arn, kContactArn);
  const shapes::Session session = update({});
  EXPECT_EQ(session.customer_speaker_id, "alice");
  EXPECT_EQ(session.authentication_configuration->acceptance_threshold, 0);
  EXPECT_EQ(session.fraud_detection_configuration->risk_threshold, 100);
  EXPECT_FALSE(update(without_speaker()).customer_speaker_id);
}

TEST_F(SessionUpdate, ThatIsRefused_ChangesNothing) {
  start();
  shapes::UpdateSessionRequest changes = with_fraud_detection(1);
  changes.speaker_id = {kUnknownGeneratedId};
  EXPECT_THAT(failure_of(try_update(changes)), is_not_found(ResourceType::kSpeaker));
  changes.speaker_id = {"alice"};
  settings_.quotas.set("speakers=0").value();
  EXPECT_THAT(failure_of(try_update(changes)), is_quota_failure());
  EXPECT_EQ(described().fraud_detection_configuration->risk_threshold, 50);
  EXPECT_FALSE(described().customer_speaker_id);
}

TEST_F(SessionUpdate, TakesAWatchlistThatDoesNotExist) {
  start();
  EXPECT_EQ(update(with_fraud_detection({}, kUnknownId)).fraud_detection_configuration->watchlist_id, kUnknownId);
}

class SpeakerOfASession : public SessionTest {};

TEST_F(SpeakerOfASession, IsMadePending_WhenAStartOrAChangeNamesANewCustomer) {
  const std::string alice(start(with_speaker("alice")).generated_speaker_id.value());
  EXPECT_EQ(status_of_speaker("alice"), "PENDING");
  EXPECT_EQ(find_speaker("alice")->generated_id(), alice);
  EXPECT_NE(update(with_speaker("bob")).generated_speaker_id, alice);
  EXPECT_EQ(status_of_speaker("bob"), "PENDING");
}

TEST_F(SpeakerOfASession, IsTheOneWhoExists_EvenAtTheQuota) {
  settings_.quotas.set("speakers=1").value();
  const std::string alice(enrolled("alice").generated_id());
  EXPECT_EQ(start(with_speaker("alice")).generated_speaker_id, alice);
  EXPECT_EQ(update(with_speaker(alice)).customer_speaker_id, "alice");
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
}

TEST_F(SpeakerOfASession, WhoWasDeleted_IsMadeAnewWhenNamedAgain) {
  const std::string first(start(with_speaker("alice")).generated_speaker_id.value());
  delete_speaker(context_, {domain_id_, "alice"}).value();
  EXPECT_FALSE(described().generated_speaker_id);
  EXPECT_FALSE(update(with_acceptance_threshold(1)).generated_speaker_id);
  end();
  EXPECT_FALSE(start().generated_speaker_id) << "nor by a new stream that names nobody";
  EXPECT_NE(update(with_speaker("alice")).generated_speaker_id.value(), first);
}

class AudioOfASession : public SessionTest {};

TEST_F(AudioOfASession, IsShown_WithItsProgressSinceTheStart) {
  start(with_minimum_speech(5));
  pass(1s);
  shapes::Session session = say("alice", 4500ms, 7);
  EXPECT_DOUBLE_EQ(session.audio->speech_seconds, 4.5);
  EXPECT_EQ(session.audio->voice, "alice");
  EXPECT_EQ(session.audio->spoofing_risk, 7);
  EXPECT_EQ(session.authentication_audio_progress->audio_aggregation_started_at, start_);
  EXPECT_FALSE(session.authentication_audio_progress->audio_aggregation_ended_at);
  EXPECT_EQ(session.fraud_detection_audio_progress->audio_aggregation_started_at, start_);
  EXPECT_FALSE(session.fraud_detection_audio_progress->audio_aggregation_ended_at);
  EXPECT_EQ(session.enrollment_audio_progress->audio_aggregation_started_at, start_);
  EXPECT_FALSE(session.enrollment_audio_progress->audio_aggregation_ended_at);
  EXPECT_EQ(session.enrollment_audio_progress->audio_aggregation_status, "NOT_ENOUGH_SPEECH");
  for (const auto speech : {500ms, 5000ms, 20'000ms}) {
    pass(1s);
    session = say("alice", speech);
  }
  EXPECT_EQ(session.authentication_audio_progress->audio_aggregation_ended_at, start_ + 2s);
  EXPECT_EQ(session.fraud_detection_audio_progress->audio_aggregation_ended_at, start_ + 3s);
  EXPECT_EQ(session.enrollment_audio_progress->audio_aggregation_ended_at, start_ + 4s);
  EXPECT_EQ(session.enrollment_audio_progress->audio_aggregation_status, "READY_FOR_ENROLLMENT");
  EXPECT_DOUBLE_EQ(session.audio->speech_seconds, 30);
}

TEST_F(AudioOfASession, ShowsNoProgress_BeforeTheStreamIsOngoing) {
  start(with_status("PENDING_CONFIGURATION"));
  say("alice", 10s);
  EXPECT_FALSE(described().authentication_audio_progress);
  EXPECT_FALSE(described().fraud_detection_audio_progress);
  EXPECT_FALSE(described().enrollment_audio_progress);
  pass(1s);
  const shapes::Session session = update(with_status("ONGOING"));
  EXPECT_EQ(session.authentication_audio_progress->audio_aggregation_started_at, start_ + 1s);
  EXPECT_EQ(session.authentication_audio_progress->audio_aggregation_ended_at, start_ + 1s);
  EXPECT_EQ(session.fraud_detection_audio_progress->audio_aggregation_started_at, start_ + 1s);
  EXPECT_EQ(session.enrollment_audio_progress->audio_aggregation_started_at, start_ + 1s);
}

TEST_F(AudioOfASession, ShowsNoProgressOfAPartThatIsOff) {
  start();
  EXPECT_FALSE(update(without_authentication()).authentication_audio_progress);
  EXPECT_TRUE(described().fraud_detection_audio_progress);
  EXPECT_FALSE(update(without_fraud_detection()).fraud_detection_audio_progress);
  EXPECT_TRUE(described().enrollment_audio_progress);
}

// What arrives late for one stream must not reach the next.
TEST_F(AudioOfASession, ForAnEarlierStream_IsRefused) {
  start();
  SessionAddress stream = address();
  stream.stream = ongoing_stream(context_, address()).value();
  EXPECT_EQ(failure_of(add_audio(context_, stream, {"alice", 1s, 0})), std::nullopt);
  end();
  EXPECT_THAT(failure_of(add_audio(context_, stream, {"alice", 1s, 0})), is_untyped_conflict());
  EXPECT_THAT(failure_of(ongoing_stream(context_, address())), is_untyped_conflict());
  start();
  EXPECT_THAT(failure_of(add_audio(context_, stream, {"alice", 1s, 0})), is_untyped_conflict());
  EXPECT_FALSE(described().audio);
  stream.stream = ongoing_stream(context_, address()).value();
  EXPECT_EQ(failure_of(add_audio(context_, stream, {"alice", 1s, 0})), std::nullopt);
}

class OutcomeOfASession : public SessionTest {};

TEST_F(OutcomeOfASession, IsShown_ReplacedAsAWhole_AndRemoved) {
  start();
  shapes::Outcome outcome = scripted_score(1);
  outcome.known_fraudster_risk = {kUnknownGeneratedId, 2};
  outcome.voice_spoofing_risk = {3};
  script(outcome);
  auto shown = described().outcome.value();
  EXPECT_EQ(shown.authentication_score, 1);
  EXPECT_EQ(shown.known_fraudster_risk->generated_fraudster_id, kUnknownGeneratedId);
  EXPECT_EQ(shown.known_fraudster_risk->risk_score, 2);
  EXPECT_EQ(shown.voice_spoofing_risk->risk_score, 3);
  shown = script(scripted_fraudster(4)).outcome.value();
  EXPECT_FALSE(shown.authentication_score);
  EXPECT_FALSE(shown.voice_spoofing_risk);
  EXPECT_EQ(shown.known_fraudster_risk->risk_score, 4);
  EXPECT_FALSE(shown.known_fraudster_risk->generated_fraudster_id);
  EXPECT_FALSE(script({}).outcome);
  EXPECT_FALSE(script({}).outcome) << "repeated";
}

class SessionEnd : public SessionTest {};

TEST_F(SessionEnd, EndsTheStream_NotTheSession_AndOnlyOnce) {
  start();
  pass(1min);
  const shapes::Session session = end();
  EXPECT_EQ(session.streaming_status, "ENDED");
  EXPECT_EQ(session.ended_at, start_ + 1min);
  pass(1h);
  EXPECT_EQ(end().ended_at, start_ + 1min);
  EXPECT_EQ(described().streaming_status, "ENDED");
}

}  // namespace
}  // namespace voiceid::handlers
