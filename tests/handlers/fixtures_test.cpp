#include "handlers/fixtures.hpp"

#include <thread>

#include "handlers/connect_sessions.hpp"
#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

class Fixtures : public HandlerTest {
 protected:
  Fixtures() {
    shapes::FixtureDomain& bank = fixture_.domains.emplace().emplace_back();
    bank.name = "bank";
    bank.domain_id = kUnknownId;
    bank.account = kOtherAccount;
    shapes::FixtureSpeaker& many = bank.speakers.emplace().emplace_back();
    many.customer_speaker_id = "customer-{n}";
    many.count = 3;
    shapes::FixtureSpeaker& pending = bank.speakers->emplace_back();
    pending.customer_speaker_id = "dave";
    pending.status = "PENDING";
    shapes::FixtureSession& call = bank.sessions.emplace().emplace_back();
    call.session_name = "call-1";
    call.speaker_id = "dave";
    call.enrollment = true;
    call.audio.emplace().push_back({.voice = "dave", .speech_seconds = 31, .spoofing_risk = {}});
    shapes::FixtureSession& over = bank.sessions->emplace_back();
    over.session_name = "call-2";
    over.streaming_status = "ENDED";
    shapes::FixtureEnrollmentJob& job = bank.speaker_enrollment_jobs.emplace().emplace_back();
    job.input_data_config.s3_uri = "s3://calls/enroll.json";
    job.output_data_config.s3_uri = "s3://calls/out";
    fixture_.contacts.emplace().push_back({"call-1", "dave"});
    fixture_.integration_associations.emplace().push_back({"bank", "instance"});
  }

  std::unique_ptr<FixtureWorld> made() {
    auto world = std::make_unique<FixtureWorld>(fixture_ground(context_));
    const auto mistake = world->make(fixture_);
    EXPECT_FALSE(mistake) << (mistake ? mistake->path + ": " + mistake->what : "");
    return world;
  }

  std::string status_of(std::string_view speaker_id) {
    call_from(kOtherAccount, kRegion);
    return std::string(*describe_speaker(context_, {kUnknownId, speaker_id}).value().speaker->status);
  }

  shapes::Fixture fixture_;
};

TEST_F(Fixtures, AreInTheStateOnceTheyAreAdopted) {
  const auto world = made();
  EXPECT_EQ(store_.find_domain(kUnknownId), nullptr);
  EXPECT_FALSE(world->check(context_));
  world->adopt(context_);
  EXPECT_EQ(status_of("customer-1"), "ENROLLED");
  EXPECT_EQ(status_of("customer-3"), "ENROLLED");
  EXPECT_EQ(status_of("dave"), "PENDING");
  EXPECT_EQ(record_of(kUnknownId).speakers.size(), 4U);
  EXPECT_EQ(store_.contacts().at("call-1").customer_id, "dave");
  EXPECT_EQ(store_.integration_associations().at("instance").view(), kUnknownId);
  EXPECT_THAT(list_domains(context_, {}).value().domain_summaries.value(), SizeIs(1));
}

TEST_F(Fixtures, GoOnByThemselves) {
  made()->adopt(context_);
  call_from(kOtherAccount, kRegion);
  pass(1s);
  EXPECT_EQ(status_of("dave"), "ENROLLED") << "the enrollment of the call is complete";
  EXPECT_TRUE(describe_session(context_, {kUnknownId, "call-2"}));
  pass(24h);
  EXPECT_FALSE(describe_session(context_, {kUnknownId, "call-2"}));
}

TEST_F(Fixtures, AreNoNews_AndStartTheirJobsOnlyInTheState) {
  const auto world = made();
  EXPECT_THAT(jobs_.submitted(), IsEmpty());
  world->adopt(context_);
  EXPECT_THAT(events_.published(), IsEmpty());
  ASSERT_THAT(jobs_.submitted(), SizeIs(1));
  EXPECT_EQ(jobs_.submitted().front().input_uri, "s3://calls/enroll.json");
}

TEST_F(Fixtures, AreMadeOnAnyThread) {
  FixtureWorld world(fixture_ground(context_));
  std::thread([&] { EXPECT_FALSE(world.make(fixture_)); }).join();
  world.adopt(context_);
  EXPECT_NE(store_.find_domain(kUnknownId), nullptr);
}

TEST_F(Fixtures, AreNotMadeOnceTheEmulatorStops) {
  std::stop_source source;
  source.request_stop();
  FixtureWorld world(fixture_ground(context_), source.get_token());
  EXPECT_EQ(world.make(fixture_).value().what, "The emulator stopped before it was made.");
  EXPECT_THAT(world.domains(), IsEmpty());
}

TEST_F(Fixtures, AreRefused_IfTheStateHasNoRoom) {
  made()->adopt(context_);
  const auto taken = made()->check(context_);
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->path, "Domains[0].DomainId");
  EXPECT_EQ(taken->what, "A domain with this id exists already.");
  fixture_.domains->front().domain_id.reset();
  fixture_.integration_associations.reset();
  EXPECT_FALSE(made()->check(context_));
  settings_.quotas.set("domains=1").value();
  const auto full = made()->check(context_);
  ASSERT_TRUE(full);
  EXPECT_EQ(full->path, "Domains[0]");
  EXPECT_EQ(full->what,
            "The quota domains (1 per account and region) is exceeded; start the emulator with --quota domains=N to "
            "change it.");
}

}  // namespace
}  // namespace voiceid::handlers
