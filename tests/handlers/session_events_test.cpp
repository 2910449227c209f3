#include <gmock/gmock.h>

#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using std::chrono::seconds;
using testing::IsEmpty;
using testing::SizeIs;

/// The events of sessions.
class SessionEvents : public SessionTest {
 protected:
  /// The only event since the last call, which must be of that kind.
  template <class Detail>
  std::pair<Event, Detail> published() {
    const auto fresh = fresh_events();
    EXPECT_THAT(fresh, SizeIs(1));
    return {fresh.at(0), std::get<Detail>(fresh.at(0).detail)};
  }
  std::vector<Event> fresh_events() {
    const auto& all = events_.published();
    std::vector<Event> fresh(all.begin() + static_cast<std::ptrdiff_t>(seen_), all.end());
    seen_ = all.size();
    return fresh;
  }

 private:
  std::size_t seen_ = 0;
};

TEST_F(SessionEvents, ShowAccountRegionDomainAndTime) {
  start();
  const auto [event, detail] = published<StartSessionEvent>();
  EXPECT_EQ(event.account, kAccount);
  EXPECT_EQ(event.region, kRegion);
  EXPECT_EQ(event.domain_id.view(), domain_id_);
  EXPECT_EQ(event.time, start_);
  EXPECT_FALSE(event.error);
}

TEST_F(SessionEvents, StartSession_ShowsTheSettings) {
  const Speaker& alice = enrolled_speaker(domain_id_, "alice");
  shapes::UpdateSessionRequest settings = with_speaker("alice");
  settings.contact_arn = {kContactArn};
  const auto session = start(settings);
  const auto detail = published<StartSessionEvent>().second;
  EXPECT_EQ(detail.session.session_id->view(), session.session_id);
  EXPECT_EQ(detail.session.session_name, kCall);
  EXPECT_EQ(detail.settings.generated_speaker_id->view(), alice.generated_id());
  EXPECT_EQ(detail.settings.acceptance_threshold, 90);
  EXPECT_EQ(detail.settings.fraud_detection->risk_threshold, 50);
  EXPECT_EQ(detail.minimum_speech, seconds(10));
  EXPECT_EQ(detail.contact_arn, kContactArn);
  EXPECT_EQ(detail.step, StreamStep::kStarted);
  for (const AudioAggregation& audio :
       {detail.authentication_audio, detail.fraud_detection_audio, detail.enrollment_audio}) {
    EXPECT_EQ(audio, (AudioAggregation{start_, std::nullopt}));
  }
  EXPECT_EQ(detail.enrollment_audio_status, AudioAggregationStatus::kNotEnoughSpeech);
}

TEST_F(SessionEvents, StartSession_LeavesOutAPartThatIsOff) {
  auto settings = without_authentication();
  settings.fraud_detection_configuration.emplace();
  start(settings);
  const auto detail = published<StartSessionEvent>().second;
  EXPECT_FALSE(detail.settings.acceptance_threshold);
  EXPECT_FALSE(detail.settings.fraud_detection);
}

TEST_F(SessionEvents, StartSession_IsPublishedAtTheEndOfTheStreamToo_WithTheAudio) {
  start();
  say("alice", seconds(31));
  published<StartSessionEvent>();
  pass(seconds(5));
  end();
  const auto [event, detail] = published<StartSessionEvent>();
  EXPECT_EQ(event.time, start_ + seconds(5));
  EXPECT_EQ(detail.step, StreamStep::kEnded);
  EXPECT_EQ(detail.enrollment_audio_status, AudioAggregationStatus::kReadyForEnrollment);
  EXPECT_EQ(detail.enrollment_audio.ended_at, start_);
  EXPECT_EQ(detail.authentication_audio.started_at, start_);
  end();
  EXPECT_THAT(fresh_events(), IsEmpty()) << "it had ended already";
}

