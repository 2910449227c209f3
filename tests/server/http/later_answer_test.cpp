#include "server/http/later_answer.hpp"

#include <gmock/gmock.h>

#include "tests/server/http/later_server.hpp"

namespace voiceid::http {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class LaterAnswerTest : public ::testing::Test {
 protected:
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
  client_.ask("/a");
  server_.service().wait_for("/a");
  EXPECT_THAT(other.get("/now"), EndsWith("now"));
  other.ask("/b");
  server_.give("/b", text_answer("for b"));
  server_.give("/a", text_answer("for a"));
  EXPECT_THAT(client_.receive(), EndsWith("for a"));
  EXPECT_THAT(other.receive(), EndsWith("for b"));
}

TEST_F(LaterAnswerTest, KeepsTheOrderOfPipelinedRequests) {
  for (const char* path : {"/a", "/now", "/at-once", "/b", "/now"}) client_.ask(path);
  server_.give("/a", text_answer("first"));
  server_.give("/b", text_answer("fourth"));
  for (const char* expected : {"first", "now", "given at once", "fourth", "now"}) {
    EXPECT_THAT(client_.receive(), EndsWith(expected));
  }
}

TEST_F(LaterAnswerTest, HasNoBodyForHead) {
  client_.send("HEAD /a HTTP/1.1\r\nHost: localhost\r\n\r\n");
  server_.give("/a", text_answer("given"));
  EXPECT_THAT(client_.receive_head(), HasSubstr("Content-Length: 5\r\n"));
  EXPECT_THAT(client_.get("/now"), EndsWith("now"));
}

TEST_F(LaterAnswerTest, ComesAfterContinue) {
  client_.send("PUT /a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(client_.receive_head(), "HTTP/1.1 100 Continue\r\n\r\n");
  client_.send("abc");
  EXPECT_EQ(server_.service().wait_for("/a"), "abc");
  server_.give("/a", text_answer("given"));
  EXPECT_THAT(client_.receive(), EndsWith("given"));
}

TEST_F(LaterAnswerTest, LeavesTheBodyToItsGiver) {
  const std::string large(100'000, 'x');
  const std::vector<std::pair<std::string, std::string>> cases{
      {"Content-Length: 100000\r\n\r\n" + large, large},
      {"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", "abc"},
      {"Content-Length: 2\r\n\r\nde", "de"},
      {"Content-Length: 0\r\n\r\n", ""},
  };
  for (const auto& [sent, body] : cases) {
    client_.send("PUT /a HTTP/1.1\r\nHost: localhost\r\n" + sent);
    EXPECT_EQ(server_.service().wait_for("/a"), body);
    server_.give("/a", text_answer("given"));
    EXPECT_THAT(client_.receive(), EndsWith("given"));
  }
}

TEST_F(LaterAnswerTest, BecomesAnInternalErrorIfItIsNeverGiven) {
  EXPECT_THAT(client_.get("/never"), EndsWith("never given: /never"));
  client_.ask("/a");
  server_.service().wait_for("/a");
  server_.act([&] { const LaterAnswer dropped = server_.service().take("/a"); });
  EXPECT_THAT(client_.receive(), StartsWith("HTTP/1.1 500"));
  EXPECT_THAT(client_.get("/now"), EndsWith("now"));
}

TEST_F(LaterAnswerTest, IsNeverGivenOnceAnotherTakesItsPlace) {
  Client other(server_);
  client_.ask("/a");
  other.ask("/b");
  server_.service().wait_for("/a");
  server_.service().wait_for("/b");
  server_.act([&] {
    LaterAnswer answer = server_.service().take("/a");
    answer = server_.service().take("/b");
    answer.give(text_answer("given"));
  });
  EXPECT_THAT(client_.receive(), EndsWith("never given: /a"));
  EXPECT_THAT(other.receive(), EndsWith("given"));
}

TEST_F(LaterAnswerTest, IsGivenOnce) {
  client_.ask("/a");
  server_.service().wait_for("/a");
  server_.act([&] {
    const LaterAnswer answer = server_.service().take("/a");
    answer.give(text_answer("first"));
    answer.give(text_answer("second"));
  });
  client_.ask("/now");
  EXPECT_THAT(client_.receive(), EndsWith("first"));
  EXPECT_THAT(client_.receive(), EndsWith("now"));
}

TEST_F(LaterAnswerTest, LeavesNothingToTheNextRequest) {
  client_.ask("/a");
  server_.give("/a", text_answer("given"));
  EXPECT_THAT(client_.receive(), EndsWith("given"));
  client_.send("no HTTP\r\n\r\n");
  EXPECT_THAT(client_.receive(), EndsWith("refused"));
  EXPECT_TRUE(client_.is_closed());
}

TEST_F(LaterAnswerTest, IsSentDuringAStop) {
  client_.ask("/a");
  server_.service().wait_for("/a");
  server_.act([&] {
    server_.server().stop();
    server_.service().take("/a").give(text_answer("given"));
  });
  EXPECT_THAT(client_.receive(), AllOf(HasSubstr("Connection: close\r\n"), EndsWith("given")));
  EXPECT_TRUE(client_.is_closed());
}

TEST_F(LaterAnswerTest, DoesNotKeepTheServerFromItsEnd) {
  client_.ask("/a");
  server_.service().wait_for("/a");
  server_.end();
  EXPECT_TRUE(client_.is_closed());
  server_.service().take("/a").give(text_answer("too late"));
}

// Even if the client half-closes its connection. The sweep ends the idle client, and would have ended the other, too.
TEST(LaterAnswer, TakesNoTimeFromTheClient) {
  LaterServer server({.idle_timeout = std::chrono::seconds(0)});
  Client client(server);
  Client half_closed(server);
  client.ask("/a");
  half_closed.ask("/b");
  half_closed.finish_sending();
  server.service().wait_for("/a");
  server.service().wait_for("/b");
  Client idle(server);
  EXPECT_TRUE(idle.is_closed());
  server.give("/a", text_answer("given"));
  server.give("/b", text_answer("given"));
  EXPECT_THAT(client.receive(), EndsWith("given"));
  EXPECT_THAT(half_closed.receive(), EndsWith("given"));
}

// Of a server with one place for a connection.
class LaterAnswerOfALeavingClient : public ::testing::Test {
 protected:
  // Asks until the place is free again. Returns whether it became free.
  bool place_becomes_free() const {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < deadline) {
      if (Client(server_).get("/now").ends_with("now")) return true;
    }
    return false;
  }

  LaterServer server_{{.max_connections = 1}};
  Client client_{server_};
};

TEST_F(LaterAnswerOfALeavingClient, GoesNowhere) {
  client_.ask("/a");
  server_.service().wait_for("/a");
  client_.reset();
  server_.give("/a", text_answer(std::string(1'000'000, 'x')));
  EXPECT_TRUE(place_becomes_free());
}

TEST_F(LaterAnswerOfALeavingClient, IsCalledOffIfThatIsWanted) {
  client_.ask("/wait");
  server_.service().wait_for("/wait");
  // What the client has sent before does not hide that it leaves.
  client_.ask("/now");
  client_.close();
  EXPECT_TRUE(place_becomes_free());
  server_.give("/wait", text_answer("for nobody"));
}

TEST_F(LaterAnswerOfALeavingClient, IsStillSentIfTheClientStays) {
  client_.ask("/wait");
  server_.service().wait_for("/wait");
  client_.ask("/now");
  server_.give("/wait", text_answer("given"));
  EXPECT_THAT(client_.receive(), EndsWith("given"));
  EXPECT_THAT(client_.receive(), EndsWith("now"));
}

}  // namespace
}  // namespace voiceid::http
