#include "server/outbound/http_client.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <functional>
#include <future>
#include <thread>

#include "tests/server/outbound/sent_signature.hpp"
#include "tests/server/outbound/scripted_server.hpp"

// What s3_store_test and s3_failures_test do not show of it.
namespace voiceid::outbound {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using Clock = std::chrono::steady_clock;
using End = HttpReply::End;

constexpr auto kHang = Scripted::Then::kHang;
constexpr std::size_t kMost = 1000;

HttpRequest post_to(const std::string& url, std::string_view body) {
  return {Method::kPost, url, {"Content-Type: application/json"}, body, kMost};
}

HttpRules within(milliseconds time_out) { return {{}, {}, {}, time_out}; }

TEST(HttpClient, PostsABodyWithItsLengthAndHeaders) {
  HttpClient client;
  for (const std::size_t size : {0U, 1U, 100'000U, 3'000'000U}) {
    ScriptedServer server({answer(200, "taken")});
    const std::string body(size, 'a');
    const HttpReply reply = client.perform(post_to(server.endpoint() + "/a/b?c=%20d&e", body), within(seconds(10)), {});
    EXPECT_EQ(reply.end, End::kAnswered);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "taken");
    const SentRequest request = server.requests().at(0);
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "/a/b?c=%20d&e");
    EXPECT_EQ(request.body, body);
    EXPECT_EQ(request.header("content-length"), std::to_string(size));
    EXPECT_EQ(request.header("content-type"), "application/json");
    EXPECT_EQ(request.header("user-agent"), "voiceid-local");
  }
}

TEST(HttpClient, KeepsTheConnectionForTheNextRequest) {
  ScriptedServer server({answer(200, "taken"), answer(500, "not so"), answer(204)});
  HttpClient client;
  for (const long status : {200, 500, 204}) {
    EXPECT_EQ(client.perform(post_to(server.endpoint(), "{}"), within(seconds(10)), {}).status, status);
  }
  EXPECT_EQ(server.connections(), 1U);
}

TEST(HttpClient, SignsForAnyService) {
  ScriptedServer server({answer(200)});
  HttpClient client;
  HttpRequest request = post_to(server.endpoint() + "/", R"({"Entries":[]})");
  request.headers.emplace_back("X-Amz-Target: AWSEvents.PutEvents");
  const HttpRules rules{"events", {"eu-west-1", "AKIDEXAMPLE", "SECRET/+=", ""}, {}, seconds(10)};
  EXPECT_EQ(client.perform(request, rules, {}).end, End::kAnswered);
  const SentRequest sent = server.requests().at(0);
  EXPECT_EQ(sent.header("x-amz-target"), "AWSEvents.PutEvents");
  EXPECT_THAT(sent.header("authorization"), HasSubstr("/eu-west-1/events/aws4_request, "));
  EXPECT_THAT(sent.header("authorization"), HasSubstr("host;x-amz-date;x-amz-target,"));
  EXPECT_EQ(sent.header("authorization"),
            expected_authorization(sent, "AKIDEXAMPLE", "SECRET/+=", "eu-west-1", "events"));
}

TEST(HttpClient, SendsAndSignsTheSessionToken) {
  ScriptedServer server({answer(200)});
  HttpClient client;
  const HttpRules rules{"events", {"eu-west-1", "AKIDEXAMPLE", "SECRET", "token/+="}, {}, seconds(10)};
  client.perform(post_to(server.endpoint() + "/", "{}"), rules, {});
  const SentRequest sent = server.requests().at(0);
  EXPECT_EQ(sent.header("x-amz-security-token"), "token/+=");
  EXPECT_EQ(sent.header("authorization"), expected_authorization(sent, "AKIDEXAMPLE", "SECRET", "eu-west-1", "events"));
}

TEST(HttpClient, SignsNothingWithoutServiceOrKeys) {
  ScriptedServer server({answer(200)});
  HttpClient client;
  for (const HttpRules& rules : {HttpRules{"", {"eu-west-1", "AKID", "SECRET", "token"}, {}, seconds(10)},
                                 HttpRules{"events", {"eu-west-1", "", "", "token"}, {}, seconds(10)}}) {
    client.perform(post_to(server.endpoint(), "{}"), rules, {});
  }
  for (const SentRequest& request : server.requests()) {
    for (const std::string name : {"authorization", "x-amz-date", "x-amz-security-token"}) {
      EXPECT_EQ(request.headers.count(name), 0U) << name;
    }
  }
}

