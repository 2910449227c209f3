#include "handlers/flow_results.hpp"

#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr std::array<std::string_view, 3> kOptions = kEnumNames<CheckVoiceIdOption>;

class CheckVoiceId : public SessionTest {
 protected:
  shapes::CheckVoiceIdAnswer check(std::string_view option) {
    return check_voice_id(context_, address(), {option}).value();
  }
  std::string_view enrollment() { return check("enrollmentStatus").result; }
  std::string_view authenticated() { return check("voiceAuthentication").result; }
  std::string_view fraud() { return check("fraudDetection").result; }

  void expect_error(std::string_view option, std::string_view reason) {
    const auto answer = check(option);
    EXPECT_EQ(answer.result, "Error") << option;
    EXPECT_EQ(answer.reason, reason) << option;
  }

  std::size_t count_evaluations() const { return events_.published_of<EvaluateSessionEvent>().size(); }
};

TEST_F(CheckVoiceId, EnrollmentStatus_IsThatOfTheSpeakerNow) {
  start(with_speaker("alice"));
  EXPECT_EQ(enrollment(), "NotEnrolled");
  enrolled("alice");
  EXPECT_EQ(enrollment(), "Enrolled");
  pass(kThreeYears);
  EXPECT_EQ(enrollment(), "NotEnrolled") << "the speaker has expired";
  opt_out_speaker(context_, {domain_id_, "alice"}).value();
  EXPECT_EQ(enrollment(), "OptedOut");
  EXPECT_EQ(count_evaluations(), 0U);
  EXPECT_FALSE(check("enrollmentStatus").reason);
}

TEST_F(CheckVoiceId, VoiceAuthentication_GoesThroughEvaluateSession) {
  enrolled("alice");
  pass(2h);
  start(with_speaker("alice"));
  EXPECT_EQ(authenticated(), "Inconclusive");
  say("alice", 12s);
  EXPECT_EQ(authenticated(), "Authenticated");
  EXPECT_EQ(last_access_of("alice"), std::chrono::floor<std::chrono::hours>(context_.now));
  EXPECT_EQ(count_evaluations(), 2U);
  const std::string id = authentication_id();
  script(scripted_score(10));
  EXPECT_EQ(authenticated(), "NotAuthenticated");
  EXPECT_NE(authentication_id(), id);
  EXPECT_FALSE(check("voiceAuthentication").reason);
}

TEST_F(CheckVoiceId, KeepsAResult_AsEvaluateSessionDoes) {
  start(with_speaker("alice"));
  say("alice", 12s);
  EXPECT_EQ(authenticated(), "NotEnrolled");
  const std::string id = authentication_id();
  opt_out_speaker(context_, {domain_id_, "alice"}).value();
  EXPECT_EQ(authenticated(), "NotEnrolled");
  EXPECT_EQ(authentication_id(), id);
}

TEST_F(CheckVoiceId, FraudDetection_NeedsNoSpeaker) {
  add_fraudster("mallory");
  start();
  EXPECT_EQ(fraud(), "Inconclusive");
  say("mallory", 12s);
  EXPECT_EQ(fraud(), "HighRisk");
  script(scripted_fraudster(0));
  EXPECT_EQ(fraud(), "LowRisk");
  EXPECT_EQ(count_evaluations(), 3U);
}

TEST_F(CheckVoiceId, WithoutASpeaker_TheFirstTwoAreErrors) {
  start();
  expect_error("enrollmentStatus", "The session has no speaker.");
  expect_error("voiceAuthentication", "The session has no speaker.");
}

TEST_F(CheckVoiceId, PartThatIsOff_IsAnError) {
  start(with_speaker("alice"));
  update(without_authentication());
  update(without_fraud_detection());
  expect_error("voiceAuthentication", "Authentication is switched off in the session.");
  expect_error("fraudDetection", "Fraud detection is switched off in the session.");
  EXPECT_EQ(enrollment(), "NotEnrolled");
}

TEST_F(CheckVoiceId, SessionThatIsNotConfigured_IsAnError) {
  start(with_speaker("alice"));
  update(with_status("PENDING_CONFIGURATION"));
  for (const std::string_view option : kOptions) expect_error(option, "The session is still PENDING_CONFIGURATION.");
}

TEST_F(CheckVoiceId, UnknownWatchlist_IsAnErrorOfWhatIsEvaluated) {
  start(with_speaker("alice"));
  update(with_fraud_detection({}, kUnknownId));
  expect_error("voiceAuthentication", "The requested watchlist does not exist.");
  expect_error("fraudDetection", "The requested watchlist does not exist.");
  EXPECT_EQ(enrollment(), "NotEnrolled");
}

TEST_F(CheckVoiceId, DomainThatIsNotActive_IsAnError) {
  start(with_speaker("alice"));
  record_of(domain_id_).domain.status = DomainStatus::kPending;
  for (const std::string_view option : kOptions) expect_error(option, "The domain is not active.");
}

TEST_F(CheckVoiceId, UnknownDomainOrSession_IsNotFound) {
  start();
  for (const std::string_view option : kOptions) {
    EXPECT_THAT(failure_of(check_voice_id(context_, {kUnknownId, kCall, {}}, {option})),
                is_not_found(ResourceType::kDomain));
    EXPECT_THAT(failure_of(check_voice_id(context_, address("nobody"), {option})),
                is_not_found(ResourceType::kSession));
  }
}

class ContactRecord : public SessionTest {
 protected:
  shapes::VoiceIdResult record() { return contact_record(context_, address()).value().voice_id_result; }
};

