#include "server/faults/held_answers.hpp"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <functional>
#include <semaphore>

#include "tests/server/http/running_server.hpp"

namespace voiceid::faults {
namespace {

using namespace std::chrono_literals;
using ::testing::EndsWith;

// Holds the answer to /hold, which is "held", and never answers /hang. `/hold/2` is of fault 2.
class HoldingService final : public http::Service {
 public:
  void handle(http::Request& request, http::Response& response) override {
    const std::string path(request.path());
    HeldAnswers::Of of{path.ends_with("/2") ? 2U : 1U, path.ends_with("/2") ? "222222222222" : "111111111111"};
    response.body = "held";
    if (path.starts_with("/hold")) held.hold(response, std::move(of), 1ms, http::Ending::kWhole);
    if (path.starts_with("/hang")) held.hang(response, std::move(of));
    arrived.release();
  }
  void refuse(http::Refusal /*refusal*/, const http::Request& /*request*/, http::Response& /*response*/) override {}
  http::BodyRule body_rule(std::string_view /*method*/, std::string_view /*target*/) const override { return {}; }

  // Time passes for the held answers only while a test runs this.
  boost::asio::io_context time;
  HeldAnswers held{time};
  std::counting_semaphore<> arrived{0};
};

class HeldAnswersTest : public ::testing::Test {
 protected:
  void ask(http::Client& client, std::string_view path) {
    client.ask(path);
    ASSERT_TRUE(server_.service().arrived.try_acquire_for(http::kPatience));
  }
  void act(const std::function<void(HeldAnswers&)>& act) {
    server_.act([&] { act(server_.service().held); });
  }

  http::ServerOf<HoldingService> server_;
  http::Client first_{server_};
  http::Client second_{server_};
};

const auto kAny = [](const HeldAnswers::Of& /*of*/) { return true; };
const auto kOfFaultTwo = [](const HeldAnswers::Of& of) { return of.fault == 2; };

TEST_F(HeldAnswersTest, AnAnswerComesWhenItsTimeIsOver) {
  ask(first_, "/hold");
  server_.act([&] { server_.service().time.run_one(); });
  EXPECT_THAT(first_.receive(), EndsWith("\r\n\r\nheld"));
}

TEST_F(HeldAnswersTest, AHeldAnswerHoldsUpNoOther) {
  ask(first_, "/hang");
  ask(second_, "/now");
  EXPECT_THAT(second_.receive(), EndsWith("\r\n\r\nheld"));
}

TEST_F(HeldAnswersTest, ReleaseGivesWhatIsHeldAndResetsWhatHangs) {
  ask(first_, "/hold");
  ask(second_, "/hang");
  act([](HeldAnswers& held) { held.release(kAny); });
  EXPECT_THAT(first_.receive(), EndsWith("\r\n\r\nheld"));
  EXPECT_TRUE(second_.is_closed());
}

TEST_F(HeldAnswersTest, DropResetsAll) {
  ask(first_, "/hold");
  ask(second_, "/hang");
  act([](HeldAnswers& held) { held.drop(kAny); });
  EXPECT_TRUE(first_.is_closed());
  EXPECT_TRUE(second_.is_closed());
}

TEST_F(HeldAnswersTest, WhatIsNotMeantStays) {
  ask(first_, "/hold/1");
  ask(second_, "/hold/2");
  act([](HeldAnswers& held) { held.drop(kOfFaultTwo); });
  EXPECT_TRUE(second_.is_closed());
  act([](HeldAnswers& held) { held.release(kAny); });
  EXPECT_THAT(first_.receive(), EndsWith("\r\n\r\nheld"));
}

TEST_F(HeldAnswersTest, AfterAStopNothingIsHeld) {
  ask(first_, "/hold");
  act([](HeldAnswers& held) { held.stop(); });
  EXPECT_THAT(first_.receive(), EndsWith("\r\n\r\nheld"));
  ask(first_, "/hold");
  EXPECT_THAT(first_.receive(), EndsWith("\r\n\r\nheld"));
  ask(second_, "/hang");
  EXPECT_TRUE(second_.is_closed());
}

}  // namespace
}  // namespace voiceid::faults
