#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class SessionStart : public SessionTest {};

TEST_F(SessionStart, MakesAnOngoingSession_WithTheDefaults) {
  const shapes::Session session = start();
  EXPECT_EQ(session.domain_id, domain_id_);
  EXPECT_EQ(session.session_name, "call");
  EXPECT_TRUE(session.session_id.starts_with("id#"));
  EXPECT_EQ(session.session_id.size(), 25U);
  EXPECT_EQ(session.streaming_status, "ONGOING");
  EXPECT_EQ(session.created_at, start_);
  EXPECT_EQ(session.authentication_configuration->acceptance_threshold, 90);
  EXPECT_EQ(session.fraud_detection_configuration->risk_threshold, 50);
  EXPECT_EQ(session.fraud_detection_configuration->watchlist_id, default_watchlist_id_);
  EXPECT_EQ(session.streaming_configuration.authentication_minimum_speech_in_seconds, 10);
}

TEST_F(SessionStart, LeavesOutWhatHasNoValue) {
  const shapes::Session session = start();
  EXPECT_FALSE(session.customer_speaker_id);
  EXPECT_FALSE(session.generated_speaker_id);
  EXPECT_FALSE(session.contact_arn);
  EXPECT_FALSE(session.audio);
  EXPECT_FALSE(session.authentication_audio_progress);
  EXPECT_FALSE(session.fraud_detection_audio_progress);
  EXPECT_FALSE(session.enrollment_audio_progress);
  EXPECT_FALSE(session.enrollment_request_details);
  EXPECT_FALSE(session.outcome);
  EXPECT_FALSE(session.ended_at);
}

TEST_F(SessionStart, TakesEverySettingAtOnce) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  shapes::UpdateSessionRequest settings = with_fraud_detection(0, watchlist_id);
  settings.speaker_id = {"alice"};
  settings.authentication_configuration = {shapes::AuthenticationSettings{100}};
  settings.streaming_configuration = shapes::StreamingConfiguration{5};
  settings.streaming_status = "PENDING_CONFIGURATION";
  settings.contact_arn = {kContactArn};
  const shapes::Session session = start(settings);
  EXPECT_EQ(session.customer_speaker_id, "alice");
  EXPECT_EQ(session.authentication_configuration->acceptance_threshold, 100);
  EXPECT_EQ(session.fraud_detection_configuration->risk_threshold, 0);
  EXPECT_EQ(session.fraud_detection_configuration->watchlist_id, watchlist_id);
  EXPECT_EQ(session.streaming_configuration.authentication_minimum_speech_in_seconds, 5);
  EXPECT_EQ(session.streaming_status, "PENDING_CONFIGURATION");
  EXPECT_EQ(session.contact_arn, kContactArn);
}

TEST_F(SessionStart, EmptyConfigurations_MeanTheDefaults) {
  shapes::UpdateSessionRequest settings = with_fraud_detection({});
  settings.streaming_configuration = shapes::StreamingConfiguration{};
  const shapes::Session session = start(settings);
  EXPECT_EQ(session.fraud_detection_configuration->risk_threshold, 50);
  EXPECT_EQ(session.fraud_detection_configuration->watchlist_id, default_watchlist_id_);
  EXPECT_EQ(session.streaming_configuration.authentication_minimum_speech_in_seconds, 10);
}

TEST_F(SessionStart, ShowsBothIdsOfASpeakerThatExists) {
  const std::string generated_id(enrolled("alice").generated_id());
  for (const std::string_view id : {std::string_view("alice"), std::string_view(generated_id)}) {
    const shapes::Session session = start(with_speaker(id), id == "alice" ? "by-customer-id" : "by-generated-id");
    EXPECT_EQ(session.customer_speaker_id, "alice");
    EXPECT_EQ(session.generated_speaker_id, generated_id);
  }
}

TEST_F(SessionStart, MayNameASpeakerThatDoesNotExistYet) {
  const shapes::Session by_customer_id = start(with_speaker("alice"), "by-customer-id");
  EXPECT_EQ(by_customer_id.customer_speaker_id, "alice");
  EXPECT_FALSE(by_customer_id.generated_speaker_id);
  const shapes::Session by_generated_id = start(with_speaker(kUnknownGeneratedId), "by-generated-id");
  EXPECT_EQ(by_generated_id.generated_speaker_id, kUnknownGeneratedId);
  EXPECT_FALSE(by_generated_id.customer_speaker_id);
  EXPECT_EQ(find_speaker("alice"), nullptr) << "it is not made by this";
  EXPECT_TRUE(described("by-customer-id").customer_speaker_id);
  const std::string generated_id(enrolled("alice").generated_id());
  EXPECT_EQ(described("by-customer-id").generated_speaker_id, generated_id) << "once it exists";
}

