#include "server/objects/s3_store.hpp"

#include <cstdlib>
#include <future>

#include "base/digest.hpp"
#include "base/hex.hpp"
#include "tests/server/objects/storage_fixture.hpp"
#include "tests/server/outbound/scripted_server.hpp"
#include "tests/server/outbound/sent_signature.hpp"

// tests/server/outbound/http_client_test.cpp holds what is the same for every server.
namespace voiceid::objects {
namespace {

using outbound::answer;
using outbound::ClosedPort;
using outbound::Scripted;
using outbound::ScriptedServer;
using outbound::SentRequest;
using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

constexpr auto kHang = Scripted::Then::kHang;
constexpr auto kClose = Scripted::Then::kClose;

class S3StoreTest : public ::testing::Test {
 protected:
  static S3Options options_for(const std::string& endpoint) {
    return {.endpoint = endpoint,
            .identity = {"eu-west-1", "AKIDEXAMPLE", "SECRET/+=", ""},
            .timeout = std::chrono::minutes(1)};
  }

  Result<std::string> get(const S3Options& options, std::size_t max_bytes = kMaxObjectBytes) {
    return S3Store(options).get(uri_, max_bytes, gate_);
  }
  Result<void> put(const S3Options& options, std::string_view content = "text") {
    return S3Store(options).put(uri_, content, gate_);
  }
  Result<std::string> get(const ScriptedServer& server) { return get(options_for(server.endpoint())); }
  Result<void> put(const ScriptedServer& server) { return put(options_for(server.endpoint())); }

