#include <future>

#include "tests/server/objects/s3_fixture.hpp"

// Everything that an S3 server can do other than return an object.
namespace voiceid::objects {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

constexpr auto kHang = S3Scripted::Then::kHang;
constexpr auto kClose = S3Scripted::Then::kClose;

std::string error_document(const std::string& code) {
  return R"(<?xml version="1.0" encoding="UTF-8"?><Error><Code>)" + code +
         "</Code><Message>It is so.</Message><Resource>/</Resource></Error>";
}

TEST_F(S3StoreTest, ReportsARefusalAtTheFirstAttempt) {
  struct Case {
    S3Scripted answer;
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
    S3Server server({scripted});
    EXPECT_EQ(error_of(get(server)), error);
    EXPECT_EQ(error_of(put(server)), error);
    EXPECT_EQ(server.requests().size(), 2U) << error;
  }
}

TEST_F(S3StoreTest, RepeatsARequestWhoseFailureMayPass) {
  S3Server server({answer(500), answer(503, error_document("SlowDown")), {"", kClose}, answer(200, "text")});
  EXPECT_EQ(get(server).value(), "text");
  EXPECT_EQ(server.requests().size(), 4U);
  S3Server other({answer(429), {"HTTP/1.1 200", kClose}, answer(408), answer(200)});
  const std::string content(100'000, 'a');
  EXPECT_EQ(error_of(put(options_for(other.endpoint()), content)), "no error");
  ASSERT_EQ(other.requests().size(), 4U);
  for (const S3Received& request : other.requests()) EXPECT_EQ(request.body, content);
}

TEST_F(S3StoreTest, GivesUpAfterFourAttempts_WithGrowingPauses_AndReportsTheLastReason) {
  S3Server server({answer(500), answer(500), answer(500), answer(503, error_document("SlowDown")), answer(200)});
  EXPECT_EQ(error_of(get(server)),
            "StorageUnavailable: The S3 server failed at s3://bucket/a/b.json with status 503 (SlowDown).");
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 4U);
  for (int i = 0; i < 3; ++i) EXPECT_GE(requests[i + 1].at - requests[i].at, milliseconds(100 << i));
}

TEST_F(S3StoreTest, SaysWhereNobodyListens) {
  const ClosedPort port;
  EXPECT_THAT(error_of(get(options_for(port.endpoint()))),
              MatchesRegex("StorageUnavailable: The S3 server at " + port.endpoint() +
                           " gave no answer for s3://bucket/a/b.json: Failed to connect to 127.0.0.1 .*"));
}

TEST_F(S3StoreTest, SaysWhereSomethingElseListens) {
  S3Server server({{"SSH-2.0-OpenSSH_9.2\r\n", kClose}});
  EXPECT_THAT(error_of(get(server)), StartsWith("StorageUnavailable: The S3 server at " + server.endpoint()));
  S3Options over_tls = options_for("https://" + server.host());
  over_tls.timeout = milliseconds(100);
  EXPECT_THAT(error_of(get(over_tls)), StartsWith("StorageUnavailable: The S3 server at https://"));
}

TEST_F(S3StoreTest, EndsEachAttemptAtTheTimeOut) {
  for (const std::string begin : {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"}) {
    S3Server server({{begin, kHang}});
    S3Options options = options_for(server.endpoint());
    options.timeout = milliseconds(150);
    EXPECT_THAT(error_of(get(options)), HasSubstr("no progress for as long as --s3-timeout allows."));
    EXPECT_EQ(server.requests().size(), 4U);
  }
}

TEST_F(S3StoreTest, AcceptsNoPartialAnswer) {
  S3Server server({{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", kClose}});
  EXPECT_THAT(error_of(get(server)), StartsWith("StorageUnavailable: "));
  EXPECT_EQ(server.requests().size(), 4U);
}

TEST_F(S3StoreTest, ReadsNoMoreThanTheMost) {
  const std::string most = "EntityTooLarge: The object s3://bucket/a/b.json is larger than the 5 bytes allowed.";
  for (const S3Scripted& scripted :
       {answer(200, "123456"), S3Scripted{"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n1", kHang},
        S3Scripted{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n123456\r\n", kHang},
        S3Scripted{"HTTP/1.1 200 OK\r\n\r\n123456", kHang}}) {
    S3Server server({scripted});
    EXPECT_EQ(error_of(get(options_for(server.endpoint()), 5)), most);
    EXPECT_EQ(server.requests().size(), 1U);
  }
  S3Server server({answer(200, "12345")});
  EXPECT_EQ(get(options_for(server.endpoint()), 5).value(), "12345");
}

constexpr const char* kStopped = "StorageUnavailable: Access to the object s3://bucket/a/b.json was stopped.";

TEST_F(S3StoreTest, EndsWhenStoppedWhileItWaitsForAnAnswer) {
  S3Server server({answer(200), {"", kHang}});
  S3Options options = options_for(server.endpoint());
  options.timeout = std::chrono::hours(1);
  auto error = std::async(std::launch::async, [&] {
    // On an open connection, only the stop can end the wait.
    EXPECT_TRUE(get(options));
    return error_of(get(options));
  });
  ASSERT_TRUE(becomes_true([&] { return server.requests().size() == 2; }));
  gate_.stop();
  ASSERT_EQ(error.wait_for(std::chrono::minutes(1)), std::future_status::ready);
  EXPECT_EQ(error.get(), kStopped);
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST_F(S3StoreTest, SendsNothingOnceStopped) {
  S3Server server({answer(503)});
  auto error = std::async(std::launch::async, [&] { return error_of(put(server)); });
  ASSERT_TRUE(becomes_true([&] { return !server.requests().empty(); }));
  gate_.stop();
  ASSERT_EQ(error.wait_for(std::chrono::minutes(1)), std::future_status::ready);
  EXPECT_EQ(error.get(), kStopped);
  const std::size_t sent = server.requests().size();
  EXPECT_LT(sent, 4U);
  EXPECT_EQ(error_of(get(server)), kStopped);
  EXPECT_EQ(server.requests().size(), sent);
}

TEST_F(S3StoreTest, ServesManyThreads) {
  constexpr int kRounds = 50;
  S3Server one({answer(200, "one")});
  S3Server other({answer(200, "other")});
  const auto use = [&](const S3Server& server, const std::string& content) {
    for (int i = 0; i < kRounds; ++i) EXPECT_EQ(get(server).value(), content);
  };
  const auto first = std::async(std::launch::async, [&] { use(one, "one"); });
  const auto second = std::async(std::launch::async, [&] { use(other, "other"); });
}

}  // namespace
}  // namespace voiceid::objects
