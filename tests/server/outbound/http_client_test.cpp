#include "server/outbound/http_client.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <future>
#include <set>
#include <thread>

#include "server/outbound/backoff.hpp"
#include "tests/domain/matchers.hpp"
#include "tests/server/outbound/scripted_server.hpp"
#include "tests/server/outbound/sent_signature.hpp"

// s3_store_test holds the rest.
namespace voiceid::outbound {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using Clock = std::chrono::steady_clock;
using End = HttpReply::End;

constexpr auto kHang = Scripted::Then::kHang;
constexpr std::size_t kMost = 1000;

class HttpClientTest : public ::testing::Test {
 protected:
  HttpReply post(const std::string& url, std::string_view body, const HttpRules& rules) {
    return client_.perform({Method::kPost, url, {"Content-Type: application/json"}, body, kMost}, rules, {});
  }
  HttpReply post(const std::string& url, std::string_view body = "{}") {
    return post(url, body, {.time_out = minutes(1)});
  }

  HttpClient client_;
};

TEST_F(HttpClientTest, PostsABodyWithItsLengthAndHeaders) {
  for (const std::size_t size : {0U, 1U, 100'000U, 3'000'000U}) {
    ScriptedServer server({answer(200, "taken")});
    const std::string body(size, 'a');
    const HttpReply reply = post(server.endpoint() + "/a/b?c=%20d&e", body);
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

TEST_F(HttpClientTest, KeepsTheConnectionForTheNextRequest) {
  ScriptedServer server({answer(200, "taken"), answer(500, "not so"), answer(204)});
  for (const long status : {200, 500, 204}) EXPECT_EQ(post(server.endpoint()).status, status);
  EXPECT_EQ(server.connections(), 1U);
}

TEST_F(HttpClientTest, SignsForAnyService_WithTheSessionTokenAndTheTargetOfAnOperation) {
  for (const std::string token : {"", "token/+="}) {
    ScriptedServer server({answer(200)});
    HttpRules rules{.service = "events", .time_out = minutes(1)};
    rules.identity = {"eu-west-1", "AKIDEXAMPLE", "SECRET/+=", token};
    const HttpReply reply = client_.perform(
        {Method::kPost, server.endpoint() + "/", {"X-Amz-Target: AWSEvents.PutEvents"}, "{}", kMost}, rules, {});
    EXPECT_EQ(reply.end, End::kAnswered);
    const SentRequest sent = server.requests().at(0);
    EXPECT_THAT(sent.header("authorization"), HasSubstr("/eu-west-1/events/aws4_request, "));
    EXPECT_THAT(sent.header("authorization"), HasSubstr("host;x-amz-date;"));
    EXPECT_THAT(sent.header("authorization"), HasSubstr(";x-amz-target,"));
    EXPECT_EQ(sent.header("x-amz-target"), "AWSEvents.PutEvents");
    EXPECT_EQ(sent.header("x-amz-security-token"), token);
    EXPECT_EQ(sent.header("authorization"),
              expected_authorization(sent, "AKIDEXAMPLE", "SECRET/+=", "eu-west-1", "events"));
  }
}

TEST_F(HttpClientTest, SignsNothingWithoutServiceOrKeys) {
  for (const auto& [service, key] : {std::pair{"", "AKID"}, std::pair{"events", ""}}) {
    ScriptedServer server({answer(200)});
    HttpRules rules{.service = service, .time_out = minutes(1)};
    rules.identity = {"eu-west-1", key, key, "token"};
    post(server.endpoint(), "{}", rules);
    const SentRequest request = server.requests().at(0);
    for (const std::string name : {"authorization", "x-amz-date", "x-amz-security-token"}) {
      EXPECT_EQ(request.headers.count(name), 0U) << name;
    }
  }
}

// The time-out is for the whole request, whether the server stalls or is slow.
TEST_F(HttpClientTest, EndsAtTheTimeOutAndDoesNotTryAgain) {
  for (const std::string begun : {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"}) {
    ScriptedServer server({{begun, kHang}});
    const auto start = Clock::now();
    EXPECT_EQ(post(server.endpoint(), "{}", {.time_out = milliseconds(100)}).end, End::kTimedOut);
    EXPECT_GE(Clock::now() - start, milliseconds(100));
    EXPECT_LE(server.requests().size(), 1U);
  }
}

TEST_F(HttpClientTest, DoesNotFollowRedirects) {
  ScriptedServer other({answer(200)});
  ScriptedServer server({answer(307, "", "Location: " + other.endpoint() + "/\r\n")});
  const HttpReply reply = post(server.endpoint());
  EXPECT_EQ(reply.end, End::kAnswered);
  EXPECT_EQ(reply.status, 307);
  EXPECT_EQ(other.connections(), 0U);
}

TEST_F(HttpClientTest, TakesNoMoreThanIsAskedFor) {
  ScriptedServer server({answer(200, std::string(kMost, 'a')), answer(200, std::string(kMost + 1, 'a')),
                         answer(500, std::string(1'000'000, 'a'))});
  EXPECT_EQ(post(server.endpoint()).body.size(), kMost);
  const HttpReply reply = post(server.endpoint());
  EXPECT_EQ(reply.end, End::kTooLarge);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(post(server.endpoint()).status, 500);
}

// The path and the query may contain a secret between the client and the receiver.
TEST_F(HttpClientTest, SaysWhereNobodyListensWithoutPathAndQuery) {
  const ClosedPort port;
  const HttpReply reply = post(port.endpoint() + "/path?token");
  EXPECT_EQ(reply.end, End::kUnanswered);
  EXPECT_THAT(reply.reason, AllOf(MatchesRegex("Failed to connect to 127.0.0.1 .*"), Not(HasSubstr("path")),
                                  Not(HasSubstr("token"))));
}

TEST_F(HttpClientTest, UsesNoProxyForAPathOnTheLoopback) {
  const ScriptedServer server({answer(200, "text")});
  const ScriptedServer proxy({answer(502, "a proxy's")});
  setenv("http_proxy", proxy.endpoint().c_str(), 1);
  const HttpReply reply = post(server.endpoint() + "/events");
  unsetenv("http_proxy");
  EXPECT_EQ(reply.body, "text");
}

TEST(HttpClient, ReturnsAtOnceAtAStop) {
  ScriptedServer server({{"", kHang}});
  std::stop_source source;
  auto reply = std::async(std::launch::async, [&server, token = source.get_token()] {
    return HttpClient().perform({Method::kPost, server.endpoint(), {}, "{}", kMost}, {}, token);
  });
  const auto deadline = Clock::now() + minutes(1);
  while (server.requests().empty() && Clock::now() < deadline) std::this_thread::yield();
  source.request_stop();
  ASSERT_EQ(reply.wait_for(minutes(1)), std::future_status::ready);
  EXPECT_EQ(reply.get().end, End::kStopped);
}

// How long the next pause takes, in whole milliseconds.
milliseconds::rep length_of_pause(Backoff& backoff) {
  const auto begun = Clock::now();
  EXPECT_TRUE(backoff.pause({}));
  return std::chrono::floor<milliseconds>(Clock::now() - begun).count();
}

TEST(Backoff, AllowsThatManyTries) {
  for (const int tries : {1, 2, 5}) {
    Backoff backoff(tries, milliseconds(0));
    int made = 1;
    while (backoff.pause({})) ++made;
    EXPECT_EQ(made, tries);
    EXPECT_FALSE(backoff.pause({})) << "there are no more later on";
  }
  EXPECT_FALSE(Backoff(1, hours(1)).pause({})) << "without a pause after the last";
}

TEST(Backoff, DoublesThePauses) {
  Backoff backoff(4, milliseconds(20));
  for (const int least : {20, 40, 80}) EXPECT_GE(length_of_pause(backoff), least);
}

TEST(Backoff, MakesPausesOfDifferentLengths) {
  std::set<milliseconds::rep> lengths;
  for (int i = 0; i < 10; ++i) {
    Backoff backoff(2, milliseconds(20));
    lengths.insert(length_of_pause(backoff));
  }
  EXPECT_GT(lengths.size(), 1U);
}

TEST(Backoff, EndsAtAStopAndAllowsNoMoreTries) {
  std::stop_source source;
  auto tried_again =
      std::async(std::launch::async, [token = source.get_token()] { return Backoff(5, hours(1)).pause(token); });
  source.request_stop();
  ASSERT_EQ(tried_again.wait_for(minutes(1)), std::future_status::ready);
  EXPECT_FALSE(tried_again.get());
  EXPECT_FALSE(Backoff(5, hours(1)).pause(source.get_token()));
}

TEST(CheckIdentity, RefusesWhatCannotSign_WithoutShowingIt) {
  struct Case {
    std::string AwsIdentity::*member;
    std::string value;
    std::string message;
  };
  const std::string together = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be used together.";
  const std::string printable = "AWS_ACCESS_KEY_ID and AWS_SESSION_TOKEN must be printable ASCII without blanks.";
  const std::string region = "The region for signatures must be a name such as us-east-1.";
  for (const auto& [member, value, message] :
       {Case{&AwsIdentity::access_key, "", together}, Case{&AwsIdentity::secret_key, "", together},
        Case{&AwsIdentity::access_key, "A\r\nX: y", printable}, Case{&AwsIdentity::session_token, "t\nX: y", printable},
        Case{&AwsIdentity::region, "", region}, Case{&AwsIdentity::region, "eu:west", region},
        Case{&AwsIdentity::region, "eu west", region}}) {
    AwsIdentity identity{"us-east-1", "AKID", "SECRET", ""};
    EXPECT_TRUE(check_identity(identity));
    identity.*member = value;
    const auto failure = failure_of(check_identity(identity));
    ASSERT_THAT(failure, is_validation_failure());
    EXPECT_EQ(failure->message, message);
  }
}

}  // namespace
}  // namespace voiceid::outbound