// As the sample events do.
TEST_F(SessionEvents, StartSession_ShowsARefusedStart_WithTheWholeSession) {
  shapes::UpdateSessionRequest settings = with_acceptance_threshold(80);
  settings.contact_arn = {kContactArn};
  const auto session = start(settings);
  published<StartSessionEvent>();
  const auto expect_session = [&](const StartSessionEvent& detail) {
    EXPECT_EQ(detail.session.session_id->view(), session.session_id);
    EXPECT_EQ(detail.settings.acceptance_threshold, 80);
    EXPECT_EQ(detail.minimum_speech, seconds(10));
    EXPECT_EQ(detail.enrollment_audio_status, AudioAggregationStatus::kNotEnoughSpeech);
    EXPECT_EQ(detail.contact_arn, kContactArn);
  };
  EXPECT_FALSE(try_start(with_acceptance_threshold(70)));
  const auto [event, detail] = published<StartSessionEvent>();
  EXPECT_EQ(event.error->type, EventErrorType::kConflict);
  EXPECT_EQ(event.error->code, 409);
  expect_session(detail);
  const Error injected = internal_error();
  context_.injected = &injected;
  EXPECT_FALSE(try_start());
  context_.injected = nullptr;
  const auto [injected_event, injected_detail] = published<StartSessionEvent>();
  EXPECT_EQ(injected_event.error->code, 500);
  expect_session(injected_detail);
  store_.set_domain_status(record_of(domain_id_), DomainStatus::kSuspended);
  EXPECT_FALSE(try_start());
  expect_session(published<StartSessionEvent>().second);
}

TEST_F(SessionEvents, StartSession_OfASessionThatWasNotMade_ShowsOnlyItsName) {
  EXPECT_FALSE(try_start(with_speaker(kUnknownGeneratedId)));
  const auto [event, detail] = published<StartSessionEvent>();
  EXPECT_EQ(event.error->type, EventErrorType::kResourceNotFound);
  EXPECT_FALSE(detail.session.session_id);
  EXPECT_EQ(detail.session.session_name, kCall);
  EXPECT_FALSE(detail.enrollment_audio_status);
}

TEST_F(SessionEvents, AnUnknownDomain_IsShownAsTheRequestNamesIt_InTheCallersAccount) {
  call_from(kOtherAccount, kOtherRegion);
  const SessionAddress unknown{.domain_id = kUnknownId, .session_name_or_id = kCall};
  EXPECT_FALSE(start_session(context_, kUnknownId, {{}, kCall}));
  EXPECT_FALSE(update_session(context_, unknown, {}));
  EXPECT_FALSE(evaluate_session(context_, {kUnknownId, kCall}));
  EXPECT_FALSE(enroll_by_session(context_, unknown));
  const auto fresh = fresh_events();
  ASSERT_THAT(fresh, SizeIs(4));
  for (const Event& event : fresh) {
    EXPECT_EQ(event.account, kOtherAccount);
    EXPECT_EQ(event.region, kOtherRegion);
    EXPECT_EQ(event.domain_id.view(), kUnknownId);
    EXPECT_EQ(event.error->type, EventErrorType::kResourceNotFound);
    EXPECT_EQ(event.error->message, "The requested domain does not exist");
  }
  EXPECT_EQ(std::get<StartSessionEvent>(fresh[0].detail).session.session_name, kCall);
  EXPECT_EQ(std::get<UpdateSessionEvent>(fresh[1].detail).session.session_name, kCall);
  EXPECT_EQ(std::get<EvaluateSessionEvent>(fresh[2].detail).session.session_name, kCall);
  EXPECT_EQ(std::get<SessionEnrollmentEvent>(fresh[3].detail).session.session_name, kCall);
}

// Such a request is malformed.
TEST_F(SessionEvents, AnIdThatNoDomainCanHave_PublishesNothing) {
  EXPECT_FALSE(start_session(context_, "short", {{}, kCall}));
  EXPECT_THAT(fresh_events(), IsEmpty());
}

