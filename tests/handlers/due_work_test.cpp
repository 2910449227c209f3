#include "handlers/due_work.hpp"

#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class DomainErasure : public HandlerTest {
 protected:
  std::vector<std::string> names() {
    std::vector<std::string> names;
    for (const auto* record : store_.page_of_domains(context_.account, context_.region, 0, 100).rows) {
      names.push_back(record->domain.attributes.name);
    }
    return names;
  }
};

TEST_F(DomainErasure, HappensExactly30DaysAfterTheDeletion) {
  const std::string id = make_domain("calls");
  make_domain("chats");
  delete_domain(context_, {id}).value();
  pass(30 * 24h - kMillisecond);
  EXPECT_NE(store_.find_domain(id), nullptr);
  pass(kMillisecond);
  EXPECT_EQ(store_.find_domain(id), nullptr);
  EXPECT_THAT(names(), ElementsAre("chats"));
}

TEST_F(DomainErasure, IsNotPutOff_WhenTheDomainIsDeletedAgain) {
  const std::string id = make_domain();
  delete_domain(context_, {id}).value();
  pass(29 * 24h);
  delete_domain(context_, {id}).value();
  pass(24h);
  EXPECT_EQ(store_.find_domain(id), nullptr);
  pass(90 * 24h);
}

TEST_F(DomainErasure, TakesEveryDueDomain_AndNoOther) {
  for (int day = 0; day < 10; ++day) {
    delete_domain(context_, {make_domain(std::to_string(day))}).value();
    pass(24h);
  }
  make_domain("kept");
  call_from(kOtherAccount, kRegion);
  make_domain("of-another-account");
  call_from(kAccount, kRegion);
  pass(26 * 24h);
  EXPECT_THAT(names(), ElementsAre("7", "8", "9", "kept"));
  pass(3650 * 24h);
  EXPECT_THAT(names(), ElementsAre("kept"));
  call_from(kOtherAccount, kRegion);
  EXPECT_THAT(names(), ElementsAre("of-another-account"));
}

TEST_F(DomainErasure, LeavesTheCountOfDomainsInUse) {
  make_domain("kept");
  delete_domain(context_, {make_domain("deleted")}).value();
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 1U);
  pass(31 * 24h);
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 1U);
}

TEST_F(DomainErasure, OfTheLastDomain_LetsTheAccountBeginAnew) {
  delete_domain(context_, {make_domain("calls")}).value();
  pass(30 * 24h);
  EXPECT_THAT(names(), IsEmpty());
  make_domain("chats");
  EXPECT_THAT(names(), ElementsAre("chats"));
}

TEST_F(DomainErasure, DoesNotTouchADomain_WhoseDeletionWasTakenBack) {
  const std::string id = make_domain();
  delete_domain(context_, {id}).value();
  record_of(id).domain.deleted_at.reset();
  store_.set_domain_status(record_of(id), DomainStatus::kActive);
  pass(30 * 24h);
  EXPECT_NE(store_.find_domain(id), nullptr);
}

TEST_F(DomainErasure, GoesByTheLastDeletion_WhereAnEarlierOneWasTakenBack) {
  const std::string id = make_domain();
  delete_domain(context_, {id}).value();
  record_of(id).domain.deleted_at.reset();
  store_.set_domain_status(record_of(id), DomainStatus::kActive);
  pass(10 * 24h);
  delete_domain(context_, {id}).value();
  pass(30 * 24h - kMillisecond);
  EXPECT_NE(store_.find_domain(id), nullptr);
  pass(kMillisecond);
  EXPECT_EQ(store_.find_domain(id), nullptr);
}

class SessionForgetting : public SessionTest {};

TEST_F(SessionForgetting, HappensExactly24HoursAfterTheEnd) {
  const std::string id(start().session_id);
  pass(1h);
  end();
  pass(24h - kMillisecond);
  EXPECT_EQ(described().streaming_status, "ENDED");
  pass(kMillisecond);
  EXPECT_THAT(failure_to_describe(), is_not_found(ResourceType::kSession));
  EXPECT_THAT(failure_to_describe(id), is_not_found(ResourceType::kSession));
  EXPECT_THAT(failure_of(evaluate_session(context_, {domain_id_, kCall})), is_not_found(ResourceType::kSession));
  EXPECT_TRUE(list_sessions(context_, domain_id_)->sessions.empty());
}

TEST_F(SessionForgetting, DoesNotHappen_ToASessionWhoseStreamHasNotEnded) {
  start();
  start(with_status("PENDING_CONFIGURATION"), "other");
  pass(3650 * 24h);
  EXPECT_EQ(described().streaming_status, "ONGOING");
  EXPECT_EQ(described("other").streaming_status, "PENDING_CONFIGURATION");
}

TEST_F(SessionForgetting, IsNotPutOff_WhenTheStreamIsEndedAgain) {
  start();
  end();
  pass(23h);
  end();
  pass(1h);
  EXPECT_THAT(failure_to_describe(), is_not_found(ResourceType::kSession));
}

TEST_F(SessionForgetting, IsCalledOff_ByANewStream_UntilThatEnds) {
  const std::string id(start().session_id);
  end();
  pass(23h);
  start();
  pass(23h);
  EXPECT_EQ(described().session_id, id);
  end();
  pass(24h - kMillisecond);
  EXPECT_EQ(described().streaming_status, "ENDED");
  pass(kMillisecond);
  EXPECT_THAT(failure_to_describe(), is_not_found(ResourceType::kSession));
}

