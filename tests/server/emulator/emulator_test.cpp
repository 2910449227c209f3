#include "server/emulator/emulator.hpp"

#include <gmock/gmock.h>

#include <array>
#include <boost/asio/io_context.hpp>

#include "handlers/operations.hpp"
#include "server/emulator/throttle.hpp"
#include "tests/handlers/job_queue_spy.hpp"

namespace voiceid::server {
namespace {

using namespace std::chrono_literals;
using handlers::Context;

constexpr handlers::Caller kCaller{"000000000000", "us-east-1"};

class EmulatorTest : public testing::Test {
 protected:
  EmulatorTest() {
    emulator_.turn([this] { emulator_.clock().freeze(); });
  }

  std::string make_domain(const handlers::Caller& caller = kCaller) {
    return emulator_.turn(caller, [](Context& context) {
      const shapes::CreateDomainRequest request{.client_token = {},
                                                .description = {},
                                                .name = "calls",
                                                .server_side_encryption_configuration = {"key"},
                                                .tags = {}};
      return std::string(*handlers::create_domain(context, request).value().domain->domain_id);
    });
  }
  void start_job(std::string_view domain_id) {
    emulator_.turn_of_domain(domain_id, [&](Context& context) {
      shapes::StartSpeakerEnrollmentJobRequest request;
      request.domain_id = domain_id;
      request.data_access_role_arn = "arn:aws:iam::111122223333:role/jobs";
      request.input_data_config.s3_uri = "s3://bucket/manifest.json";
      request.output_data_config.s3_uri = "s3://bucket/output";
      handlers::start_speaker_enrollment_job(context, request).value();
    });
  }
  void delete_domain(std::string_view id) {
    emulator_.turn(kCaller, [id](Context& context) { handlers::delete_domain(context, {id}).value(); });
  }
  bool has_domain(std::string_view id) {
    return emulator_.turn(kCaller, [id](Context& context) { return context.store.find_domain(id) != nullptr; });
  }

