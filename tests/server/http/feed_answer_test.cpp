#include "server/http/feed_answer.hpp"

#include <gmock/gmock.h>
#include <spdlog/fmt/fmt.h>

#include "tests/server/http/feed_server.hpp"

namespace voiceid::http {
namespace {

using Next = FeedSource::Next;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// More than the buffers of both sockets take.
constexpr std::size_t kMoreThanIsTaken = 32 * 1024 * 1024;

constexpr std::string_view kLastChunk = "0\r\n\r\n";

// A stop that waited for a feed would not end.
ServerOptions patient() { return {.stop_time = std::chrono::hours(1)}; }

ServerOptions impatient() {
  ServerOptions options = patient();
  options.idle_timeout = std::chrono::seconds(0);
  return options;
}

ServerOptions with_tls() {
  ServerOptions options = patient();
  options.tls.self_signed = true;
  return options;
}

// A client that has asked for a feed and read the head.
template <class ClientType>
class ListenerOf : public ClientType {
 public:
  explicit ListenerOf(const FeedServer& server) : ClientType(server) {
    this->ask("/feed");
    head = this->receive_head();
  }

  std::string head;
};
using Listener = ListenerOf<Client>;

// Says something, and expects it in a chunk.
void expect_passed_on(FeedServer& server, auto& client, const std::string& text = "data: one\n\n") {
  server.say(text);
  const std::string chunk = fmt::format("{:x}\r\n{}\r\n", text.size(), text);
  EXPECT_EQ(client.receive(chunk.size()), chunk);
}

class FeedAnswerTest : public ::testing::Test {
 protected:
  FeedServer server_{patient()};
};

TEST_F(FeedAnswerTest, BeginsWithTheHeadBeforeThereIsAnythingToSend) {
  EXPECT_THAT(Listener(server_).head,
              AllOf(StartsWith("HTTP/1.1 200 OK\r\nx-amzn-RequestId: id\r\nContent-Type: text/event-stream\r\n"),
                    HasSubstr("X-More: said before\r\n"), HasSubstr("Connection: close\r\n"),
                    HasSubstr("Transfer-Encoding: chunked\r\n"), Not(HasSubstr("Content-Length"))));
}

TEST_F(FeedAnswerTest, IsSentPieceByPieceInChunks) {
  Listener client(server_);
  for (const std::string& text :
       {std::string("data: one\n\n"), std::string("data: two\n\n"), std::string(60'000, 'x')}) {
    expect_passed_on(server_, client, text);
  }
  server_.say("end", Next::kEnd);
  EXPECT_EQ(client.receive_to_end(), "3\r\nend\r\n0\r\n\r\n");
}

TEST_F(FeedAnswerTest, EndsAtOnceIfThereIsNothingToSend) {
  server_.say("", Next::kEnd);
  EXPECT_EQ(Listener(server_).receive_to_end(), kLastChunk);
}

TEST_F(FeedAnswerTest, EndsWithTheConnectionForAnOldClient) {
  Client client(server_);
  client.send("GET /feed HTTP/1.0\r\n\r\n");
  EXPECT_THAT(client.receive_head(), AllOf(HasSubstr("Connection: close\r\n"), Not(HasSubstr("Transfer-Encoding")),
                                           Not(HasSubstr("Content-Length"))));
  server_.say("one");
  EXPECT_EQ(client.receive(3), "one");
  server_.say("two", Next::kEnd);
  EXPECT_EQ(client.receive_to_end(), "two");
}

TEST_F(FeedAnswerTest, IsAHeadAloneForHead) {
  Client client(server_);
  client.send("HEAD /feed HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_THAT(client.receive_head(),
              AllOf(HasSubstr("Content-Type: text/event-stream\r\n"), Not(HasSubstr("Content-Length"))));
  EXPECT_TRUE(server_.service().wait_for_feeds(0));
  EXPECT_THAT(client.get("/now"), AllOf(HasSubstr("Content-Length: 3\r\n"), EndsWith("now")));
}

TEST(FeedAnswer, SendsAnEmptyCommentIfNothingElseComes) {
  FeedServer server({.heartbeat = std::chrono::milliseconds(10)});
  EXPECT_EQ(Listener(server).receive(16), "3\r\n:\n\n\r\n3\r\n:\n\n\r\n");
}

TEST_F(FeedAnswerTest, IsAskedForMoreOnlyOnceTheClientHasTakenThePiece) {
  Listener client(server_);
  server_.say(std::string(kMoreThanIsTaken, 'x'));
  int asked = 0;
  server_.script([&](const FeedScript& script) { asked = script.asked; });
  server_.say("data: two\n\n");
  Client(server_).get("/now");
  server_.script([&](const FeedScript& script) { EXPECT_LE(script.asked, asked + 1); });
  client.receive(kMoreThanIsTaken + 11);
  EXPECT_EQ(client.receive(16), "b\r\ndata: two\n\n\r\n");
}

TEST_F(FeedAnswerTest, HoldsUpNeitherOthersNorAStopWhileItsSourceIsBusy) {
  Listener client(server_);
  server_.say("", Next::kMore);
  EXPECT_THAT(Client(server_).get("/now"), EndsWith("now"));
  EXPECT_TRUE(server_.ends_at_once());
  EXPECT_EQ(client.receive_to_end(), kLastChunk);
}

TEST_F(FeedAnswerTest, DropsWhatTheClientSendsMeanwhile) {
  Listener client(server_);
  client.send(std::string(100'000, 'x'));
  client.ask("/now");
  expect_passed_on(server_, client);
  server_.say("end", Next::kEnd);
  EXPECT_EQ(client.receive_to_end(), "3\r\nend\r\n0\r\n\r\n");
}

TEST_F(FeedAnswerTest, EndsAtOnceWhenTheClientHasGone_EvenInTheMiddleOfAPiece) {
  Listener closed(server_);
  Listener reset(server_);
  EXPECT_TRUE(server_.service().wait_for_feeds(2));
  closed.close();
  EXPECT_TRUE(server_.service().wait_for_feeds(1));
  reset.reset();
  EXPECT_TRUE(server_.service().wait_for_feeds(0));
  server_.script([](const FeedScript& script) { EXPECT_FALSE(script.wake); });
  Listener reading(server_);
  server_.say(std::string(kMoreThanIsTaken, 'x'));
  reading.receive(1000);
  reading.reset();
  EXPECT_TRUE(server_.service().wait_for_feeds(0));
}

TEST(FeedAnswer, EndsWhenTheClientDoesNotReadForTheIdleTime_ButMayBeSilentForLonger) {
  FeedServer server(impatient());
  Listener client(server);
  EXPECT_TRUE(Client(server).is_closed());
  expect_passed_on(server, client);
  server.say(std::string(kMoreThanIsTaken, 'x'));
  EXPECT_TRUE(server.service().wait_for_feeds(0));
}

TEST_F(FeedAnswerTest, EndsWithABugOfItsSourceAndNothingElseDoes) {
  Listener client(server_);
  server_.script([](FeedScript& script) { script.fails = true; });
  server_.say("");
  EXPECT_EQ(client.receive_to_end(), kLastChunk);
  EXPECT_THAT(Client(server_).get("/now"), EndsWith("now"));
}

TEST_F(FeedAnswerTest, EndsInOrderAtAStop) {
  Listener client(server_);
  server_.say("data: one\n\n");
  EXPECT_TRUE(server_.ends_at_once());
  EXPECT_EQ(client.receive_to_end(), "b\r\ndata: one\n\n\r\n0\r\n\r\n");
}

TEST_F(FeedAnswerTest, DoesNotHoldUpAStopIfTheClientDoesNotRead) {
  Listener client(server_);
  server_.say(std::string(kMoreThanIsTaken, 'x'));
  EXPECT_TRUE(server_.ends_at_once());
  EXPECT_LT(client.receive_to_end().size(), kMoreThanIsTaken);
}

TEST_F(FeedAnswerTest, EndsAtOnceIfItIsAskedForDuringAStop) {
  Client client(server_);
  client.get("/now");
  // One write after another: once the first answer is there, the server has read the part behind it, too.
  client.send("GET /now HTTP/1.1\r\nHost: localhost\r\n\r\nGET /feed HTTP/1.1\r\n");
  client.receive();
  server_.act([&] { server_.server().stop(); });
  client.send("Host: localhost\r\n\r\n");
  EXPECT_THAT(client.receive_head(), HasSubstr("text/event-stream"));
  EXPECT_EQ(client.receive_to_end(), kLastChunk);
}

class FeedAnswerOverTls : public ::testing::Test {
 protected:
  FeedServer server_{with_tls()};
  ListenerOf<TlsClient> client_{server_};
};

TEST_F(FeedAnswerOverTls, IsSentPieceByPieceAndEndsInOrderAtAStop) {
  expect_passed_on(server_, client_);
  expect_passed_on(server_, client_, std::string(60'000, 'x'));
  EXPECT_TRUE(server_.ends_at_once());
  boost::system::error_code error;
  EXPECT_EQ(client_.receive_to_end(error), kLastChunk);
  EXPECT_EQ(error, asio::error::eof) << "not closed in order: " << error.message();
}

TEST_F(FeedAnswerOverTls, DoesNotHoldUpAStopIfTheClientDoesNotRead) {
  server_.say(std::string(kMoreThanIsTaken, 'x'));
  EXPECT_TRUE(server_.ends_at_once());
}

TEST_F(FeedAnswerOverTls, EndsAtOnceWhenTheClientHasGone) {
  EXPECT_TRUE(server_.service().wait_for_feeds(1));
  client_.close();
  EXPECT_TRUE(server_.service().wait_for_feeds(0));
}

}  // namespace
}  // namespace voiceid::http