TEST_F(SessionForgetting, IsCalledOff_ByANewStreamInTheSameMoment_AndComesWithItsEnd) {
  start();
  end();
  start();
  end();
  pass(24h - kMillisecond);
  EXPECT_EQ(described().streaming_status, "ENDED");
  pass(kMillisecond);
  EXPECT_THAT(failure_to_describe(), is_not_found(ResourceType::kSession));
}

TEST_F(SessionForgetting, FreesTheName_ForANewSession) {
  const std::string id(start(with_speaker("alice")).session_id);
  end();
  pass(24h);
  const shapes::Session session = start();
  EXPECT_NE(session.session_id, id);
  EXPECT_EQ(session.created_at, start_ + 24h);
  EXPECT_FALSE(session.customer_speaker_id);
}

TEST_F(SessionForgetting, LeavesTheCountOfActiveSessions) {
  settings_.quotas.set("active-sessions=1").value();
  start();
  end();
  start({}, "other");
  pass(24h);
  EXPECT_THAT(failure_of(try_start({}, "third")), is_quota_failure());
  end("other");
  EXPECT_EQ(failure_of(try_start({}, "third")), std::nullopt);
}

TEST_F(SessionForgetting, TakesEveryDueSession_AndNoOther) {
  for (int hour = 0; hour < 10; ++hour) {
    start({}, std::to_string(hour));
    end(std::to_string(hour));
    pass(1h);
  }
  start({}, "kept");
  pass(20h);
  const auto answer = list_sessions(context_, domain_id_).value();
  std::vector<std::string> names;
  for (const auto& session : answer.sessions) names.emplace_back(session.session_name);
  EXPECT_THAT(names, ElementsAre("7", "8", "9", "kept"));
}

/// Work whose subject is no more when it falls due.
class WorkInVain : public SessionTest {};

TEST_F(WorkInVain, InAnErasedDomain_DoesNothing) {
  settings_.enrollment_time = std::chrono::seconds(60 * 24h);
  const GeneratedId session_id(start(with_speaker("alice")).session_id);
  enroll();
  say("alice", 30s);
  store_.agenda().add(start_ + 31 * 24h, store::ForgetSession{ResourceId(domain_id_), session_id});
  delete_domain(context_, {domain_id_}).value();
  pass(30 * 24h);
  ASSERT_EQ(store_.find_domain(domain_id_), nullptr);
  pass(365 * 24h);
  EXPECT_FALSE(store_.agenda().has_due(TimePoint::max()));
}

TEST_F(WorkInVain, OnASessionThatWasForgotten_DoesNothing) {
  settings_.enrollment_time = std::chrono::seconds(48h);
  start(with_speaker("alice"));
  enroll();
  say("alice", 30s);
  end();
  pass(24h);
  ASSERT_THAT(failure_to_describe(), is_not_found(ResourceType::kSession));
  start(with_speaker("alice"));
  pass(24h);
  EXPECT_FALSE(described().enrollment_request_details) << "the new session of the name has no enrollment";
  EXPECT_FALSE(store_.agenda().has_due(TimePoint::max()));
}

/// All is done in order of time, and at its own time, however far the clock went.
class OrderOfWork : public SessionTest {};

TEST_F(OrderOfWork, EnrollmentCompletesAtItsTime_SoThatTheSpeakerHasExpiredSince) {
  start(with_speaker("alice"));
  enroll();
  say("alice", 30s);
  pass(1s + 1096 * 24h - kMillisecond);
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
  EXPECT_EQ(find_speaker("alice")->updated_at(), start_ + 1s);
  pass(kMillisecond);
  EXPECT_EQ(status_of_speaker("alice"), "EXPIRED");
}

TEST_F(OrderOfWork, EnrollmentCompletes_BeforeItsSessionIsForgotten) {
  start(with_speaker("alice"));
  enroll();
  say("alice", 30s);
  end();
  pass(48h);
  EXPECT_THAT(failure_to_describe(), is_not_found(ResourceType::kSession));
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
  EXPECT_EQ(find_speaker("alice")->updated_at(), start_ + 1s);
}

TEST_F(OrderOfWork, OfTwoEnrollments_TheLaterOneHasTheLastWord) {
  enrolled("alice");
  for (const std::string_view session : {"first", "second"}) {
    start(with_speaker("alice"), session);
    enroll_by_session(context_, address(session)).value();
  }
  add_audio(context_, address("second"), {"second", 30s, 0}).value();
  pass(500ms);
  add_audio(context_, address("first"), {"first", 30s, 0}).value();
  pass(1h);
  EXPECT_EQ(find_speaker("alice")->voiceprint_at(context_.now), "first");
  EXPECT_EQ(find_speaker("alice")->updated_at(), start_ + 1500ms);
}

TEST_F(OrderOfWork, NothingIsDoneTwice_WhenTheClockIsSetBack) {
  start(with_speaker("alice"));
  enroll();
  say("alice", 30s);
  pass(1s);
  const TimePoint completed = find_speaker("alice")->updated_at();
  pass(-1h);
  pass(2h);
  EXPECT_EQ(find_speaker("alice")->updated_at(), completed);
}

TEST_F(OrderOfWork, NothingIsDone_BeforeItsTime_WhenTheClockIsSetBack) {
  start(with_speaker("alice"));
  enroll();
  say("alice", 30s);
  pass(-1h);
  EXPECT_EQ(described().enrollment_request_details->status, "IN_PROGRESS");
  pass(1h + 1s);
  EXPECT_EQ(described().enrollment_request_details->status, "COMPLETED");
}

}  // namespace
}  // namespace voiceid::handlers