  boost::asio::io_context io_;
  handlers::JobQueueSpy jobs_;
  events::EventBus events_{100, 1};
  Emulator emulator_{io_, jobs_, events_, handlers::Settings(), 1, {"222222222222", "us-east-1"}};
};

TEST_F(EmulatorTest, ATurnDoesWhatHasFallenDueBeforeItsWork) {
  const std::string id = make_domain();
  delete_domain(id);
  emulator_.turn([this] { emulator_.clock().advance(CalendarDuration{.months = 0, .exact = 30 * 24h}).value(); });
  EXPECT_FALSE(has_domain(id));
}

TEST_F(EmulatorTest, HandsErasedDomainsToWhatDisposesOfThem) {
  std::vector<store::DomainRecord> disposed;
  emulator_.dispose_by([&](std::vector<store::DomainRecord> erased) { disposed = std::move(erased); });
  const std::string id = make_domain();
  delete_domain(id);
  emulator_.turn([this] { emulator_.clock().advance(CalendarDuration{.months = 0, .exact = 30 * 24h}).value(); });
  EXPECT_FALSE(has_domain(id));
  ASSERT_EQ(disposed.size(), 1U);
  EXPECT_EQ(disposed.front().domain.id.view(), id);
}

TEST_F(EmulatorTest, ATurnOfADomainIsItsOwners_OrTheUnsignedCallersWhereThereIsNoSuchDomain) {
  const std::string id = make_domain();
  const auto account_in_turn_of = [this](std::string_view domain_id) {
    return emulator_.turn_of_domain(domain_id, [](Context& context) { return std::string(context.account); });
  };
  EXPECT_EQ(account_in_turn_of(id), kCaller.account);
  EXPECT_EQ(account_in_turn_of("AbCdEfGhIjKlMnOpQrStUv"), "222222222222");
}

TEST_F(EmulatorTest, WorkThatFallsDueHappensWithoutATurn) {
  const std::string id = make_domain();
  delete_domain(id);
  store::Store* store = emulator_.turn(kCaller, [](Context& context) { return &context.store; });
  emulator_.turn([this] {
    emulator_.clock().advance(CalendarDuration{.months = 0, .exact = 30 * 24h - 1ms}).value();
    emulator_.clock().run();
  });
  EXPECT_NE(store->find_domain(id), nullptr);
  // The timer is all that the context waits for.
  io_.run_one();
  EXPECT_EQ(store->find_domain(id), nullptr);
}

TEST_F(EmulatorTest, AResetForgetsStateEventsAndClock_AndSeededIdsBeginAnew) {
  const std::string id = make_domain();
  delete_domain(id);
  emulator_.reset();
  EXPECT_FALSE(has_domain(id));
  EXPECT_FALSE(emulator_.clock().frozen());
  EXPECT_EQ(events_.memory().first_position(), events_.memory().last_position() + 1);
  EXPECT_EQ(make_domain(), id);
}

TEST_F(EmulatorTest, AResetOfAnAccountForgetsItsStateJobsAndEventsAlone) {
  const std::string mine = make_domain();
  const std::string theirs = make_domain({"111122223333", "us-east-1"});
  for (const std::string& id : {mine, theirs}) start_job(id);
  const std::size_t published = events_.memory().last_position();
  const auto forgotten = emulator_.reset({.account = std::string(kCaller.account), .region = {}});
  EXPECT_NE(forgotten->find_domain(mine), nullptr);
  EXPECT_FALSE(has_domain(mine));
  EXPECT_TRUE(has_domain(theirs));
  ASSERT_EQ(jobs_.cancelled().size(), 1U);
  EXPECT_EQ(jobs_.cancelled().front().domain_id.view(), mine);
  for (std::size_t position = 1; position <= published; ++position) {
    const events::EventPtr& event = events_.memory().at(position);
    EXPECT_TRUE(!event || event->event.domain_id.view() == theirs) << position;
  }
  EXPECT_TRUE(events_.memory().at(published)) << "that of the other account's job";
  EXPECT_TRUE(emulator_.clock().frozen());
  EXPECT_NE(make_domain(), mine) << "ids go on, since they are unique in the whole emulator";
}

// tests/domain/token_bucket_test.cpp holds the rules of one bucket.
TEST(Throttle, CountsAccountsRegionsAndOperationsApart) {
  const TimePoint now{1000s};
  Throttle throttle;
  for (const auto& [account, region, operation] : {std::array{"1", "eu", "A"}, std::array{"2", "eu", "A"},
                                                   std::array{"1", "us", "A"}, std::array{"1", "eu", "B"}}) {
    EXPECT_TRUE(throttle.admit(account, region, operation, 2, now));
    EXPECT_TRUE(throttle.admit(account, region, operation, 2, now));
    EXPECT_FALSE(throttle.admit(account, region, operation, 2, now));
  }
  EXPECT_TRUE(throttle.admit("1", "eu", "A", 2, now + 500ms));
}

TEST(Throttle, ForgetsTheCallsOfAnAccount) {
  const TimePoint now{1000s};
  Throttle throttle;
  for (const char* account : {"1", "2"}) EXPECT_TRUE(throttle.admit(account, "eu", "A", 1, now));
  throttle.forget({.account = "1", .region = {}});
  EXPECT_TRUE(throttle.admit("1", "eu", "A", 1, now));
  EXPECT_FALSE(throttle.admit("2", "eu", "A", 1, now));
}

TEST(Throttle, GoesOnAfterMoreAccountsThanItKeeps) {
  const TimePoint now{1000s};
  Throttle throttle;
  for (int i = 0; i < 20'000; ++i) EXPECT_TRUE(throttle.admit(std::to_string(i), "eu", "A", 1, now + 1ms * i));
  EXPECT_FALSE(throttle.admit("19999", "eu", "A", 1, now + 20s));
}

}  // namespace
}  // namespace voiceid::server
