#include "store/session_table.hpp"

#include <gtest/gtest.h>

#include "tests/domain/times.hpp"

namespace voiceid::store {
namespace {

using namespace std::chrono_literals;

const TimePoint kNow = at("2026-11-21T09:30:00Z");

class SessionTableTest : public testing::Test {
 protected:
  Session& start(std::string_view name) { return sessions_.start(Session(ids_.generated_id(), name, {}, kNow)); }

  IdGenerator ids_{make_seeded_source(1)};
  SessionTable sessions_;
};

TEST_F(SessionTableTest, FindsASessionByIdAndName) {
  Session& session = start("call");
  start("other");
  EXPECT_EQ(sessions_.find_by_either("call"), &session);
  EXPECT_EQ(sessions_.find_by_either(session.id()), &session);
  EXPECT_EQ(sessions_.find_by_either("unknown"), nullptr);
  EXPECT_EQ(sessions_.find_by_either("id#AbCdEfGhIjKlMnOpQrStUv"), nullptr);
}

TEST_F(SessionTableTest, CountsTheSessionsWhoseStreamHasNotEnded) {
  EXPECT_EQ(sessions_.count_active(), 0U);
  Session& session = start("call");
  SessionChanges pending;
  pending.streaming_status = StreamingStatus::kPendingConfiguration;
  start("other").apply(pending, kNow);
  EXPECT_EQ(sessions_.count_active(), 2U);
  EXPECT_TRUE(sessions_.end(session, kNow));
  EXPECT_FALSE(sessions_.end(session, kNow + 1s));
  EXPECT_EQ(session.ended_at(), kNow);
  EXPECT_EQ(sessions_.count_active(), 1U);
  sessions_.restart(session, StreamingStatus::kOngoing, kNow);
  EXPECT_EQ(sessions_.count_active(), 2U);
  EXPECT_EQ(session.status(), StreamingStatus::kOngoing);
}

TEST_F(SessionTableTest, KeepsTheCountWhenAnEndedSessionIsErased) {
  Session& session = start("call");
  start("other");
  sessions_.end(session, kNow);
  EXPECT_TRUE(sessions_.erase(std::string(session.id())));
  EXPECT_EQ(sessions_.find_by_either("call"), nullptr);
  EXPECT_EQ(sessions_.count_active(), 1U);
}

}  // namespace
}  // namespace voiceid::store