TEST_F(SessionStart, SwitchesPartsOff) {
  const shapes::Session session = start(without_authentication());
  EXPECT_FALSE(session.authentication_configuration);
  EXPECT_TRUE(session.fraud_detection_configuration);
  const shapes::Session other = start(without_fraud_detection(), "other");
  EXPECT_TRUE(other.authentication_configuration);
  EXPECT_FALSE(other.fraud_detection_configuration);
}

TEST_F(SessionStart, UnknownWatchlist_IsNotFound_AndMakesNothing) {
  EXPECT_THAT(failure_of(try_start(with_fraud_detection({}, kUnknownId))), is_not_found(ResourceType::kWatchlist));
  const std::string of_another_domain = make_watchlist(make_domain("chats"));
  EXPECT_THAT(failure_of(try_start(with_fraud_detection({}, of_another_domain))),
              is_not_found(ResourceType::kWatchlist));
  EXPECT_THAT(failure_to_describe(), is_not_found(ResourceType::kSession));
}

TEST_F(SessionStart, Name_IsUniqueInItsDomainAlone) {
  const std::string id(start().session_id);
  const std::string other_domain = make_domain("chats");
  const auto other = start_session(context_, other_domain, {{}, kCall});
  ASSERT_TRUE(other);
  EXPECT_NE(other->session.session_id, id);
  EXPECT_THAT(failure_of(describe_session(context_, {other_domain, id, {}})), is_not_found(ResourceType::kSession));
}

TEST_F(SessionStart, OfANameWhoseStreamHasNotEnded_IsRefused_AndChangesNothing) {
  for (const std::string_view status : {"ONGOING", "PENDING_CONFIGURATION"}) {
    start(with_status(status), status);
    EXPECT_THAT(failure_of(try_start(with_acceptance_threshold(1), status)),
                is_conflict(ConflictType::kAnotherActiveStream));
    EXPECT_EQ(described(status).authentication_configuration->acceptance_threshold, 90);
    EXPECT_EQ(described(status).streaming_status, status);
  }
}

class NewStreamOfASession : public SessionTest {};

TEST_F(NewStreamOfASession, HasTheSameId_EmptyAudio_AndNoScriptedOutcome) {
  const std::string id(start().session_id);
  say("alice", 40s, 7);
  script(scripted_score(5));
  end();
  pass(1h);
  const shapes::Session session = start();
  EXPECT_EQ(session.session_id, id);
  EXPECT_EQ(session.session_name, "call");
  EXPECT_EQ(session.streaming_status, "ONGOING");
  EXPECT_EQ(session.created_at, start_);
  EXPECT_FALSE(session.ended_at);
  EXPECT_FALSE(session.audio);
  EXPECT_FALSE(session.authentication_audio_progress);
  EXPECT_FALSE(session.enrollment_audio_progress);
  EXPECT_FALSE(session.outcome);
  EXPECT_EQ(record_of(domain_id_).sessions.size(), 1U);
}

TEST_F(NewStreamOfASession, KeepsTheSettingsThatItDoesNotName) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  shapes::UpdateSessionRequest settings = with_fraud_detection(20, watchlist_id);
  settings.speaker_id = {"alice"};
  settings.streaming_configuration = shapes::StreamingConfiguration{5};
  settings.contact_arn = {kContactArn};
  settings.authentication_configuration.emplace();
  start(settings);
  end();
  const shapes::Session session = start(with_fraud_detection(30));
  EXPECT_EQ(session.customer_speaker_id, "alice");
  EXPECT_FALSE(session.authentication_configuration);
  EXPECT_EQ(session.fraud_detection_configuration->risk_threshold, 30);
  EXPECT_EQ(session.fraud_detection_configuration->watchlist_id, watchlist_id);
  EXPECT_EQ(session.streaming_configuration.authentication_minimum_speech_in_seconds, 5);
  EXPECT_EQ(session.contact_arn, kContactArn);
}

TEST_F(NewStreamOfASession, IsOngoing_UnlessItSaysOtherwise) {
  start(with_status("PENDING_CONFIGURATION"));
  end();
  EXPECT_EQ(start().streaming_status, "ONGOING");
  end();
  EXPECT_EQ(start(with_status("PENDING_CONFIGURATION")).streaming_status, "PENDING_CONFIGURATION");
}

