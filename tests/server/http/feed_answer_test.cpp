#include "server/http/feed_answer.hpp"

#include <gmock/gmock.h>

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "tests/server/http/feed_server.hpp"

namespace voiceid::http {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// More than the buffers of both sockets take.
constexpr std::size_t kMoreThanIsTaken = 32 * 1024 * 1024;

// A client that has asked for the stream of /a and read the head.
class Listener : public Client {
 public:
  explicit Listener(const StreamServer& server) : Client(server) {
    ask("/a");
    head = receive_head();
  }

  std::string head;
};

TEST(FeedAnswer, BeginsWithTheHeadBeforeThereIsAnythingToSend) {
  StreamServer server;
  const Listener client(server);
  EXPECT_THAT(client.head,
              StartsWith("HTTP/1.1 200 OK\r\nx-amzn-RequestId: id\r\nContent-Type: text/event-stream\r\n"));
  EXPECT_THAT(client.head, AllOf(HasSubstr("X-More: said before\r\n"), HasSubstr("Connection: close\r\n"),
                                 HasSubstr("Transfer-Encoding: chunked\r\n"), Not(HasSubstr("Content-Length"))));
}

TEST(FeedAnswer, IsSentAsItComesInChunks) {
  StreamServer server;
  Listener client(server);
  for (const char* text : {"data: one\n\n", "data: two\n\n"}) {
    server.say(text);
    EXPECT_EQ(client.receive(16), std::string("b\r\n") + text + "\r\n");
  }
}

TEST(FeedAnswer, HasTheSizeOfALargeChunkInHexadecimal) {
  StreamServer server;
  Listener client(server);
  const std::string large(60'000, 'x');
  server.say(large);
  EXPECT_EQ(client.receive(6 + large.size() + 2), "ea60\r\n" + large + "\r\n");
}

TEST(FeedAnswer, EndsWithTheLastChunk) {
  StreamServer server;
  Listener client(server);
  server.feed([](Feed& feed) { feed.end_with("end"); });
  EXPECT_EQ(client.receive_to_end(), "3\r\nend\r\n0\r\n\r\n");
}

TEST(FeedAnswer, EndsAtOnceWhereThereIsNothingToSend) {
  StreamServer server;
  server.feed([](Feed& feed) { feed.end_with(""); });
  Listener client(server);
  EXPECT_EQ(client.receive_to_end(), "0\r\n\r\n");
}

TEST(FeedAnswer, EndsWithTheConnectionForAnOldClient) {
  StreamServer server;
  Client client(server);
  client.send("GET /a HTTP/1.0\r\n\r\n");
  const std::string head = client.receive_head();
  EXPECT_THAT(head, AllOf(HasSubstr("Connection: close\r\n"), Not(HasSubstr("Transfer-Encoding")),
                          Not(HasSubstr("Content-Length"))));
  server.say("one");
  EXPECT_EQ(client.receive(3), "one");
  server.feed([](Feed& feed) { feed.end_with("two"); });
  EXPECT_EQ(client.receive_to_end(), "two");
}

TEST(FeedAnswer, IsAHeadAloneForHead) {
  StreamServer server;
  Client client(server);
  client.send("HEAD /a HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_THAT(client.receive_head(),
              AllOf(HasSubstr("Content-Type: text/event-stream\r\n"), Not(HasSubstr("Content-Length"))));
  EXPECT_TRUE(server.service().wait_for_streams("/a", 0));
  client.ask("/now");
  EXPECT_THAT(client.receive(), AllOf(HasSubstr("Content-Length: 3\r\n"), EndsWith("now")));
}

TEST(FeedAnswer, SendsAnEmptyCommentWhereNothingElseComes) {
  ServerOptions options;
  options.heartbeat = std::chrono::milliseconds(10);
  StreamServer server(options);
  Listener client(server);
  EXPECT_EQ(client.receive(16), "3\r\n:\n\n\r\n3\r\n:\n\n\r\n");
}

TEST(FeedAnswer, IsAskedForMoreOnlyWhenThatBeforeWasTaken) {
  StreamServer server;
  Listener client(server);
  server.say(std::string(kMoreThanIsTaken, 'x'));
  int asked = 0;
  server.feed([&](Feed& feed) { asked = feed.asked(); });
  server.say("data: two\n\n");
  Client other(server);
  other.ask("/now");
  other.receive();
  server.feed([&](const Feed& feed) { EXPECT_LE(feed.asked(), asked + 1); });
  client.receive(kMoreThanIsTaken + 11);
  EXPECT_EQ(client.receive(16), "b\r\ndata: two\n\n\r\n");
}

TEST(FeedAnswer, HoldsUpNobodyElse) {
  StreamServer server;
  const Listener client(server);
  server.feed([](Feed& feed) { feed.be_busy(); });
  Client other(server);
  other.ask("/now");
  EXPECT_THAT(other.receive(), EndsWith("now"));
}

TEST(FeedAnswer, ForgetsWhatTheClientSendsMeanwhile) {
  StreamServer server;
  Listener client(server);
  client.send(std::string(100'000, 'x'));
  client.ask("/now");
  server.say("data: one\n\n");
  EXPECT_EQ(client.receive(16), "b\r\ndata: one\n\n\r\n");
  server.feed([](Feed& feed) { feed.end_with("end"); });
  EXPECT_EQ(client.receive_to_end(), "3\r\nend\r\n0\r\n\r\n");
}

TEST(FeedAnswer, EndsAtOnceWhenTheClientHasGone) {
  StreamServer server;
  Listener closed(server);
  Listener reset(server);
  EXPECT_TRUE(server.service().wait_for_streams("/a", 2));
  closed.close();
  EXPECT_TRUE(server.service().wait_for_streams("/a", 1));
  reset.reset();
  EXPECT_TRUE(server.service().wait_for_streams("/a", 0));
  server.feed([](const Feed& feed) { EXPECT_FALSE(feed.has_wake()); });
}

TEST(FeedAnswer, EndsWhenTheClientGoesInTheMiddleOfAPiece) {
  StreamServer server;
  Listener client(server);
  server.say(std::string(kMoreThanIsTaken, 'x'));
  client.receive(1000);
  client.reset();
  EXPECT_TRUE(server.service().wait_for_streams("/a", 0));
}

TEST(FeedAnswer, EndsWhenTheClientDoesNotReadForTheIdleTime) {
  ServerOptions options;
  options.idle_timeout = std::chrono::seconds(0);
  StreamServer server(options);
  const Listener client(server);
  server.say(std::string(kMoreThanIsTaken, 'x'));
  EXPECT_TRUE(server.service().wait_for_streams("/a", 0));
}

TEST(FeedAnswer, MayBeSilentForLongerThanTheIdleTime) {
  ServerOptions options;
  options.idle_timeout = std::chrono::seconds(0);
  StreamServer server(options);
  Listener client(server);
  Client idle(server);
  EXPECT_TRUE(idle.is_closed());
  server.say("data: one\n\n");
  EXPECT_EQ(client.receive(16), "b\r\ndata: one\n\n\r\n");
}

TEST(FeedAnswer, EndsWithABugOfItsSourceAndNothingElseDoes) {
  StreamServer server;
  Listener client(server);
  server.feed([](Feed& feed) { feed.fail(); });
  EXPECT_EQ(client.receive_to_end(), "0\r\n\r\n");
  Client other(server);
  other.ask("/now");
  EXPECT_THAT(other.receive(), EndsWith("now"));
}

// Stops it and says whether that took less than what requests in flight have.
bool ends_at_once(StreamServer& server) {
  const auto begun = std::chrono::steady_clock::now();
  server.end();
  return std::chrono::steady_clock::now() - begun < HttpServer::kStopTime;
}

TEST(FeedAnswer, EndsInOrderAtAStop) {
  StreamServer server;
  Listener client(server);
  server.say("data: one\n\n");
  EXPECT_TRUE(ends_at_once(server));
  EXPECT_EQ(client.receive_to_end(), "b\r\ndata: one\n\n\r\n0\r\n\r\n");
}

TEST(FeedAnswer, DoesNotHoldUpAStopWhereTheClientDoesNotRead) {
  StreamServer server;
  Listener client(server);
  server.say(std::string(kMoreThanIsTaken, 'x'));
  EXPECT_TRUE(ends_at_once(server));
  EXPECT_LT(client.receive_to_end().size(), kMoreThanIsTaken);
}

TEST(FeedAnswer, DoesNotHoldUpAStopWhereItsSourceIsBusy) {
  StreamServer server;
  Listener client(server);
  server.feed([](Feed& feed) { feed.be_busy(); });
  EXPECT_TRUE(ends_at_once(server));
  EXPECT_EQ(client.receive_to_end(), "0\r\n\r\n");
}

TEST(FeedAnswer, EndsAtOnceWhereItIsAskedForDuringAStop) {
  StreamServer server;
  Client client(server);
  client.ask("/now");
  client.receive();
  // One write after another: when the answer to what comes behind is there, the part before was read.
  client.send("GET /now HTTP/1.1\r\nHost: localhost\r\n\r\nGET /a HTTP/1.1\r\n");
  client.receive();
  server.act([&] { server.server().stop(); });
  client.send("Host: localhost\r\n\r\n");
  EXPECT_THAT(client.receive_head(), HasSubstr("text/event-stream"));
  EXPECT_EQ(client.receive_to_end(), "0\r\n\r\n");
}

// A client that speaks TLS, to a server whose certificate it does not look at.
class TlsListener {
 public:
  explicit TlsListener(const StreamServer& server) {
    stream_.next_layer().connect({asio::ip::make_address("127.0.0.1"), server.port()});
    stream_.handshake(asio::ssl::stream_base::client);
    const std::string request = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n";
    asio::write(stream_, asio::buffer(request));
    received_.erase(0, asio::read_until(stream_, asio::dynamic_buffer(received_), "\r\n\r\n"));
  }

  std::string receive(std::size_t size) {
    if (received_.size() < size) {
      asio::read(stream_, asio::dynamic_buffer(received_), asio::transfer_exactly(size - received_.size()));
    }
    return std::exchange(received_, received_.substr(size)).substr(0, size);
  }
  // All that comes until the server says that nothing more does.
  std::string receive_to_end() {
    boost::system::error_code error;
    asio::read(stream_, asio::dynamic_buffer(received_), error);
    EXPECT_EQ(error, asio::error::eof) << "not closed in order: " << error.message();
    return received_;
  }
  void close() { stream_.next_layer().close(); }

 private:
  asio::io_context context_;
  asio::ssl::context tls_{asio::ssl::context::tls_client};
  asio::ssl::stream<asio::ip::tcp::socket> stream_{context_, tls_};
  std::string received_;
};

ServerOptions with_tls() {
  ServerOptions options;
  options.tls.self_signed = true;
  return options;
}

TEST(FeedAnswerOverTls, IsSentAsItComes) {
  StreamServer server(with_tls());
  TlsListener client(server);
  for (const char* text : {"data: one\n\n", "data: two\n\n"}) {
    server.say(text);
    EXPECT_EQ(client.receive(16), std::string("b\r\n") + text + "\r\n");
  }
  const std::string large(60'000, 'x');
  server.say(large);
  EXPECT_EQ(client.receive(6 + large.size() + 2), "ea60\r\n" + large + "\r\n");
}

TEST(FeedAnswerOverTls, EndsInOrderAtAStop) {
  StreamServer server(with_tls());
  TlsListener client(server);
  EXPECT_TRUE(ends_at_once(server));
  EXPECT_EQ(client.receive_to_end(), "0\r\n\r\n");
}

TEST(FeedAnswerOverTls, DoesNotHoldUpAStopWhereTheClientDoesNotRead) {
  StreamServer server(with_tls());
  const TlsListener client(server);
  server.say(std::string(kMoreThanIsTaken, 'x'));
  EXPECT_TRUE(ends_at_once(server));
}

TEST(FeedAnswerOverTls, EndsAtOnceWhenTheClientHasGone) {
  StreamServer server(with_tls());
  TlsListener client(server);
  EXPECT_TRUE(server.service().wait_for_streams("/a", 1));
  client.close();
  EXPECT_TRUE(server.service().wait_for_streams("/a", 0));
}

}  // namespace
}  // namespace voiceid::http
