#include "server/http/later_answer.hpp"

#include <gmock/gmock.h>

#include "tests/server/http/later_server.hpp"

namespace voiceid::http {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class LaterAnswerTest : public ::testing::Test {
 protected:
  explicit LaterAnswerTest(const ServerOptions& options = {}) : server_(options) {}

  void give(const std::string& path, std::string text = "given") { server_.give(path, text_answer(std::move(text))); }
  // Asks, and waits until the answer was left for later.
  void ask_and_wait(Client& client, const std::string& path) {
    client.ask(path);
    server_.service().wait_for(path);
  }

  LaterServer server_;
  Client client_{server_};
};

TEST_F(LaterAnswerTest, IsSentOnceGiven) {
  client_.ask("/a");
  server_.give("/a", text_answer("given", 201));
  EXPECT_THAT(client_.receive(),
              AllOf(StartsWith("HTTP/1.1 201 Created\r\nx-amzn-RequestId: id\r\nContent-Type: text/plain\r\n"),
                    HasSubstr("X-More: said before\r\n"), EndsWith("\r\n\r\ngiven")));
}

TEST_F(LaterAnswerTest, ReachesTheConnectionThatAskedAndHoldsUpNoOther) {
  Client other(server_);
  ask_and_wait(client_, "/a");
  EXPECT_THAT(other.get("/now"), EndsWith("now"));
  other.ask("/b");
  give("/b", "for b");
  give("/a", "for a");
  EXPECT_THAT(client_.receive(), EndsWith("for a"));
  EXPECT_THAT(other.receive(), EndsWith("for b"));
}

TEST_F(LaterAnswerTest, KeepsTheOrderOfPipelinedRequests) {
  for (const char* path : {"/a", "/now", "/at-once", "/b", "/now"}) client_.ask(path);
  give("/a", "first");
  give("/b", "fourth");
  for (const char* expected : {"first", "now", "given at once", "fourth", "now"}) {
    EXPECT_THAT(client_.receive(), EndsWith(expected));
  }
}

TEST_F(LaterAnswerTest, HasNoBodyForHead) {
  client_.send("HEAD /a HTTP/1.1\r\nHost: localhost\r\n\r\n");
  give("/a");
  EXPECT_THAT(client_.receive_head(), HasSubstr("Content-Length: 5\r\n"));
  EXPECT_THAT(client_.get("/now"), EndsWith("now"));
}

TEST_F(LaterAnswerTest, ComesAfterContinue) {
  client_.send("PUT /a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(client_.receive_head(), "HTTP/1.1 100 Continue\r\n\r\n");
  client_.send("abc");
  EXPECT_EQ(server_.service().wait_for("/a"), "abc");
  give("/a");
  EXPECT_THAT(client_.receive(), EndsWith("given"));
}

TEST_F(LaterAnswerTest, LeavesTheBodyToItsGiver) {
  const std::string large(100'000, 'x');
  using Sent = std::pair<std::string, std::string>;
  for (const auto& [sent, body] : {Sent("Content-Length: 100000\r\n\r\n" + large, large),
                                   Sent("Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", "abc"),
                                   Sent("Content-Length: 2\r\n\r\nde", "de"), Sent("Content-Length: 0\r\n\r\n", "")}) {
    client_.send("PUT /a HTTP/1.1\r\nHost: localhost\r\n" + sent);
    EXPECT_EQ(server_.service().wait_for("/a"), body);
    give("/a");
    EXPECT_THAT(client_.receive(), EndsWith("given"));
  }
}

TEST_F(LaterAnswerTest, BecomesAnInternalErrorIfItIsNeverGiven) {
  EXPECT_THAT(client_.get("/never"), EndsWith("never given: /never"));
  ask_and_wait(client_, "/a");
  server_.act([&] { const LaterAnswer dropped = server_.service().take("/a"); });
  EXPECT_THAT(client_.receive(), StartsWith("HTTP/1.1 500"));
  EXPECT_THAT(client_.get("/now"), EndsWith("now"));
}

TEST_F(LaterAnswerTest, IsNeverGivenOnceAnotherTakesItsPlace) {
  Client other(server_);
  ask_and_wait(client_, "/a");
  ask_and_wait(other, "/b");
  server_.act([&] {
    LaterAnswer answer = server_.service().take("/a");
    answer = server_.service().take("/b");
    answer.give(text_answer("given"));
  });
  EXPECT_THAT(client_.receive(), EndsWith("never given: /a"));
  EXPECT_THAT(other.receive(), EndsWith("given"));
}

TEST_F(LaterAnswerTest, IsGivenOnce) {
  ask_and_wait(client_, "/a");
  server_.act([&] {
    const LaterAnswer answer = server_.service().take("/a");
    answer.give(text_answer("first"));
    answer.give(text_answer("second"));
  });
  EXPECT_THAT(client_.receive(), EndsWith("first"));
  EXPECT_THAT(client_.get("/now"), EndsWith("now"));
}

TEST_F(LaterAnswerTest, LeavesNothingToTheNextRequest) {
  client_.ask("/a");
  give("/a");
  EXPECT_THAT(client_.receive(), EndsWith("given"));
  client_.send("no HTTP\r\n\r\n");
  EXPECT_THAT(client_.receive(), EndsWith("refused"));
  EXPECT_TRUE(client_.is_closed());
}

TEST_F(LaterAnswerTest, IsSentDuringAStop) {
  ask_and_wait(client_, "/a");
  server_.act([&] {
    server_.server().stop();
    server_.service().take("/a").give(text_answer("given"));
  });
  EXPECT_THAT(client_.receive(), AllOf(HasSubstr("Connection: close\r\n"), EndsWith("given")));
  EXPECT_TRUE(client_.is_closed());
}

TEST_F(LaterAnswerTest, DoesNotKeepTheServerFromItsEnd) {
  ask_and_wait(client_, "/a");
  server_.end();
  EXPECT_TRUE(client_.is_closed());
  server_.service().take("/a").give(text_answer("too late"));
}

class LaterAnswerOfAnImpatientServer : public LaterAnswerTest {
 protected:
  LaterAnswerOfAnImpatientServer() : LaterAnswerTest({.idle_timeout = std::chrono::seconds(0)}) {}
};

// Even if the client half-closes its connection. The sweep ends the idle client, and would have ended the other, too.
TEST_F(LaterAnswerOfAnImpatientServer, TakesNoTimeFromTheClient) {
  Client half_closed(server_);
  client_.ask("/a");
  half_closed.ask("/b");
  half_closed.finish_sending();
  for (const char* path : {"/a", "/b"}) server_.service().wait_for(path);
  EXPECT_TRUE(Client(server_).is_closed());
  for (const char* path : {"/a", "/b"}) give(path);
  for (Client* client : {&client_, &half_closed}) EXPECT_THAT(client->receive(), EndsWith("given"));
}

class OnlyConnection : public LaterAnswerTest {
 protected:
  OnlyConnection() : LaterAnswerTest({.max_connections = 1}) {}

  // Asks until the place is free again. Returns whether it became free.
  bool place_becomes_free() const {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < deadline) {
      if (Client(server_).get("/now").ends_with("now")) return true;
    }
    return false;
  }
};

TEST_F(OnlyConnection, LeavesAnotherToBeRefusedAndClosed) {
  client_.get("/now");
  Client other(server_);
  EXPECT_THAT(other.get("/now"), EndsWith("refused"));
  EXPECT_TRUE(other.is_closed());
}

TEST_F(OnlyConnection, GivesItsPlaceBackBeforeALaterAnswer) {
  ask_and_wait(client_, "/a");
  client_.reset();
  give("/a", std::string(1'000'000, 'x'));
  EXPECT_TRUE(place_becomes_free());
}

TEST_F(OnlyConnection, CallsALaterAnswerOffIfThatIsWanted) {
  ask_and_wait(client_, "/wait");
  // What the client has sent before does not hide that it leaves.
  client_.ask("/now");
  client_.close();
  EXPECT_TRUE(place_becomes_free());
  give("/wait", "for nobody");
}

TEST_F(OnlyConnection, GetsALaterAnswerIfItStays) {
  ask_and_wait(client_, "/wait");
  client_.ask("/now");
  give("/wait");
  EXPECT_THAT(client_.receive(), EndsWith("given"));
  EXPECT_THAT(client_.receive(), EndsWith("now"));
}

class StoppingServer : public LaterAnswerTest {
 protected:
  StoppingServer() : LaterAnswerTest({.stop_time = std::chrono::hours(1)}) {}
};

TEST_F(StoppingServer, ClosesIdleConnectionsAndAnswersARequestInFlight) {
  Client idle(server_);
  EXPECT_THAT(idle.get("/now"), Not(HasSubstr("Connection:")));
  client_.send("PUT /now HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
  EXPECT_EQ(client_.receive_head(), "HTTP/1.1 100 Continue\r\n\r\n");
  server_.act([&] { server_.server().stop(); });
  EXPECT_TRUE(idle.is_closed());
  client_.send("x");
  EXPECT_THAT(client_.receive(), AllOf(HasSubstr("Connection: close\r\n"), EndsWith("now")));
  EXPECT_TRUE(client_.is_closed());
}

}  // namespace
}  // namespace voiceid::http
