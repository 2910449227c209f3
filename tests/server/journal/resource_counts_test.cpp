#include "server/journal/resource_counts.hpp"

#include <gtest/gtest.h>

#include "tests/domain/times.hpp"

namespace voiceid::journal {
namespace {

const TimePoint kNow = at("2026-11-21T09:30:00Z");

class ResourceCountsTest : public testing::Test {
 protected:
  store::DomainRecord& insert_domain(std::string_view account) {
    VoiceDomain domain;
    domain.id = ids_.resource_id();
    return store_.insert_domain(std::move(domain), account, "us-east-1");
  }
  Session& start_session(store::DomainRecord& record, std::string_view name) {
    return record.sessions.start(Session(ids_.generated_id(), name, {}, kNow));
  }
  JobOrigin origin() {
    JobOrigin origin;
    origin.id = ids_.resource_id();
    return origin;
  }

  IdGenerator ids_{make_seeded_source(1)};
  store::Store store_{"a secret"};
};

TEST_F(ResourceCountsTest, ResourcesOfAllDomainsCount) {
  for (const std::string_view account : {"111111111111", "222222222222"}) {
    store::DomainRecord& record = insert_domain(account);
    for (const std::string_view id : {"alice", "bob", "carol"}) {
      record.speakers.insert(Speaker(ids_.generated_id(), id, kNow));
    }
    Watchlist watchlist;
    watchlist.id = ids_.resource_id();
    Watchlist& inserted = record.watchlists.insert(watchlist);
    record.fraudsters.insert({.id = ids_.generated_id(), .voiceprint = Voice("mallory"), .created_at = kNow}, inserted);
    start_session(record, "call");
  }
  const ResourceCounts counts = count_resources(store_);
  EXPECT_EQ(counts.domains, 2U);
  EXPECT_EQ(counts.speakers, 6U);
  EXPECT_EQ(counts.watchlists, 2U);
  EXPECT_EQ(counts.fraudsters, 2U);
  EXPECT_EQ(counts.sessions, 2U);
}

TEST_F(ResourceCountsTest, ASessionIsActiveUntilItsStreamEnds) {
  store::DomainRecord& record = insert_domain("111111111111");
  start_session(record, "goes on");
  record.sessions.end(start_session(record, "ends"), kNow);
  const ResourceCounts counts = count_resources(store_);
  EXPECT_EQ(counts.sessions, 2U);
  EXPECT_EQ(counts.active_sessions, 1U);
}

TEST_F(ResourceCountsTest, AJobIsActiveUntilItEnds) {
  store::DomainRecord& record = insert_domain("111111111111");
  record.enrollment_jobs.insert(EnrollmentJob(origin(), kNow, {}));
  const EnrollmentJob& failed = record.enrollment_jobs.insert(EnrollmentJob(origin(), kNow, {}));
  record.enrollment_jobs.change(failed, [](EnrollmentJob& job) { job.fail({}, kNow); });
  for (int i = 0; i < 3; ++i) record.registration_jobs.insert(RegistrationJob(origin(), kNow, {}));
  const ResourceCounts counts = count_resources(store_);
  EXPECT_EQ(counts.speaker_enrollment_jobs, 2U);
  EXPECT_EQ(counts.active_speaker_enrollment_jobs, 1U);
  EXPECT_EQ(counts.fraudster_registration_jobs, 3U);
  EXPECT_EQ(counts.active_fraudster_registration_jobs, 3U);
}

}  // namespace
}  // namespace voiceid::journal
