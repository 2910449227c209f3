#include "server/control/session_list.hpp"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <nlohmann/json.hpp>

#include "handlers/connect_sessions.hpp"
#include "handlers/operations.hpp"
#include "server/json/json_writer.hpp"
#include "tests/handlers/job_queue_spy.hpp"
#include "tests/server/control/pieces.hpp"

namespace voiceid::control {
namespace {

using namespace std::chrono_literals;
using handlers::Context;
using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr handlers::Caller kOwner{"000000000000", "us-east-1"};
constexpr int kMany = 500;

class SessionListTest : public ::testing::Test {
 protected:
  SessionListTest() {
    emulator_.turn([this] { emulator_.clock().freeze(); });
    domain_id_ = emulator_.turn(kOwner, [](Context& context) {
      const shapes::CreateDomainRequest request{.client_token = {},
                                                .description = {},
                                                .name = "calls",
                                                .server_side_encryption_configuration = {"key"},
                                                .tags = {}};
      return std::string(*handlers::create_domain(context, request).value().domain->domain_id);
    });
  }

  static handlers::Settings with_room() {
    handlers::Settings settings;
    settings.quotas.set("active-sessions=10000").value();
    return settings;
  }
  void start(const std::string& name) {
    emulator_.turn(kOwner, [&](Context& context) { handlers::start_session(context, domain_id_, {{}, name}).value(); });
  }
  void start_many() {
    for (int i = 0; i < kMany; ++i) start("call-" + std::to_string(i));
  }
  void forget(const std::string& name) {
    emulator_.turn(kOwner, [&](Context& context) {
      context.store.find_domain(domain_id_)->sessions.erase(session_id_of(context, name));
    });
  }
  std::string session_id_of(Context& context, const std::string& name) const {
    return std::string(context.store.find_domain(domain_id_)->sessions.find_by_either(name)->id());
  }
  SessionList list() { return {emulator_, {domain_id_, {}, {}}}; }
  static std::vector<std::string> names_in(const std::string& text) {
    std::vector<std::string> names;
    const auto list = nlohmann::json::parse(text);
    for (const auto& session : list.at("Sessions")) names.push_back(session.at("SessionName"));
    return names;
  }

  boost::asio::io_context io_;
  handlers::JobQueueSpy jobs_;
  events::EventBus events_{1, 1};
  server::Emulator emulator_{io_, jobs_, events_, with_room(), 1, {"222222222222", "us-east-1"}};
  std::string domain_id_;
};

TEST_F(SessionListTest, IsTheSameInPiecesAsInOne) {
  SessionList none = list();
  EXPECT_EQ(joined(pieces_of(none)), R"({"Sessions":[]})");
  start_many();
  std::string expected(R"({"Sessions":[)");
  emulator_.turn(kOwner, [&](Context& context) {
    const auto all = handlers::list_sessions(context, domain_id_).value();
    for (const auto& session : all.sessions) {
      if (expected.back() == '}') expected += ',';
      json::append_structure(expected, shapes::kShapeOf<shapes::Session>, &session);
    }
  });
  SessionList many = list();
  const std::vector<std::string> pieces = pieces_of(many);
  EXPECT_EQ(joined(pieces), expected + "]}");
  EXPECT_GT(pieces.size(), 2U);
}

TEST_F(SessionListTest, GoesOnAfterTheLastOne_WhileSessionsComeAndGo) {
  start_many();
  SessionList list = this->list();
  std::string text;
  EXPECT_EQ(list.next(text), http::PieceSource::Next::kMore);
  // One that was sent, and one that was not.
  for (const char* name : {"call-0", "call-498"}) forget(name);
  start("new");
  const std::vector<std::string> names = names_in(text + joined(pieces_of(list)));
  EXPECT_THAT(names, SizeIs(kMany));
  EXPECT_EQ(names.front(), "call-0");
  EXPECT_THAT(std::vector(names.end() - 3, names.end()), ElementsAre("call-497", "call-499", "new"));
}

TEST_F(SessionListTest, EndsWithItsDomain) {
  start_many();
  SessionList list = this->list();
  std::string text;
  EXPECT_EQ(list.next(text), http::PieceSource::Next::kMore);
  emulator_.reset();
  EXPECT_LT(names_in(text + joined(pieces_of(list))).size(), static_cast<std::size_t>(kMany));
}

TEST_F(SessionListTest, IsOfNoDomainOfAnotherOwner) {
  EXPECT_TRUE(list().check());
  for (const auto& [account, region] : {std::pair("000000000000", "eu-west-2"), {"111111111111", "us-east-1"}}) {
    EXPECT_FALSE(SessionList(emulator_, {domain_id_, account, region}).check());
  }
  EXPECT_FALSE(SessionList(emulator_, {"AbCdEfGhIjKlMnOpQrStUv", {}, {}}).check());
}

}  // namespace
}  // namespace voiceid::control