  S3Uri uri_{"bucket", "a/b.json"};
  work::StopGate gate_;
};

// The signature that the server computes.
std::string signature_of(const SentRequest& request) {
  return outbound::expected_authorization(request, "AKIDEXAMPLE", "SECRET/+=", "eu-west-1");
}

TEST_F(S3StoreTest, GetsAndPutsAnObjectByItsPath_WithItsDigestAndASignatureOfTheRegion) {
  const std::string content("any\0thing", 9);
  ScriptedServer server({answer(200, content), answer(200)});
  S3Options options = options_for(server.endpoint());
  options.identity.session_token = std::string(1200, 't') + "/+=";
  EXPECT_EQ(get(options).value(), content);
  EXPECT_EQ(error_of(put(options, content)), "no error");
  const auto requests = server.requests();
  EXPECT_EQ(requests.at(0).method, "GET");
  EXPECT_EQ(requests.at(1).method, "PUT");
  EXPECT_EQ(requests.at(1).header("content-type"), "application/octet-stream");
  EXPECT_EQ(requests.at(1).body, content);
  for (const SentRequest& request : requests) {
    EXPECT_EQ(request.target, "/bucket/a/b.json");
    EXPECT_EQ(request.header("x-amz-content-sha256"), hex(sha256(request.body)));
    EXPECT_EQ(request.header("x-amz-security-token"), options.identity.session_token);
    EXPECT_THAT(request.header("authorization"), HasSubstr("/eu-west-1/s3/aws4_request, SignedHeaders="));
    EXPECT_THAT(request.header("authorization"),
                HasSubstr("host;x-amz-content-sha256;x-amz-date;x-amz-security-token"));
    EXPECT_EQ(request.header("authorization"), signature_of(request));
  }
}

TEST_F(S3StoreTest, SignsNothingWithoutKeys) {
  ScriptedServer server({answer(200)});
  S3Options options = options_for(server.endpoint());
  options.identity.access_key = options.identity.secret_key = "";
  ASSERT_TRUE(get(options));
  ASSERT_TRUE(put(options));
  for (const SentRequest& request : server.requests()) {
    EXPECT_EQ(request.headers.count("authorization") + request.headers.count("x-amz-content-sha256"), 0U);
  }
}

TEST_F(S3StoreTest, EncodesAndSignsKeysAsS3Does) {
  using Encoding = std::pair<std::string, std::string>;
  for (const auto& [key, target] :
       {Encoding("a b", "a%20b"), Encoding("a+b", "a%2Bb"), Encoding("a%20b", "a%2520b"),
        Encoding("a?b=c&d", "a%3Fb%3Dc%26d"), Encoding("a#b", "a%23b"), Encoding("\u00e9/\u4e2d", "%C3%A9/%E4%B8%AD"),
        Encoding("a\r\nX: y", "a%0D%0AX%3A%20y"), Encoding("[1-3]{a,b}", "%5B1-3%5D%7Ba%2Cb%7D"),
        Encoding("!'()*;:@$,[]\"<>\\^`{|}", "%21%27%28%29%2A%3B%3A%40%24%2C%5B%5D%22%3C%3E%5C%5E%60%7B%7C%7D"),
        Encoding("-._~AZaz09", "-._~AZaz09"), Encoding("a//b/", "a//b/"), Encoding("../a/./b", "../a/./b"),
        Encoding("/a", "/a")}) {
    ScriptedServer server({answer(200)});
    uri_.key = key;
    ASSERT_TRUE(get(server));
    ASSERT_TRUE(put(server));
    for (const SentRequest& request : server.requests()) {
      EXPECT_EQ(request.target, "/bucket/" + target);
      EXPECT_EQ(request.header("authorization"), signature_of(request)) << key;
    }
  }
}

// object_key_test.cpp holds which are.
TEST_F(S3StoreTest, SendsNoRequestForAnInvalidKey) {
  ScriptedServer server({answer(200)});
  uri_.key = "\xff";
  EXPECT_THAT(error_of(get(server)), StartsWith("ValidationException: "));
  EXPECT_THAT(error_of(put(server)), StartsWith("ValidationException: "));
  EXPECT_EQ(server.connections(), 0U);
}

TEST_F(S3StoreTest, KeepsTheConnection_AndReconnectsIfTheServerClosedIt) {
  ScriptedServer keeping({answer(200)});
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(get(keeping));
  ASSERT_TRUE(put(keeping));
  EXPECT_EQ(keeping.connections(), 1U);
  Scripted closed = answer(200, "text");
  closed.then = kClose;
  ScriptedServer closing({closed});
  for (int i = 0; i < 5; ++i) EXPECT_EQ(get(closing).value(), "text");
  EXPECT_EQ(closing.requests().size(), 5U);
}

TEST_F(S3StoreTest, ReachesOtherMachinesThroughTheProxy) {
  ScriptedServer proxy({answer(200, "by the proxy")}, "storage.invalid");
  setenv("http_proxy", proxy.endpoint().c_str(), 1);
  S3Options options = options_for("http://storage.invalid");
  options.identity.access_key.clear();
  const auto content = get(options);
  unsetenv("http_proxy");
  EXPECT_EQ(content ? *content : error_of(content), "by the proxy");
  EXPECT_EQ(proxy.requests().at(0).target, "http://storage.invalid/bucket/a/b.json");
}

std::string error_document(const std::string& code) {
  return R"(<?xml version="1.0" encoding="UTF-8"?><Error><Code>)" + code +
         "</Code><Message>It is so.</Message><Resource>/</Resource></Error>";
}

TEST_F(S3StoreTest, ReportsARefusalAtTheFirstAttempt) {
  struct Case {
    Scripted answer;
    std::string error;
  };
  const auto denied = [](const std::string& document) { return answer(403, document); };
  const std::string none = "NoSuchKey: There is no object s3://bucket/a/b.json";
  const std::string no_access = "AccessDenied: The S3 server denied access to s3://bucket/a/b.json with status ";
  const std::string refused = "ValidationException: The S3 server refused the request for s3://bucket/a/b.json with ";
  for (const auto& [scripted, error] :
       {Case{answer(404, error_document("NoSuchKey")), none + "."},
        Case{answer(404, error_document("NoSuchBucket")), none + ": there is no such bucket."},
        Case{answer(404), none + "."}, Case{denied(error_document("AccessDenied")), no_access + "403 (AccessDenied)."},
        Case{denied(error_document("SignatureDoesNotMatch")), no_access + "403 (SignatureDoesNotMatch)."},
        Case{answer(401), no_access + "401."},
        // Documents without a code that can be shown.
        Case{denied(""), no_access + "403."}, Case{denied("<html><body>Forbidden</body></html>"), no_access + "403."},
        Case{denied("<Error><Code>Access"), no_access + "403."},
        Case{denied("<Error><Code><b>x</b></Code></Error>"), no_access + "403."},
        Case{denied("<Code>" + std::string(60'000, 'a') + "</Code>"), no_access + "403."},
        Case{denied("<Code>\xff\x01</Code>"), no_access + "403."},
        Case{denied(std::string(1'000'000, ' ') + error_document("AccessDenied")), no_access + "403."},
        Case{answer(400, error_document("AuthorizationHeaderMalformed")),
             refused + "status 400 (AuthorizationHeaderMalformed)."},
        Case{answer(307, "", "Location: http://127.0.0.1:1/other\r\n"), refused + "status 307."}}) {
    ScriptedServer server({scripted});
    EXPECT_EQ(error_of(get(server)), error);
    EXPECT_EQ(error_of(put(server)), error);
    EXPECT_EQ(server.requests().size(), 2U) << error;
  }
}

TEST_F(S3StoreTest, RepeatsARequestWhoseFailureMayPass) {
  ScriptedServer server({answer(500), answer(503, error_document("SlowDown")), {"", kClose}, answer(200, "text")});
  EXPECT_EQ(get(server).value(), "text");
  EXPECT_EQ(server.requests().size(), 4U);
  ScriptedServer other({answer(429), {"HTTP/1.1 200", kClose}, answer(408), answer(200)});
  const std::string content(100'000, 'a');
  EXPECT_EQ(error_of(put(options_for(other.endpoint()), content)), "no error");
  ASSERT_EQ(other.requests().size(), 4U);
  for (const SentRequest& request : other.requests()) EXPECT_EQ(request.body, content);
}

TEST_F(S3StoreTest, GivesUpAfterFourAttempts_WithGrowingPauses_AndReportsTheLastReason) {
  ScriptedServer server({answer(500), answer(500), answer(500), answer(503, error_document("SlowDown")), answer(200)});
  EXPECT_EQ(error_of(get(server)),
            "StorageUnavailable: The S3 server failed at s3://bucket/a/b.json with status 503 (SlowDown).");
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 4U);
  for (int i = 0; i < 3; ++i) EXPECT_GE(requests[i + 1].at - requests[i].at, milliseconds(100 << i));
}

TEST_F(S3StoreTest, SaysWhereNobodyOrSomethingElseListens) {
  const ClosedPort port;
  EXPECT_THAT(error_of(get(options_for(port.endpoint()))),
              MatchesRegex("StorageUnavailable: The S3 server at " + port.endpoint() +
                           " gave no answer for s3://bucket/a/b.json: Failed to connect to 127.0.0.1 .*"));
  ScriptedServer server({{"SSH-2.0-OpenSSH_9.2\r\n", kClose}});
  EXPECT_THAT(error_of(get(server)), StartsWith("StorageUnavailable: The S3 server at " + server.endpoint()));
  S3Options over_tls = options_for("https://" + server.host());
  over_tls.timeout = milliseconds(100);
  EXPECT_THAT(error_of(get(over_tls)), StartsWith("StorageUnavailable: The S3 server at https://"));
}

TEST_F(S3StoreTest, EndsEachAttemptAtTheTimeOut) {
  for (const std::string begin : {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"}) {
    ScriptedServer server({{begin, kHang}});
    S3Options options = options_for(server.endpoint());
    options.timeout = milliseconds(150);
    EXPECT_THAT(error_of(get(options)), HasSubstr("no progress for as long as --s3-timeout allows."));
    EXPECT_EQ(server.requests().size(), 4U);
  }
}

TEST_F(S3StoreTest, AcceptsNoPartialAnswer) {
  ScriptedServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", kClose}});
  EXPECT_THAT(error_of(get(server)), StartsWith("StorageUnavailable: "));
  EXPECT_EQ(server.requests().size(), 4U);
}

TEST_F(S3StoreTest, ReadsNoMoreThanTheMost) {
  const std::string most = "EntityTooLarge: The object s3://bucket/a/b.json is larger than the 5 bytes allowed.";
  for (const Scripted& scripted :
       {answer(200, "123456"), Scripted{"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n1", kHang},
        Scripted{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n123456\r\n", kHang},
        Scripted{"HTTP/1.1 200 OK\r\n\r\n123456", kHang}}) {
    ScriptedServer server({scripted});
    EXPECT_EQ(error_of(get(options_for(server.endpoint()), 5)), most);
    EXPECT_EQ(server.requests().size(), 1U);
  }
  ScriptedServer server({answer(200, "12345")});
  EXPECT_EQ(get(options_for(server.endpoint()), 5).value(), "12345");
}

constexpr const char* kStopped = "StorageUnavailable: Access to the object s3://bucket/a/b.json was stopped.";

// Waits for as many requests, stops, and returns what is wrong then.
std::string error_after_stop(work::StopGate& gate, std::future<std::string> error, ScriptedServer& server,
                             std::size_t requests) {
  EXPECT_TRUE(becomes_true([&] { return server.requests().size() >= requests; }));
  gate.stop();
  EXPECT_EQ(error.wait_for(std::chrono::minutes(1)), std::future_status::ready);
  return error.get();
}

TEST_F(S3StoreTest, EndsWhenStoppedWhileItWaitsForAnAnswer) {
  ScriptedServer server({answer(200), {"", kHang}});
  S3Options options = options_for(server.endpoint());
  options.timeout = std::chrono::hours(1);
  auto error = std::async(std::launch::async, [&] {
    // On an open connection, only the stop can end the wait.
    EXPECT_TRUE(get(options));
    return error_of(get(options));
  });
  EXPECT_EQ(error_after_stop(gate_, std::move(error), server, 2), kStopped);
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST_F(S3StoreTest, SendsNothingOnceStopped) {
  ScriptedServer server({answer(503)});
  auto error = std::async(std::launch::async, [&] { return error_of(put(server)); });
  EXPECT_EQ(error_after_stop(gate_, std::move(error), server, 1), kStopped);
  const std::size_t sent = server.requests().size();
  EXPECT_LT(sent, 4U);
  EXPECT_EQ(error_of(get(server)), kStopped);
  EXPECT_EQ(server.requests().size(), sent);
}

TEST_F(S3StoreTest, ServesManyThreads) {
  constexpr int kRounds = 50;
  ScriptedServer one({answer(200, "one")});
  ScriptedServer other({answer(200, "other")});
  const auto use = [&](const ScriptedServer& server, const std::string& content) {
    for (int i = 0; i < kRounds; ++i) EXPECT_EQ(get(server).value(), content);
  };
  const auto first = std::async(std::launch::async, [&] { use(one, "one"); });
  const auto second = std::async(std::launch::async, [&] { use(other, "other"); });
}

}  // namespace
}  // namespace voiceid::objects
