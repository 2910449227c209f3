#include "server/http/later_answer.hpp"

#include <gmock/gmock.h>

#include "tests/server/http/later_server.hpp"

namespace voiceid::http {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(LaterAnswer, IsSentWhenItIsGiven) {
  RunningServer server;
  Client client(server);
  client.ask("/a");
  server.give("/a", text_answer("given", 201));
  const std::string answer = client.receive();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 201 Created\r\nx-amzn-RequestId: id\r\nContent-Type: text/plain\r\n"));
  EXPECT_THAT(answer, HasSubstr("X-More: said before\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\ngiven"));
}

TEST(LaterAnswer, IsSentWhereItWasGivenBeforeTheConnectionWaits) {
  RunningServer server;
  Client client(server);
  client.ask("/at-once");
  EXPECT_THAT(client.receive(), EndsWith("given at once"));
}

TEST(LaterAnswer, HoldsUpNobodyElse) {
  RunningServer server;
  Client waiting(server);
  waiting.ask("/a");
  server.service().wait_for("/a");
  Client other(server);
  other.ask("/now");
  EXPECT_THAT(other.receive(), EndsWith("now"));
  server.give("/a", text_answer("given"));
  EXPECT_THAT(waiting.receive(), EndsWith("given"));
}

TEST(LaterAnswer, KeepsTheOrderOfPipelinedRequests) {
  RunningServer server;
  Client client(server);
  for (const char* path : {"/a", "/now", "/at-once", "/b", "/now"}) client.ask(path);
  server.give("/a", text_answer("first"));
  server.give("/b", text_answer("fourth"));
  for (const char* expected : {"first", "now", "given at once", "fourth", "now"}) {
    EXPECT_THAT(client.receive(), EndsWith(expected));
  }
}

TEST(LaterAnswer, ReachesTheConnectionThatAsked) {
  RunningServer server;
  Client first(server);
  Client second(server);
  first.ask("/a");
  second.ask("/b");
  server.give("/b", text_answer("for b"));
  server.give("/a", text_answer("for a"));
  EXPECT_THAT(first.receive(), EndsWith("for a"));
  EXPECT_THAT(second.receive(), EndsWith("for b"));
}

TEST(LaterAnswer, HasNoBodyForHead) {
  RunningServer server;
  Client client(server);
  client.send("HEAD /a HTTP/1.1\r\nHost: localhost\r\n\r\n");
  server.give("/a", text_answer("given"));
  EXPECT_THAT(client.receive_head(), HasSubstr("Content-Length: 5\r\n"));
  client.ask("/now");
  EXPECT_THAT(client.receive(), EndsWith("now"));
}

TEST(LaterAnswer, ComesAfterContinue) {
  RunningServer server;
  Client client(server);
  client.send("PUT /a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(client.receive_head(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("abc");
  EXPECT_EQ(server.service().wait_for("/a"), "abc");
  server.give("/a", text_answer("given"));
  EXPECT_THAT(client.receive(), EndsWith("given"));
}

TEST(LaterAnswer, LeavesTheBodyToWhoeverGivesIt) {
  RunningServer server;
  Client client(server);
  const std::string large(100'000, 'x');
  client.send("PUT /large HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n" + large);
  EXPECT_EQ(server.service().wait_for("/large"), large);
  server.give("/large", text_answer("given"));
  client.send(
      "PUT /chunked HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n");
  EXPECT_EQ(server.service().wait_for("/chunked"), "abc");
  server.give("/chunked", text_answer("given"));
  client.send("PUT /empty HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(server.service().wait_for("/empty"), "");
  server.give("/empty", text_answer("given"));
}

TEST(LaterAnswer, BecomesAnInternalErrorWhereItIsNeverGiven) {
  RunningServer server;
  Client client(server);
  client.ask("/never");
  EXPECT_THAT(client.receive(), EndsWith("never given: /never"));
  client.ask("/a");
  server.service().wait_for("/a");
  server.act([&] { const LaterAnswer dropped = server.service().take("/a"); });
  EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 500"));
  client.ask("/now");
  EXPECT_THAT(client.receive(), EndsWith("now"));
}

TEST(LaterAnswer, IsNeverGivenOnceAnotherTakesItsPlace) {
  RunningServer server;
  Client client(server);
  client.ask("/a");
  Client other(server);
  other.ask("/b");
  server.service().wait_for("/a");
  server.service().wait_for("/b");
  server.act([&] {
    LaterAnswer answer = server.service().take("/a");
    answer = server.service().take("/b");
    answer.give(text_answer("given"));
  });
  EXPECT_THAT(client.receive(), EndsWith("never given: /a"));
  EXPECT_THAT(other.receive(), EndsWith("given"));
}

TEST(LaterAnswer, IsGivenOnce) {
  RunningServer server;
  Client client(server);
  client.ask("/a");
  server.service().wait_for("/a");
  server.act([&] {
    const LaterAnswer answer = server.service().take("/a");
    answer.give(text_answer("first"));
    answer.give(text_answer("second"));
  });
  client.ask("/now");
  EXPECT_THAT(client.receive(), EndsWith("first"));
  EXPECT_THAT(client.receive(), EndsWith("now"));
}

TEST(LaterAnswer, LeavesNothingToTheNextRequest) {
  RunningServer server;
  Client client(server);
  client.ask("/a");
  server.give("/a", text_answer("given"));
  EXPECT_THAT(client.receive(), EndsWith("given"));
  client.send("no HTTP\r\n\r\n");
  EXPECT_THAT(client.receive(), EndsWith("refused"));
  EXPECT_TRUE(client.is_closed());
}

TEST(LaterAnswer, TakesNoTimeFromTheClient) {
  ServerOptions options;
  options.idle_timeout = std::chrono::seconds(0);
  RunningServer server(options);
  Client client(server);
  client.ask("/a");
  server.service().wait_for("/a");
  Client idle(server);
  EXPECT_TRUE(idle.is_closed());
  server.give("/a", text_answer("given"));
  EXPECT_THAT(client.receive(), EndsWith("given"));
}

// Asks until the one place that there is was given back. Returns whether it was.
bool place_becomes_free(const RunningServer& server) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < deadline) {
    Client next(server);
    next.ask("/now");
    if (next.receive().ends_with("now")) return true;
  }
  return false;
}

ServerOptions with_one_place() {
  ServerOptions options;
  options.max_connections = 1;
  return options;
}

TEST(LaterAnswer, GoesNowhereWhenTheClientHasGone) {
  RunningServer server(with_one_place());
  Client gone(server);
  gone.ask("/a");
  server.service().wait_for("/a");
  gone.reset();
  server.give("/a", text_answer(std::string(1'000'000, 'x')));
  EXPECT_TRUE(place_becomes_free(server));
}

TEST(LaterAnswer, IsCalledOffWhenTheClientLeavesWhereThatIsWanted) {
  RunningServer server(with_one_place());
  Client leaving(server);
  leaving.ask("/wait");
  server.service().wait_for("/wait");
  // What it has sent before does not hide that it leaves.
  leaving.ask("/now");
  leaving.close();
  EXPECT_TRUE(place_becomes_free(server));
  server.give("/wait", text_answer("for nobody"));
}

TEST(LaterAnswer, IsSentToAClientThatStaysWhereItWouldBeCalledOff) {
  RunningServer server(with_one_place());
  Client staying(server);
  staying.ask("/wait");
  server.service().wait_for("/wait");
  staying.ask("/now");
  server.give("/wait", text_answer("given"));
  EXPECT_THAT(staying.receive(), EndsWith("given"));
  EXPECT_THAT(staying.receive(), EndsWith("now"));
}

TEST(LaterAnswer, IsSentToAClientThatSendsNothingMore) {
  ServerOptions options;
  options.idle_timeout = std::chrono::seconds(0);
  RunningServer server(options);
  Client client(server);
  client.ask("/a");
  client.finish_sending();
  server.service().wait_for("/a");
  // It is the server's sweep that ends this one, and would have ended the other.
  Client idle(server);
  EXPECT_TRUE(idle.is_closed());
  server.give("/a", text_answer("given"));
  EXPECT_THAT(client.receive(), EndsWith("given"));
}

TEST(LaterAnswer, IsSentDuringAStop) {
  RunningServer server;
  Client client(server);
  client.ask("/a");
  server.service().wait_for("/a");
  server.act([&] {
    server.server().stop();
    server.service().take("/a").give(text_answer("given"));
  });
  const std::string answer = client.receive();
  EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(answer, EndsWith("given"));
  EXPECT_TRUE(client.is_closed());
}

TEST(LaterAnswer, DoesNotKeepTheServerFromItsEnd) {
  RunningServer server;
  Client client(server);
  client.ask("/a");
  server.service().wait_for("/a");
  server.end();
  EXPECT_TRUE(client.is_closed());
  server.service().take("/a").give(text_answer("too late"));
}

}  // namespace
}  // namespace voiceid::http
