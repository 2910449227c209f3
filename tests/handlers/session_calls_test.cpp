#include <ostream>

#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;

/// A call on sessions, with arguments that are otherwise right.
struct SessionCall {
  std::string name;
  std::optional<Error> (*call)(Context&, const SessionAddress&);

  friend void PrintTo(const SessionCall& row, std::ostream* out) { *out << row.name; }
};

const auto kCallsOnTheDomain =
    testing::Values(SessionCall{"Start",
                                [](Context& context, const SessionAddress& address) {
                                  return failure_of(start_session(context, address.domain_id, {{}, "other"}));
                                }},
                    SessionCall{"List", [](Context& context, const SessionAddress& address) {
                                  return failure_of(list_sessions(context, address.domain_id));
                                }});

const auto kCallsOnOneSession = testing::Values(
    SessionCall{
        "Describe",
        [](Context& context, const SessionAddress& address) { return failure_of(describe_session(context, address)); }},
    SessionCall{"Update",
                [](Context& context, const SessionAddress& address) {
                  return failure_of(update_session(context, address, with_speaker("bob")));
                }},
    SessionCall{"AddAudio",
                [](Context& context, const SessionAddress& address) {
                  return failure_of(add_audio(context, address, {"alice", 1s, 0}));
                }},
    SessionCall{
        "OngoingStream",
        [](Context& context, const SessionAddress& address) { return failure_of(ongoing_stream(context, address)); }},
    SessionCall{"ScriptOutcome",
                [](Context& context, const SessionAddress& address) {
                  return failure_of(script_outcome(context, address, scripted_score(1)));
                }},
    SessionCall{"TakeOutcomeAway",
                [](Context& context, const SessionAddress& address) {
                  return failure_of(script_outcome(context, address, {}));
                }},
    SessionCall{"Enroll",
                [](Context& context, const SessionAddress& address) {
                  return failure_of(enroll_by_session(context, address));
                }},
    SessionCall{"End", [](Context& context,
                          const SessionAddress& address) { return failure_of(end_session(context, address)); }},
    SessionCall{"EvaluateSession", [](Context& context, const SessionAddress& address) {
                  return failure_of(evaluate_session(context, {address.domain_id, address.session_name_or_id}));
                }});

class SessionCalls : public SessionTest, public testing::WithParamInterface<SessionCall> {
 protected:
  SessionCalls() { start(with_speaker("alice")); }

  std::optional<Error> call(std::string_view domain_id, std::string_view session = kCall) {
    return GetParam().call(context_, {domain_id, session, {}});
  }

  void expect_nothing_changed() {
    const auto sessions = record_of(domain_id_).sessions.page(0, 10).rows;
    ASSERT_EQ(sessions.size(), 1U);
    EXPECT_EQ(sessions.front()->status(), StreamingStatus::kOngoing);
    EXPECT_EQ(sessions.front()->speaker_id(), "alice");
    EXPECT_FALSE(sessions.front()->audio().has_begun());
    EXPECT_FALSE(sessions.front()->outcome());
    EXPECT_FALSE(sessions.front()->enrollment());
    EXPECT_EQ(record_of(domain_id_).speakers.size(), 0U);
  }
};

TEST_P(SessionCalls, ActiveDomain_IsServed) { EXPECT_EQ(call(domain_id_), std::nullopt); }

TEST_P(SessionCalls, UnknownDomain_IsNotFound) {
  EXPECT_THAT(call(kUnknownId), is_not_found(ResourceType::kDomain));
  expect_nothing_changed();
}

TEST_P(SessionCalls, ErasedDomain_IsNotFound) {
  delete_domain(context_, {domain_id_}).value();
  pass(30 * 24h);
  EXPECT_THAT(call(domain_id_), is_not_found(ResourceType::kDomain));
}

TEST_P(SessionCalls, AnotherAccountsOrRegionsDomain_IsNotFound) {
  call_from(kOtherAccount, kRegion);
  EXPECT_THAT(call(domain_id_), is_not_found(ResourceType::kDomain));
  call_from(kAccount, kOtherRegion);
  EXPECT_THAT(call(domain_id_), is_not_found(ResourceType::kDomain));
  expect_nothing_changed();
}

TEST_P(SessionCalls, InactiveDomain_IsAConflict) {
  for (const DomainStatus status : {DomainStatus::kPending, DomainStatus::kSuspended}) {
    record_of(domain_id_).domain.status = status;
    EXPECT_THAT(call(domain_id_), is_conflict(ConflictType::kDomainNotActive));
  }
  expect_nothing_changed();
}

INSTANTIATE_TEST_SUITE_P(OnTheDomain, SessionCalls, kCallsOnTheDomain, [](const auto& row) { return row.param.name; });
INSTANTIATE_TEST_SUITE_P(OnOneSession, SessionCalls, kCallsOnOneSession,
                         [](const auto& row) { return row.param.name; });

class CallsOnOneSession : public SessionCalls {};

TEST_P(CallsOnOneSession, UnknownSession_IsNotFound_ByNameAndById) {
  EXPECT_THAT(call(domain_id_, "unknown"), is_not_found(ResourceType::kSession));
  EXPECT_THAT(call(domain_id_, kUnknownGeneratedId), is_not_found(ResourceType::kSession));
  expect_nothing_changed();
}

TEST_P(CallsOnOneSession, Session_IsFoundByItsId) {
  EXPECT_EQ(call(domain_id_, std::string(described().session_id)), std::nullopt);
}

TEST_P(CallsOnOneSession, SessionOfAnotherDomain_IsNotFound) {
  const std::string id(described().session_id);
  const std::string other_domain = make_domain("chats");
  EXPECT_THAT(call(other_domain, kCall), is_not_found(ResourceType::kSession));
  EXPECT_THAT(call(other_domain, id), is_not_found(ResourceType::kSession));
  expect_nothing_changed();
}

INSTANTIATE_TEST_SUITE_P(All, CallsOnOneSession, kCallsOnOneSession, [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace voiceid::handlers
