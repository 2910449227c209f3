#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;

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
  EXPECT_FALSE(session.enrollment_request_details);
  EXPECT_FALSE(session.outcome);
  EXPECT_FALSE(session.ended_at);
}

TEST_F(SessionStart, TakesEverySetting_AndAnEmptyOneChangesNothing) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  shapes::UpdateSessionRequest settings = with_fraud_detection(0, watchlist_id);
  settings.speaker_id = {"alice"};
  settings.authentication_configuration = {shapes::AuthenticationSettings{100}};
  settings.streaming_configuration = shapes::StreamingConfiguration{5};
  settings.streaming_status = "PENDING_CONFIGURATION";
  settings.contact_arn = {kContactArn};
  start(settings);
  shapes::UpdateSessionRequest empty = with_fraud_detection({});
  empty.authentication_configuration = {shapes::AuthenticationSettings{}};
  empty.streaming_configuration = shapes::StreamingConfiguration{};
  for (const shapes::Session& session : {described(), update(empty)}) {
    EXPECT_EQ(session.customer_speaker_id, "alice");
    EXPECT_EQ(session.authentication_configuration->acceptance_threshold, 100);
    EXPECT_EQ(session.fraud_detection_configuration->risk_threshold, 0);
    EXPECT_EQ(session.fraud_detection_configuration->watchlist_id, watchlist_id);
    EXPECT_EQ(session.streaming_configuration.authentication_minimum_speech_in_seconds, 5);
    EXPECT_EQ(session.streaming_status, "PENDING_CONFIGURATION");
    EXPECT_EQ(session.contact_arn, kContactArn);
  }
}

TEST_F(SessionStart, TakesAWatchlistThatDoesNotExist) {
  EXPECT_EQ(start(with_fraud_detection({}, kUnknownId)).fraud_detection_configuration->watchlist_id, kUnknownId);
}

TEST_F(SessionStart, WithAnUnknownGeneratedSpeakerId_IsNotFound_AndMakesNothing) {
  const std::string of_another_domain(enrolled_speaker(make_domain("chats"), "alice").generated_id());
  for (const std::string_view id : {kUnknownGeneratedId, std::string_view(of_another_domain)}) {
    EXPECT_THAT(failure_of(try_start(with_speaker(id))), is_not_found(ResourceType::kSpeaker));
  }
  EXPECT_THAT(failure_to_describe(), is_not_found(ResourceType::kSession));
}

TEST_F(SessionStart, OverTheQuotaOfSpeakers_IsRefused_AndMakesNothing) {
  settings_.quotas.set("speakers=0").value();
  const auto failure = failure_of(try_start(with_speaker("alice")));
  ASSERT_THAT(failure, is_quota_failure());
  EXPECT_THAT(failure->message, testing::HasSubstr("--quota speakers="));
  EXPECT_THAT(failure_to_describe(), is_not_found(ResourceType::kSession));
}

TEST_F(SessionStart, Name_IsUniqueInItsDomainAlone) {
  const std::string id(start().session_id);
  const std::string other_domain = make_domain("chats");
  EXPECT_NE(start_session(context_, other_domain, {{}, kCall}).value().session.session_id, id);
}

class NewStreamOfASession : public SessionTest {};

TEST_F(NewStreamOfASession, ThatIsRefused_LeavesTheStreamEnded) {
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

TEST_F(NewStreamOfASession, MayNameItsStatus) {
  start();
  end();
  EXPECT_EQ(start(with_status("PENDING_CONFIGURATION")).streaming_status, "PENDING_CONFIGURATION");
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

TEST_F(ActiveSessionsQuota, CountsPendingAndRestartedOnes_AndNotThoseThatEnded) {
  settings_.quotas.set("active-sessions=1").value();
  start(with_status("PENDING_CONFIGURATION"));
  EXPECT_THAT(failure_of(try_start({}, "other")), is_quota_failure());
  end();
  end();
  start({}, "other");
  EXPECT_THAT(failure_of(try_start()), is_quota_failure()) << "for a new stream of a session too";
  EXPECT_EQ(described().streaming_status, "ENDED");
  end("other");
  start();
  EXPECT_THAT(failure_of(try_start({}, "third")), is_quota_failure());
}

TEST_F(ActiveSessionsQuota, IsCheckedBeforeASpeakerIsMade) {
  settings_.quotas.set("active-sessions=0").value();
  EXPECT_THAT(failure_of(try_start(with_speaker("alice"))), is_quota_failure());
  EXPECT_EQ(find_speaker("alice"), nullptr);
}

TEST_F(ActiveSessionsQuota, IsCheckedAfterTheStream) {
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

TEST_F(SessionList, HasTheDomainsSessions_InOrderOfCreation) {
  start_session(context_, make_domain("chats"), {{}, "other"}).value();
  EXPECT_THAT(listed(), testing::IsEmpty());
  for (const char* name : {"b", "c", "a"}) start({}, name);
  end("c");
  EXPECT_THAT(listed(), testing::ElementsAre("b ONGOING", "c ENDED", "a ONGOING"));
  start(with_status("PENDING_CONFIGURATION"), "c");
  EXPECT_THAT(listed(), testing::ElementsAre("b ONGOING", "c PENDING_CONFIGURATION", "a ONGOING"));
}

TEST_F(SessionList, HasAllSessions_HoweverMany) {
  settings_.quotas.lift_all();
  for (int i = 0; i < 1000; ++i) start({}, std::to_string(i));
  EXPECT_EQ(listed().size(), 1000U);
}

}  // namespace
}  // namespace voiceid::handlers