TEST_F(SessionEvents, UpdateSession_ShowsTheNewSettings) {
  shapes::UpdateSessionRequest settings;
  settings.contact_arn = {kContactArn};
  start(settings);
  published<StartSessionEvent>();
  update(with_acceptance_threshold(80));
  const auto detail = published<UpdateSessionEvent>().second;
  EXPECT_EQ(detail.settings.acceptance_threshold, 80);
  EXPECT_EQ(detail.contact_arn, kContactArn);
}

TEST_F(SessionEvents, UpdateSession_ShowsARefusedChange_AndTheOldSettings) {
  start();
  published<StartSessionEvent>();
  shapes::UpdateSessionRequest changes = with_fraud_detection(20);
  changes.speaker_id = {kUnknownGeneratedId};
  EXPECT_FALSE(try_update(changes));
  const auto [event, detail] = published<UpdateSessionEvent>();
  EXPECT_EQ(event.error->code, 404);
  EXPECT_EQ(detail.settings.fraud_detection->risk_threshold, 50);
}

TEST_F(SessionEvents, UpdateSession_OfAnUnknownSession_ShowsTheNameOrIdInTheRequest) {
  EXPECT_FALSE(update_session(context_, address(kUnknownGeneratedId), {}));
  EXPECT_EQ(published<UpdateSessionEvent>().second.session.session_id->view(), kUnknownGeneratedId);
  EXPECT_FALSE(update_session(context_, address("nobody"), {}));
  EXPECT_EQ(published<UpdateSessionEvent>().second.session.session_name, "nobody");
}

TEST_F(SessionEvents, EvaluateSession_ShowsTheResultsEachTime) {
  const Speaker& alice = enrolled_speaker(domain_id_, "alice");
  start(with_speaker("alice"));
  say("voice of alice", seconds(12));
  published<StartSessionEvent>();
  for (int i = 0; i < 2; ++i) {
    const auto response = evaluate();
    const auto detail = published<EvaluateSessionEvent>().second;
    EXPECT_EQ(detail.generated_speaker_id->view(), alice.generated_id());
    EXPECT_EQ(detail.streaming_status, StreamingStatus::kOngoing);
    EXPECT_EQ(detail.authentication->result_id.view(), response.authentication_result->authentication_result_id);
    EXPECT_EQ(detail.authentication->decision, AuthenticationDecision::kAccept);
    EXPECT_EQ(detail.fraud_detection->id.view(), response.fraud_detection_result->fraud_detection_result_id);
  }
}

TEST_F(SessionEvents, EvaluateSession_ShowsNoResults_WhileTheConfigurationIsPending) {
  start(with_status("PENDING_CONFIGURATION"));
  published<StartSessionEvent>();
  evaluate();
  const auto detail = published<EvaluateSessionEvent>().second;
  EXPECT_FALSE(detail.authentication);
  EXPECT_FALSE(detail.fraud_detection);
}

TEST_F(SessionEvents, EvaluateSession_ShowsAnUnknownSession_AndAnInactiveDomain) {
  EXPECT_FALSE(evaluate_session(context_, {domain_id_, kCall}));
  EXPECT_EQ(published<EvaluateSessionEvent>().first.error->message, "The requested session does not exist");
  store_.set_domain_status(record_of(domain_id_), DomainStatus::kSuspended);
  EXPECT_FALSE(evaluate_session(context_, {domain_id_, kCall}));
  EXPECT_EQ(published<EvaluateSessionEvent>().first.error->type, EventErrorType::kConflict);
}