TEST_F(ContactRecord, ShowsTheLatestResults_WithoutMakingNewOnes) {
  const std::string fraudster = add_fraudster("alice");
  const std::string alice(enrolled("alice").generated_id());
  start(with_speaker("alice"));
  say("alice", 12s, 60);
  EXPECT_FALSE(record().authentication) << "not evaluated yet";
  EXPECT_FALSE(record().fraud_detection);
  const auto evaluated = evaluate();
  update(with_acceptance_threshold(0));
  update(with_fraud_detection(0));
  const std::size_t events = events_.published().size();
  const auto result = record();
  EXPECT_EQ(result.authentication->result, "Authenticated");
  EXPECT_EQ(result.authentication->score, evaluated.authentication_result->score);
  EXPECT_EQ(result.authentication->score_threshold, 90) << "that of the result";
  EXPECT_EQ(result.authentication->minimum_speech_in_seconds, 10);
  EXPECT_EQ(result.fraud_detection->result, "High Risk");
  EXPECT_THAT(result.fraud_detection->reasons.value(), ElementsAre("Known Fraudster", "Voice Spoofing"));
  EXPECT_GE(result.fraud_detection->risk_score_known_fraudster, 95);
  EXPECT_EQ(result.fraud_detection->risk_score_voice_spoofing, 60);
  EXPECT_EQ(result.fraud_detection->generated_fraudster_id, fraudster);
  EXPECT_EQ(result.fraud_detection->watchlist_id, default_watchlist_id_);
  EXPECT_EQ(result.fraud_detection->score_threshold, 50);
  EXPECT_EQ(result.generated_speaker_id, alice);
  EXPECT_EQ(events_.published().size(), events);
}

TEST_F(ContactRecord, LeavesOutWhatHasNoValue) {
  start();
  evaluate();
  const auto result = record();
  EXPECT_EQ(result.authentication->result, "Error") << "without a speaker";
  EXPECT_FALSE(result.authentication->score);
  EXPECT_EQ(result.fraud_detection->result, "Inconclusive");
  EXPECT_FALSE(result.fraud_detection->reasons);
  EXPECT_FALSE(result.fraud_detection->risk_score_known_fraudster);
  EXPECT_FALSE(result.fraud_detection->risk_score_voice_spoofing);
  EXPECT_FALSE(result.fraud_detection->generated_fraudster_id);
  EXPECT_FALSE(result.generated_speaker_id);
}

TEST_F(ContactRecord, ShowsAnErrorIfTheLatestEvaluationMissedTheWatchlist) {
  start();
  evaluate();
  update(with_fraud_detection(40, kUnknownId));
  EXPECT_EQ(record().fraud_detection->result, "Inconclusive") << "not evaluated since";
  EXPECT_EQ(check_voice_id(context_, address(), {"fraudDetection"})->result, "Error");
  EXPECT_EQ(record().fraud_detection->result, "Error");
  EXPECT_EQ(record().fraud_detection->score_threshold, 40);
  EXPECT_EQ(record().fraud_detection->watchlist_id, kUnknownId);
  update(with_fraud_detection(50, default_watchlist_id_));
  evaluate();
  EXPECT_EQ(record().fraud_detection->result, "Inconclusive");
}

TEST_F(ContactRecord, LeavesOutAPartThatIsOff) {
  start();
  evaluate();
  update(without_authentication());
  EXPECT_FALSE(record().authentication);
  EXPECT_TRUE(record().fraud_detection);
  update(without_fraud_detection());
  EXPECT_FALSE(record().fraud_detection);
}

TEST_F(ContactRecord, SaysWhetherTheSpeakerWasEnrolledDuringTheContact) {
  start(with_speaker("alice"));
  say("alice", 31s);
  EXPECT_FALSE(record().speaker_enrolled);
  enroll();
  EXPECT_FALSE(record().speaker_enrolled) << "in progress";
  pass(1s);
  EXPECT_TRUE(record().speaker_enrolled);
  start({}, "next");
  EXPECT_FALSE(contact_record(context_, address("next"))->voice_id_result.speaker_enrolled);
}

// All at one time, as with a frozen clock.
TEST_F(ContactRecord, SaysWhetherTheSpeakerOptedOutDuringTheContact) {
  start(with_speaker("alice"));
  EXPECT_FALSE(record().speaker_opted_out);
  opt_out_speaker(context_, {domain_id_, "alice"}).value();
  EXPECT_TRUE(record().speaker_opted_out);
  end();
  EXPECT_TRUE(record().speaker_opted_out);
  const auto next = [this] { return contact_record(context_, address("next"))->voice_id_result.speaker_opted_out; };
  start(with_speaker("alice"), "next");
  EXPECT_FALSE(next()) << "before the contact";
  update_session(context_, address("next"), with_speaker("bob")).value();
  EXPECT_FALSE(next());
  end("next");
  pass(1ms);
  opt_out_speaker(context_, {domain_id_, "bob"}).value();
  EXPECT_FALSE(next()) << "after the contact";
}

TEST_F(ContactRecord, IsThereWhileTheDomainIsNotActive) {
  start();
  evaluate();
  delete_domain(context_, {domain_id_}).value();
  EXPECT_TRUE(record().fraud_detection);
}

TEST_F(ContactRecord, OfAnUnknownDomainOrSession_IsNotFound) {
  EXPECT_THAT(failure_of(contact_record(context_, {kUnknownId, kCall, {}})), is_not_found(ResourceType::kDomain));
  EXPECT_THAT(failure_of(contact_record(context_, address())), is_not_found(ResourceType::kSession));
}

}  // namespace
}  // namespace voiceid::handlers
