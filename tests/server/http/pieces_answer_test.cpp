#include "server/http/pieces_answer.hpp"

#include <gmock/gmock.h>

#include "tests/server/http/pieces_server.hpp"

namespace voiceid::http {
namespace {

using Next = PieceSource::Next;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::size_t kMiB = 1024 * 1024;
// More than the buffers of both sockets take.
constexpr std::size_t kMany = 32;

ServerOptions patient() { return {.stop_time = std::chrono::hours(1)}; }

PiecesScript of(std::vector<std::string> pieces) { return {.pieces = std::move(pieces)}; }

PiecesScript sized(std::vector<std::string> pieces) {
  PiecesScript script = of(std::move(pieces));
  script.size = 0;
  for (const std::string& piece : script.pieces) *script.size += piece.size();
  return script;
}

PiecesScript large() { return sized(std::vector<std::string>(kMany, std::string(kMiB, 'x'))); }

std::string asked(std::string_view method, std::string_view version, std::string_view headers = "") {
  return std::string(method) + " /pieces " + std::string(version) + "\r\nHost: localhost\r\n" + std::string(headers) +
         "\r\n";
}

// Whether the connection takes another request.
void expect_kept(Client& client) { EXPECT_THAT(client.get("/now"), EndsWith("\r\n\r\nnow")); }

// What comes before the reset of the connection.
std::string received_before_reset(Client& client) {
  boost::system::error_code error;
  std::string received = client.receive_to_end(error);
  EXPECT_EQ(error, asio::error::connection_reset) << error.message();
  return received;
}

TEST(PiecesAnswer, IsLikeAnyOtherIfOnePieceIsAll) {
  PiecesServer server(patient(), of({"one"}));
  Client client(server);
  for (const char* path : {"/pieces", "/later"}) {
    EXPECT_THAT(client.get(path), AllOf(HasSubstr("Content-Length: 3\r\n"), EndsWith("\r\n\r\none")));
  }
  client.send(asked("HEAD", "HTTP/1.1"));
  EXPECT_THAT(client.receive_head(), HasSubstr("Content-Length: 3\r\n"));
  client.send(asked("GET", "HTTP/1.0", "Connection: keep-alive\r\n"));
  EXPECT_THAT(client.receive(), EndsWith("\r\n\r\none"));
  expect_kept(client);
}

TEST(PiecesAnswer, ComesInChunksIfItsSizeIsUnknown_AndTheConnectionStays) {
  PiecesServer server(patient(), of({"one", "", std::string(17, 'x'), ""}));
  Client client(server);
  for (const char* path : {"/pieces", "/later"}) {
    client.ask(path);
    EXPECT_THAT(client.receive_head(), AllOf(HasSubstr("Transfer-Encoding: chunked\r\n"),
                                             Not(HasSubstr("Content-Length")), Not(HasSubstr("Connection"))));
    const std::string chunks = "3\r\none\r\n11\r\n" + std::string(17, 'x') + "\r\n0\r\n\r\n";
    EXPECT_EQ(client.receive(chunks.size()), chunks);
    expect_kept(client);
  }
  EXPECT_TRUE(server.service().wait_for_the_end());
}

TEST(PiecesAnswer, HasItsLengthIfThatIsKnown_AndTheConnectionStays) {
  PiecesServer server(patient(), sized({"one", "", "two"}));
  Client client(server);
  for (const char* path : {"/pieces", "/later"}) {
    EXPECT_THAT(client.get(path), AllOf(HasSubstr("Content-Length: 6\r\n"), Not(HasSubstr("Transfer-Encoding")),
                                        EndsWith("\r\n\r\nonetwo")));
    expect_kept(client);
  }
}

TEST(PiecesAnswer, EndsWithTheConnectionForAnOldClient_UnlessItsSizeIsKnown) {
  const std::string asks = asked("GET", "HTTP/1.0", "Connection: keep-alive\r\n");
  PiecesServer unknown(patient(), of({"one", "two"}));
  Client client(unknown);
  client.send(asks);
  EXPECT_THAT(client.receive_head(), AllOf(HasSubstr("Connection: close\r\n"), Not(HasSubstr("Transfer-Encoding")),
                                           Not(HasSubstr("Content-Length"))));
  EXPECT_EQ(client.receive_to_end(), "onetwo");
  PiecesServer known(patient(), sized({"one", "two"}));
  Client other(known);
  other.send(asks);
  EXPECT_THAT(other.receive(), AllOf(HasSubstr("Connection: keep-alive\r\n"), EndsWith("\r\n\r\nonetwo")));
  expect_kept(other);
}

TEST(PiecesAnswer, IsAHeadAloneForHead) {
  for (const auto& [script, header] : {std::pair(of({"one", "two"}), "Transfer-Encoding: chunked\r\n"),
                                       {sized({"one", "two"}), "Content-Length: 6\r\n"}}) {
    PiecesServer server(patient(), script);
    Client client(server);
    client.send(asked("HEAD", "HTTP/1.1"));
    EXPECT_THAT(client.receive_head(), HasSubstr(header));
    EXPECT_TRUE(server.service().wait_for_the_end());
    expect_kept(client);
  }
}

TEST(PiecesAnswer, EndsInAResetIfItsSourceFails_SoThatNobodyTakesAPartForTheWhole) {
  for (const bool throws : {false, true}) {
    PiecesScript script = of({"one", "two", "three"});
    script.end = Next::kFailed;
    script.throws_at_the_end = throws;
    PiecesServer server(patient(), script);
    for (const char* version : {"HTTP/1.0", "HTTP/1.1"}) {
      Client client(server);
      client.send(asked("GET", version));
      // The reset may come before what was sent is read.
      EXPECT_THAT(received_before_reset(client), Not(HasSubstr("three")));
    }
    Client other(server);
    expect_kept(other);
  }
}

TEST(PiecesAnswer, IsAnInternalErrorIfNotEvenItsFirstPieceCanBeHad) {
  for (const bool throws : {false, true}) {
    PiecesScript script = sized({"all"});
    script.end = Next::kFailed;
    script.throws_at_the_end = throws;
    PiecesServer server(patient(), script);
    Client client(server);
    for (const char* path : {"/pieces", "/later"}) {
      EXPECT_THAT(client.get(path), AllOf(HasSubstr(" 500 "), HasSubstr("Content-Length: 0\r\n")));
    }
    expect_kept(client);
  }
}

TEST(PiecesAnswer, IsMadeOnlyAsTheClientTakesIt_AndHoldsUpNobody) {
  PiecesServer server(patient(), large());
  Client client(server);
  client.ask("/pieces");
  client.receive_head();
  Client other(server);
  expect_kept(other);
  EXPECT_LT(server.asked(), static_cast<int>(kMany));
  EXPECT_EQ(client.receive(kMany * kMiB), std::string(kMany * kMiB, 'x'));
  EXPECT_EQ(server.asked(), static_cast<int>(kMany));
}

TEST(PiecesAnswer, IsSentToItsEndDuringAStop) {
  PiecesServer server(patient(), large());
  Client client(server);
  client.ask("/pieces");
  client.receive_head();
  server.act([&] { server.server().stop(); });
  EXPECT_EQ(client.receive(kMany * kMiB), std::string(kMany * kMiB, 'x'));
  server.end();
}

TEST(PiecesAnswer, IsResetWhenTheTimeOfAStopIsOver) {
  PiecesServer server({.stop_time = std::chrono::milliseconds(10)}, large());
  Client client(server);
  client.ask("/pieces");
  client.receive_head();
  server.end();
  EXPECT_LT(received_before_reset(client).size(), kMany * kMiB);
}

TEST(PiecesAnswer, EndsWhenTheClientDoesNotReadForTheIdleTime_OrHasGone) {
  PiecesServer server({.idle_timeout = std::chrono::seconds(0)}, large());
  Client client(server);
  client.ask("/pieces");
  client.receive_head();
  EXPECT_TRUE(server.service().wait_for_the_end());
  EXPECT_LT(received_before_reset(client).size(), kMany * kMiB);
  PiecesServer patient_server(patient(), large());
  Client gone(patient_server);
  gone.ask("/pieces");
  gone.receive_head();
  gone.reset();
  EXPECT_TRUE(patient_server.service().wait_for_the_end());
}

}  // namespace
}  // namespace voiceid::http
