#include <gtest/gtest.h>

#include "store/store.hpp"
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

TEST_F(SessionTableTest, Session_IsFoundByIdAndName) {
  Session& session = start("call");
  start("other");
  EXPECT_EQ(sessions_.find_by_either("call"), &session);
  EXPECT_EQ(sessions_.find_by_either(session.id()), &session);
  EXPECT_EQ(sessions_.find_by_either("unknown"), nullptr);
  EXPECT_EQ(sessions_.find_by_either("id#AbCdEfGhIjKlMnOpQrStUv"), nullptr);
}

TEST_F(SessionTableTest, Active_AreThoseWhoseStreamHasNotEnded) {
  EXPECT_EQ(sessions_.count_active(), 0U);
  Session& session = start("call");
  start("other");
  EXPECT_EQ(sessions_.count_active(), 2U);
  EXPECT_TRUE(sessions_.end(session, kNow));
  EXPECT_EQ(sessions_.count_active(), 1U);
  sessions_.restart(session);
  EXPECT_EQ(sessions_.count_active(), 2U);
  EXPECT_EQ(session.status(), StreamingStatus::kOngoing);
}

TEST_F(SessionTableTest, EndingTwice_CountsOnce_AndTellsSo) {
  Session& session = start("call");
  start("other");
  EXPECT_TRUE(sessions_.end(session, kNow));
  EXPECT_FALSE(sessions_.end(session, kNow + 1s));
  EXPECT_EQ(session.ended_at(), kNow);
  EXPECT_EQ(sessions_.count_active(), 1U);
}

TEST_F(SessionTableTest, Active_CountPendingConfigurationToo) {
  SessionChanges changes;
  changes.streaming_status = StreamingStatus::kPendingConfiguration;
  Session& session = start("call");
  session.apply(changes);
  EXPECT_EQ(sessions_.count_active(), 1U);
  EXPECT_TRUE(sessions_.end(session, kNow));
  EXPECT_EQ(sessions_.count_active(), 0U);
}

TEST_F(SessionTableTest, ForgettingAnEndedSession_LeavesTheCount) {
  Session& session = start("call");
  start("other");
  sessions_.end(session, kNow);
  EXPECT_TRUE(sessions_.erase(std::string(session.id())));
  EXPECT_EQ(sessions_.find_by_either("call"), nullptr);
  EXPECT_EQ(sessions_.count_active(), 1U);
}

}  // namespace
}  // namespace voiceid::store