TEST_F(NewStreamOfASession, WithAnUnknownWatchlist_IsNotFound_AndTheStreamStaysEnded) {
  start();
  end();
  EXPECT_THAT(failure_of(try_start(with_fraud_detection({}, kUnknownId))), is_not_found(ResourceType::kWatchlist));
  EXPECT_EQ(described().streaming_status, "ENDED");
}

TEST_F(NewStreamOfASession, WithAnotherSpeakerAfterAnEnrollment_IsRefused_AndTheStreamStaysEnded) {
  start(with_speaker("alice"));
  enroll();
  end();
  for (const auto& settings : {with_speaker("bob"), without_speaker()}) {
    EXPECT_THAT(failure_of(try_start(settings)), is_conflict(ConflictType::kCannotChangeSpeakerAfterEnrollment));
  }
  EXPECT_EQ(described().streaming_status, "ENDED");
  EXPECT_EQ(described().customer_speaker_id, "alice");
  EXPECT_EQ(start(with_speaker("alice")).streaming_status, "ONGOING");
}

class ActiveSessionsQuota : public SessionTest {};

TEST_F(ActiveSessionsQuota, Is50PerDomain) {
  for (int i = 0; i < 50; ++i) start({}, "call-" + std::to_string(i));
  const auto failure = failure_of(try_start());
  ASSERT_THAT(failure, is_quota_failure());
  EXPECT_THAT(failure->message, testing::HasSubstr("--quota active-sessions="));
  EXPECT_THAT(failure_to_describe(), is_not_found(ResourceType::kSession));
  EXPECT_EQ(failure_of(start_session(context_, make_domain("chats"), {{}, kCall})), std::nullopt);
}

TEST_F(ActiveSessionsQuota, CountsPendingOnes_AndNotThoseThatEnded) {
  settings_.quotas.set("active-sessions=1").value();
  start(with_status("PENDING_CONFIGURATION"));
  EXPECT_THAT(failure_of(try_start({}, "other")), is_quota_failure());
  end();
  end();
  EXPECT_EQ(failure_of(try_start({}, "other")), std::nullopt);
  EXPECT_THAT(failure_of(try_start({}, "third")), is_quota_failure());
}

TEST_F(ActiveSessionsQuota, CountsANewStreamToo) {
  settings_.quotas.set("active-sessions=1").value();
  start();
  end();
  start({}, "other");
  EXPECT_THAT(failure_of(try_start()), is_quota_failure());
  EXPECT_EQ(described().streaming_status, "ENDED");
  end("other");
  EXPECT_EQ(start().streaming_status, "ONGOING");
  EXPECT_THAT(failure_of(try_start({}, "third")), is_quota_failure());
}

TEST_F(ActiveSessionsQuota, SaysFirstThatTheStreamIsActive) {
  settings_.quotas.set("active-sessions=1").value();
  start();
  EXPECT_THAT(failure_of(try_start()), is_conflict(ConflictType::kAnotherActiveStream));
}

class SessionList : public SessionTest {
 protected:
  std::vector<std::string> listed() {
    const auto answer = list_sessions(context_, domain_id_).value();
    std::vector<std::string> names;
    for (const auto& session : answer.sessions) {
      names.push_back(std::string(session.session_name) + " " + std::string(session.streaming_status));
    }
    return names;
  }
};

TEST_F(SessionList, IsInOrderOfCreation_WithThoseThatEnded) {
  EXPECT_THAT(listed(), ElementsAre());
  for (const char* name : {"b", "c", "a"}) start({}, name);
  end("c");
  EXPECT_THAT(listed(), ElementsAre("b ONGOING", "c ENDED", "a ONGOING"));
  start(with_status("PENDING_CONFIGURATION"), "c");
  EXPECT_THAT(listed(), ElementsAre("b ONGOING", "c PENDING_CONFIGURATION", "a ONGOING"));
}

TEST_F(SessionList, HasAllSessions_HoweverMany) {
  settings_.quotas.lift_all();
  for (int i = 0; i < 1000; ++i) start({}, std::to_string(i));
  EXPECT_EQ(listed().size(), 1000U);
}

TEST_F(SessionList, ShowsTheDomainsOwnSessionsAlone) {
  start_session(context_, make_domain("chats"), {{}, "other"}).value();
  EXPECT_THAT(listed(), ElementsAre());
}

}  // namespace
}  // namespace voiceid::handlers