TEST_F(SessionEvents, AnInactiveDomain_ShowsTheNameOrIdInTheRequest) {
  store_.set_domain_status(record_of(domain_id_), DomainStatus::kSuspended);
  EXPECT_FALSE(try_start());
  EXPECT_EQ(published<StartSessionEvent>().second.session.session_name, kCall);
  EXPECT_FALSE(update_session(context_, address(kUnknownGeneratedId), {}));
  EXPECT_EQ(published<UpdateSessionEvent>().second.session.session_id->view(), kUnknownGeneratedId);
  EXPECT_FALSE(evaluate_session(context_, {domain_id_, kCall}));
  EXPECT_EQ(published<EvaluateSessionEvent>().second.session.session_name, kCall);
  EXPECT_FALSE(try_enroll());
  EXPECT_EQ(published<SessionEnrollmentEvent>().second.session.session_name, kCall);
  EXPECT_FALSE(delete_speaker(context_, {domain_id_, kUnknownGeneratedId}));
  EXPECT_EQ(published<SpeakerEvent>().second.generated_speaker_id->view(), kUnknownGeneratedId);
}

TEST_F(SessionEvents, AnEnrollment_IsRequestedFirst_AndThenEnds) {
  start(with_speaker("alice"));
  say("alice", seconds(31));
  published<StartSessionEvent>();
  enroll();
  EXPECT_EQ(published<SessionEnrollmentEvent>().second.session.session_name, kCall);
  pass(settings_.enrollment_time);
  const auto [event, detail] = published<SpeakerEvent>();
  EXPECT_FALSE(event.error);
  EXPECT_EQ(event.time, start_ + settings_.enrollment_time);
  EXPECT_EQ(detail.action, SpeakerAction::kEnroll);
  EXPECT_EQ(detail.enrollment->source, EnrollmentSource::kSession);
  EXPECT_EQ(detail.enrollment->source_id, described().session_id);
  EXPECT_EQ(detail.enrollment->status, BatchEnrollmentStatus::kNewEnrollment);
}

TEST_F(SessionEvents, AnEnrollmentThatTakesNoTime_IsRequestedFirstToo) {
  settings_.enrollment_time = seconds(0);
  start(with_speaker("alice"));
  say("alice", seconds(31));
  published<StartSessionEvent>();
  enroll();
  const auto fresh = fresh_events();
  ASSERT_THAT(fresh, SizeIs(2));
  EXPECT_TRUE(std::holds_alternative<SessionEnrollmentEvent>(fresh[0].detail));
  EXPECT_TRUE(std::holds_alternative<SpeakerEvent>(fresh[1].detail));
}

TEST_F(SessionEvents, AnEnrollmentOfAnEnrolledSpeaker_IsAnOverwrite) {
  enrolled_speaker(domain_id_, "alice");
  start(with_speaker("alice"));
  say("alice", seconds(31));
  enroll();
  fresh_events();
  pass(settings_.enrollment_time);
  EXPECT_EQ(published<SpeakerEvent>().second.enrollment->status, BatchEnrollmentStatus::kEnrollmentOverwrite);
}

TEST_F(SessionEvents, ARefusedEnrollment_IsPublished) {
  start();
  published<StartSessionEvent>();
  EXPECT_FALSE(try_enroll());
  EXPECT_EQ(published<SessionEnrollmentEvent>().first.error->type, EventErrorType::kConflict);
  EXPECT_FALSE(enroll_by_session(context_, address("nobody")));
  const auto [event, detail] = published<SessionEnrollmentEvent>();
  EXPECT_EQ(event.error->type, EventErrorType::kResourceNotFound);
  EXPECT_EQ(detail.session.session_name, "nobody");
}

TEST_F(SessionEvents, AFailedEnrollment_IsPublished) {
  start(with_speaker("alice"));
  say("alice", seconds(31));
  enroll();
  fresh_events();
  opt_out_speaker(context_, {domain_id_, "alice"}).value();
  EXPECT_EQ(published<SpeakerEvent>().second.action, SpeakerAction::kOptOut);
  pass(settings_.enrollment_time);
  const auto [event, detail] = published<SpeakerEvent>();
  EXPECT_EQ(event.error->type, EventErrorType::kConflict);
  EXPECT_EQ(detail.action, SpeakerAction::kEnroll);
  EXPECT_TRUE(detail.generated_speaker_id);
  EXPECT_FALSE(detail.enrollment->status);
}

}  // namespace
}  // namespace voiceid::handlers
