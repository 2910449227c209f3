#include "server/app.hpp"

#include <gmock/gmock.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

namespace voiceid::server {
namespace {

namespace asio = http::asio;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// The whole server in this process, on a thread of its own.
class RunningApp {
 public:
  explicit RunningApp(Options options = {})
      : app_(context_, at_any_port(std::move(options)), objects::open_storage({}).value()) {
    if (auto listening = app_.listen(); !listening) throw std::runtime_error(listening.error().message);
    app_.start();
    thread_ = std::thread([this] { context_.run(); });
  }
  RunningApp(const RunningApp&) = delete;
  RunningApp& operator=(const RunningApp&) = delete;
  ~RunningApp() {
    stop();
    thread_.join();
  }

  void stop() {
    asio::post(context_, [this] { app_.stop(); });
  }
  std::uint16_t port() const { return app_.port(); }

 private:
  static Options at_any_port(Options options) {
    options.server.port = 0;
    return options;
  }

  asio::io_context context_{1};
  App app_;
  std::thread thread_;
};

// A client that sends bytes and reads answers, one after another.
class Client {
 public:
  explicit Client(const RunningApp& app) { socket_.connect({asio::ip::make_address("127.0.0.1"), app.port()}); }

  void send(const std::string& bytes) { asio::write(socket_, asio::buffer(bytes)); }

  // One answer, head and body.
  std::string receive() {
    const std::size_t head = asio::read_until(socket_, asio::dynamic_buffer(received_), "\r\n\r\n");
    const std::size_t place = received_.find("Content-Length: ") + std::string("Content-Length: ").size();
    const std::size_t length = head + std::stoul(received_.substr(place));
    if (received_.size() < length) {
      asio::read(socket_, asio::dynamic_buffer(received_), asio::transfer_exactly(length - received_.size()));
    }
    std::string answer = received_.substr(0, length);
    received_.erase(0, length);
    return answer;
  }

  // An answer that has a head alone.
  std::string receive_interim() {
    const std::size_t head = asio::read_until(socket_, asio::dynamic_buffer(received_), "\r\n\r\n");
    std::string answer = received_.substr(0, head);
    received_.erase(0, head);
    return answer;
  }

  // Whether the server closes without another byte.
  bool is_closed() {
    char byte = 0;
    boost::system::error_code error;
    socket_.read_some(asio::buffer(&byte, 1), error);
    return error == asio::error::eof;
  }

 private:
  asio::io_context context_;
  asio::ip::tcp::socket socket_{context_};
  std::string received_;
};

std::string api_request(const std::string& operation, const std::string& body, const std::string& headers = {}) {
  return "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: VoiceID." + operation + "\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

nlohmann::json body_of(const std::string& answer) {
  return nlohmann::json::parse(answer.substr(answer.find("\r\n\r\n") + 4));
}

const std::string kNewDomain = R"({"Name":"demo","ServerSideEncryptionConfiguration":{"KmsKeyId":"k"}})";

TEST(App, AnswersPipelinedRequestsInOrder) {
  const RunningApp app;
  Client client(app);
  client.send(api_request("CreateDomain", kNewDomain) + "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n" +
              api_request("ListDomains", ""));
  EXPECT_EQ(body_of(client.receive())["Domain"]["DomainStatus"], "ACTIVE");
  EXPECT_EQ(body_of(client.receive())["Status"], "running");
  EXPECT_EQ(body_of(client.receive())["DomainSummaries"].size(), 1U);
}

TEST(App, ForgetsEverythingOnReset) {
  const RunningApp app;
  Client client(app);
  client.send(api_request("CreateDomain", kNewDomain) + "POST /_voiceid/reset HTTP/1.1\r\nHost: localhost\r\n\r\n" +
              api_request("ListDomains", ""));
  client.receive();
  EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 200 OK"));
  EXPECT_EQ(body_of(client.receive())["DomainSummaries"].size(), 0U);
}

TEST(App, RepeatsIdentifiersOfASeedAfterReset) {
  Options options;
  options.seed = 7;
  const RunningApp app(options);
  Client client(app);
  const auto create = [&client] {
    client.send(api_request("CreateDomain", kNewDomain));
    return body_of(client.receive())["Domain"]["DomainId"];
  };
  const auto first = create();
  EXPECT_NE(create(), first);
  client.send("POST /_voiceid/reset HTTP/1.1\r\nHost: localhost\r\n\r\n");
  client.receive();
  EXPECT_EQ(create(), first);
}

TEST(App, AnswersARequestInFlightWhenItIsStopped) {
  RunningApp app;
  Client client(app);
  const std::string request = api_request("ListDomains", "{}", "Expect: 100-continue\r\n");
  client.send(request.substr(0, request.size() - 1));
  // This shows that the server has read the header, so that the request is in flight.
  EXPECT_EQ(client.receive_interim(), "HTTP/1.1 100 Continue\r\n\r\n");
  app.stop();
  client.send(request.substr(request.size() - 1));
  const std::string answer = client.receive();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK"));
  EXPECT_THAT(answer, HasSubstr("Connection: close"));
  EXPECT_TRUE(client.is_closed());
}

TEST(App, ClosesIdleConnectionsWhenItIsStopped) {
  RunningApp app;
  Client client(app);
  client.send(api_request("ListDomains", ""));
  EXPECT_THAT(client.receive(), Not(HasSubstr("Connection:")));
  app.stop();
  EXPECT_TRUE(client.is_closed());
}

TEST(App, TellsAConnectionTooManyWhy) {
  Options options;
  options.server.max_connections = 1;
  const RunningApp app(options);
  Client first(app);
  first.send(api_request("ListDomains", ""));
  first.receive();
  Client second(app);
  const std::string answer = second.receive();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 503"));
  EXPECT_THAT(answer, HasSubstr("--max-connections"));
  EXPECT_TRUE(second.is_closed());
}

TEST(App, RefusesABodyOver1MiBInTheFormOfThePath) {
  const RunningApp app;
  Client api(app);
  api.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048577\r\n\r\n");
  EXPECT_EQ(body_of(api.receive())["__type"], "com.amazon.coral.service#RequestEntityTooLargeException");
  Client control(app);
  control.send("PUT /_voiceid/clock HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048577\r\n\r\n");
  EXPECT_EQ(body_of(control.receive())["Error"], "RequestEntityTooLargeException");
}

TEST(App, SaysWhichAddressItCannotListenOn) {
  const RunningApp taken;
  asio::io_context context;
  Options options;
  options.server.port = taken.port();
  App second(context, options, objects::open_storage({}).value());
  const auto listening = second.listen();
  ASSERT_FALSE(listening);
  EXPECT_THAT(listening.error().message, HasSubstr("127.0.0.1 port " + std::to_string(taken.port())));
}

}  // namespace
}  // namespace voiceid::server
