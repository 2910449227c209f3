#include "handlers/due_work.hpp"

#include "tests/domain/voices.hpp"
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
  void undelete(std::string_view id) {
    record_of(id).domain.deleted_at.reset();
    store_.set_domain_status(record_of(id), DomainStatus::kActive);
  }
};

TEST_F(DomainErasure, HappensExactly30DaysAfterTheFirstDeletion) {
  const std::string id = make_domain("calls");
  delete_domain(context_, {id}).value();
  pass(29 * 24h);
  delete_domain(context_, {id}).value();
  pass(24h - kMillisecond);
  EXPECT_NE(store_.find_domain(id), nullptr);
  pass(kMillisecond);
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
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 1U);
  call_from(kOtherAccount, kRegion);
  EXPECT_THAT(names(), ElementsAre("of-another-account"));
}

TEST_F(DomainErasure, DoesNotTouchADomain_WhoseDeletionWasUndone) {
  const std::string id = make_domain();
  delete_domain(context_, {id}).value();
  undelete(id);
  pass(10 * 24h);
  delete_domain(context_, {id}).value();
  pass(30 * 24h - kMillisecond);
  EXPECT_NE(store_.find_domain(id), nullptr) << "the last deletion counts";
  undelete(id);
  pass(kMillisecond);
  EXPECT_NE(store_.find_domain(id), nullptr);
}

class SessionForgetting : public SessionTest {};

TEST_F(SessionForgetting, HappensExactly24HoursAfterTheEnd) {
  const std::string id(start().session_id);
  pass(1h);
  end();
  pass(23h);
  end();
  pass(1h - kMillisecond);
  EXPECT_EQ(described().streaming_status, "ENDED");
  pass(kMillisecond);
  EXPECT_THAT(failure_to_describe(), is_not_found(ResourceType::kSession));
  EXPECT_THAT(failure_to_describe(id), is_not_found(ResourceType::kSession));
  EXPECT_THAT(failure_of(evaluate_session(context_, {domain_id_, kCall})), is_not_found(ResourceType::kSession));
  EXPECT_TRUE(list_sessions(context_, domain_id_)->sessions.empty());
}

TEST_F(SessionForgetting, DoesNotHappen_BeforeTheStreamEnded) {
  start();
  start(with_status("PENDING_CONFIGURATION"), "other");
  pass(3650 * 24h);
  EXPECT_EQ(described().streaming_status, "ONGOING");
  EXPECT_EQ(described("other").streaming_status, "PENDING_CONFIGURATION");
}

TEST_F(SessionForgetting, StartsAnew_WithTheEndOfANewStream) {
  const std::string id(start().session_id);
  end();
  pass(23h);
  start();
  pass(23h);
  EXPECT_EQ(described().session_id, id);
  end();
  start();
  end();
  pass(24h - kMillisecond);
  EXPECT_EQ(described().streaming_status, "ENDED");
  pass(kMillisecond);
  EXPECT_THAT(failure_to_describe(), is_not_found(ResourceType::kSession));
}

TEST_F(SessionForgetting, FreesTheName_ButNoActiveSession) {
  settings_.quotas.set("active-sessions=1").value();
  const std::string id(start(with_speaker("alice")).session_id);
  end();
  start({}, "other");
  pass(24h);
  EXPECT_THAT(failure_of(try_start()), is_quota_failure());
  end("other");
  const shapes::Session session = start();
  EXPECT_NE(session.session_id, id);
  EXPECT_EQ(session.created_at, start_ + 24h);
  EXPECT_FALSE(session.customer_speaker_id);
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

/// Work whose subject no longer exists when it falls due.
class WorkInVain : public SessionTest {};

TEST_F(WorkInVain, InAnErasedDomain_DoesNothing) {
  settings_.enrollment_time = std::chrono::days(60);
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

TEST_F(WorkInVain, OnAForgottenSession_DoesNothing) {
  settings_.enrollment_time = std::chrono::days(2);
  start(with_speaker("alice"));
  enroll();
  say("alice", 30s);
  end();
  pass(24h);
  ASSERT_THAT(failure_to_describe(), is_not_found(ResourceType::kSession));
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED") << "its enrollment completes with it";
  start(with_speaker("alice"));
  pass(24h);
  EXPECT_FALSE(described().enrollment_request_details) << "the new session of that name has no enrollment";
  EXPECT_FALSE(store_.agenda().has_due(TimePoint::max()));
}

/// All work is done in order of time, and at its own time, however far the clock went.
class OrderOfWork : public SessionTest {
 protected:
  void start_enrollment() {
    start(with_speaker("alice"));
    enroll();
    say("alice", 30s);
  }
};

TEST_F(OrderOfWork, EnrollmentCompletesAtItsTime_HoweverFarTheClockGoes) {
  start_enrollment();
  pass(1s + kThreeYears - kMillisecond);
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
  EXPECT_EQ(find_speaker("alice")->updated_at(), start_ + 1s);
  pass(kMillisecond);
  EXPECT_EQ(status_of_speaker("alice"), "EXPIRED");
}

TEST_F(OrderOfWork, EnrollmentCompletes_BeforeItsSessionIsForgotten) {
  start_enrollment();
  end();
  pass(48h);
  EXPECT_THAT(failure_to_describe(), is_not_found(ResourceType::kSession));
  EXPECT_EQ(status_of_speaker("alice"), "ENROLLED");
  EXPECT_EQ(find_speaker("alice")->updated_at(), start_ + 1s);
}

TEST_F(OrderOfWork, OfTwoEnrollments_TheLaterOneWins) {
  enrolled("alice");
  for (const std::string_view session : {"first", "second"}) {
    start(with_speaker("alice"), session);
    enroll_by_session(context_, address(session)).value();
  }
  add_audio(context_, address("second"), {"second", 30s, 0}).value();
  pass(500ms);
  add_audio(context_, address("first"), {"first", 30s, 0}).value();
  pass(1h);
  EXPECT_EQ(text_of(find_speaker("alice")->voiceprint_at(context_.now)), "first");
  EXPECT_EQ(find_speaker("alice")->updated_at(), start_ + 1500ms);
}

TEST_F(OrderOfWork, NothingIsDoneEarlyOrTwice_WhenTheClockIsSetBack) {
  start_enrollment();
  pass(-1h);
  EXPECT_EQ(described().enrollment_request_details->status, "IN_PROGRESS");
  pass(1h + 1s);
  EXPECT_EQ(described().enrollment_request_details->status, "COMPLETED");
  const TimePoint completed = find_speaker("alice")->updated_at();
  pass(-1h);
  pass(2h);
  EXPECT_EQ(find_speaker("alice")->updated_at(), completed);
}

}  // namespace
}  // namespace voiceid::handlers