// A stalled server and one that is slow alike: the time-out is for all of it.
TEST(HttpClient, EndsAtTheTimeOutInAll) {
  HttpClient client;
  for (const std::string begun : {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"}) {
    ScriptedServer server({{begun, kHang}});
    const auto start = Clock::now();
    EXPECT_EQ(client.perform(post_to(server.endpoint(), "{}"), within(milliseconds(100)), {}).end, End::kTimedOut);
    EXPECT_GE(Clock::now() - start, milliseconds(100));
    EXPECT_LT(Clock::now() - start, seconds(10));
    EXPECT_EQ(server.requests().size(), 1U) << "it is not tried again here";
  }
}

TEST(HttpClient, FollowsNoRedirect) {
  ScriptedServer other({answer(200)});
  ScriptedServer server({answer(307, "", "Location: " + other.endpoint() + "/\r\n")});
  HttpClient client;
  const HttpReply reply = client.perform(post_to(server.endpoint(), "{}"), within(seconds(10)), {});
  EXPECT_EQ(reply.end, End::kAnswered);
  EXPECT_EQ(reply.status, 307);
  EXPECT_EQ(other.connections(), 0U);
}

TEST(HttpClient, TakesNoMoreThanIsAskedFor) {
  HttpClient client;
  ScriptedServer server({answer(200, std::string(kMost, 'a')), answer(200, std::string(kMost + 1, 'a'))});
  EXPECT_EQ(client.perform(post_to(server.endpoint(), "{}"), within(seconds(10)), {}).body.size(), kMost);
  const HttpReply reply = client.perform(post_to(server.endpoint(), "{}"), within(seconds(10)), {});
  EXPECT_EQ(reply.end, End::kTooLarge);
  EXPECT_EQ(reply.status, 200);
  ScriptedServer failing({answer(500, std::string(1'000'000, 'a'))});
  EXPECT_EQ(client.perform(post_to(failing.endpoint(), "{}"), within(seconds(10)), {}).status, 500);
}

TEST(HttpClient, SaysWhereNobodyListens) {
  const ClosedPort port;
  HttpClient client;
  const HttpReply reply = client.perform(post_to(port.endpoint(), "{}"), within(seconds(10)), {});
  EXPECT_EQ(reply.end, End::kUnanswered);
  EXPECT_THAT(reply.reason, MatchesRegex("Failed to connect to 127.0.0.1 .*"));
}

// The query may hold what only the receiver is to know.
TEST(HttpClient, SaysNothingOfPathAndQuery) {
  const ClosedPort port;
  HttpClient client;
  const HttpReply reply = client.perform(post_to(port.endpoint() + "/path?token", "{}"), within(seconds(10)), {});
  EXPECT_THAT(reply.reason, ::testing::Not(HasSubstr("path")));
  EXPECT_THAT(reply.reason, ::testing::Not(HasSubstr("token")));
}

TEST(HttpClient, AsksNoProxyForAPathOfTheLoopback) {
  const ScriptedServer server({answer(200, "text")});
  const ScriptedServer proxy({answer(502, "a proxy's")});
  HttpClient client;
  setenv("http_proxy", proxy.endpoint().c_str(), 1);
  const HttpReply reply = client.perform(post_to(server.endpoint() + "/events", "{}"), within(seconds(10)), {});
  unsetenv("http_proxy");
  EXPECT_EQ(reply.body, "text");
}

TEST(HttpClient, EndsAtOnceAtAStop) {
  ScriptedServer server({{"", kHang}});
  std::stop_source source;
  auto reply = std::async(std::launch::async, [&server, token = source.get_token()] {
    HttpClient client;
    return client.perform(post_to(server.endpoint(), "{}"), {}, token);
  });
  const auto deadline = Clock::now() + seconds(10);
  while (server.requests().empty() && Clock::now() < deadline) std::this_thread::yield();
  source.request_stop();
  ASSERT_EQ(reply.wait_for(seconds(5)), std::future_status::ready);
  EXPECT_EQ(reply.get().end, End::kStopped);
}

}  // namespace
}  // namespace voiceid::outbound
