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

using Address = const SessionAddress&;

const std::vector<SessionCall> kCallsOnTheDomain{
    {"Start",
     [](Context& context, Address at) {
       return failure_of(start_session(context, at.domain_id, {{}, "other"}));
     }},
    {"List", [](Context& context, Address at) { return failure_of(list_sessions(context, at.domain_id)); }},
};

const std::vector<SessionCall> kCallsOnOneSession{
    {"Describe", [](Context& context, Address at) { return failure_of(describe_session(context, at)); }},
    {"Update",
     [](Context& context, Address at) { return failure_of(update_session(context, at, with_speaker("bob"))); }},
    {"AddAudio",
     [](Context& context, Address at) {
       return failure_of(add_audio(context, at, {"alice", 1s, 0}));
     }},
    {"OngoingStream", [](Context& context, Address at) { return failure_of(ongoing_stream(context, at)); }},
    {"ScriptOutcome",
     [](Context& context, Address at) { return failure_of(script_outcome(context, at, scripted_score(1))); }},
    {"Enroll", [](Context& context, Address at) { return failure_of(enroll_by_session(context, at)); }},
    {"End", [](Context& context, Address at) { return failure_of(end_session(context, at)); }},
    {"EvaluateSession",
     [](Context& context, Address at) {
       return failure_of(evaluate_session(context, {at.domain_id, at.session_name_or_id}));
     }},
};

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
    EXPECT_EQ(find_speaker("bob"), nullptr);
  }
};

TEST_P(SessionCalls, ActiveDomain_IsServed) { EXPECT_EQ(call(domain_id_), std::nullopt); }

TEST_P(SessionCalls, UnknownOrForeignDomain_IsNotFound) {
  EXPECT_THAT(call(kUnknownId), is_not_found(ResourceType::kDomain));
  call_from(kOtherAccount, kRegion);
  EXPECT_THAT(call(domain_id_), is_not_found(ResourceType::kDomain));
  expect_nothing_changed();
}

TEST_P(SessionCalls, InactiveDomain_IsAConflict) {
  record_of(domain_id_).domain.status = DomainStatus::kSuspended;
  EXPECT_THAT(call(domain_id_), is_conflict(ConflictType::kDomainNotActive));
  expect_nothing_changed();
}

const auto name_of_row = [](const auto& row) { return row.param.name; };

INSTANTIATE_TEST_SUITE_P(OnTheDomain, SessionCalls, testing::ValuesIn(kCallsOnTheDomain), name_of_row);
INSTANTIATE_TEST_SUITE_P(OnOneSession, SessionCalls, testing::ValuesIn(kCallsOnOneSession), name_of_row);

class CallsOnOneSession : public SessionCalls {};

TEST_P(CallsOnOneSession, Session_IsFoundByItsId) {
  EXPECT_EQ(call(domain_id_, std::string(described().session_id)), std::nullopt);
}

TEST_P(CallsOnOneSession, UnknownSession_IsNotFound_ByNameAndById) {
  EXPECT_THAT(call(domain_id_, "unknown"), is_not_found(ResourceType::kSession));
  EXPECT_THAT(call(domain_id_, kUnknownGeneratedId), is_not_found(ResourceType::kSession));
  const std::string other_domain = make_domain("chats");
  EXPECT_THAT(call(other_domain, kCall), is_not_found(ResourceType::kSession));
  EXPECT_THAT(call(other_domain, described().session_id), is_not_found(ResourceType::kSession));
  expect_nothing_changed();
}

INSTANTIATE_TEST_SUITE_P(All, CallsOnOneSession, testing::ValuesIn(kCallsOnOneSession), name_of_row);

}  // namespace
}  // namespace voiceid::handlers
