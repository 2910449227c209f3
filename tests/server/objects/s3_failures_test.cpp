#include <functional>
#include <future>
#include <thread>

#include "tests/server/objects/s3_fixture.hpp"

// What an S3 server can do but give an object.
namespace voiceid::objects {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;
using Clock = std::chrono::steady_clock;

constexpr auto kHang = S3Scripted::Then::kHang;
constexpr auto kClose = S3Scripted::Then::kClose;

struct Refusal {
  std::string name;
  S3Scripted answer;
  std::string error;

  friend void PrintTo(const Refusal& refusal, std::ostream* out) { *out << refusal.name; }
};

class S3Refusals : public S3StoreTest, public ::testing::WithParamInterface<Refusal> {};

TEST_P(S3Refusals, AreToldOnceAndNotTriedAgain) {
  S3Server server({GetParam().answer});
  EXPECT_EQ(error_of(get(server)), GetParam().error);
  EXPECT_EQ(error_of(put(server)), GetParam().error);
  EXPECT_EQ(server.requests().size(), 2U);
}

S3Scripted denied(const std::string& document) { return answer(403, document); }

constexpr const char* kNoObject = "NoSuchKey: There is no object s3://bucket/a/b.json.";
constexpr const char* kDenied = "AccessDenied: The S3 server denied access to s3://bucket/a/b.json with status 403.";

INSTANTIATE_TEST_SUITE_P(
    Answers, S3Refusals,
    ::testing::Values(
        Refusal{"NoSuchKey", answer(404, error_document("NoSuchKey")), kNoObject},
        Refusal{"NoSuchBucket", answer(404, error_document("NoSuchBucket")),
                "NoSuchKey: There is no object s3://bucket/a/b.json: there is no such bucket."},
        Refusal{"NotFoundAlone", answer(404), kNoObject},
        Refusal{"AccessDenied", denied(error_document("AccessDenied")),
                "AccessDenied: The S3 server denied access to s3://bucket/a/b.json with status 403 (AccessDenied)."},
        Refusal{"WrongSignature", denied(error_document("SignatureDoesNotMatch")),
                "AccessDenied: The S3 server denied access to s3://bucket/a/b.json with status 403 "
                "(SignatureDoesNotMatch)."},
        Refusal{"Unauthorized", answer(401),
                "AccessDenied: The S3 server denied access to s3://bucket/a/b.json with status 401."},
        Refusal{"NoDocument", denied(""), kDenied},
        Refusal{"OtherDocument", denied("<html><body>Forbidden</body></html>"), kDenied},
        Refusal{"CodeCutShort", denied("<Error><Code>Access"), kDenied},
        Refusal{"CodeWithMarkup", denied("<Error><Code><b>x</b></Code></Error>"), kDenied},
        Refusal{"EndlessCode", denied("<Code>" + std::string(60'000, 'a') + "</Code>"), kDenied},
        Refusal{"BytesAtRandom", denied("<Code>\xff\x01</Code>"), kDenied},
        Refusal{"EndlessDocument", denied(std::string(1'000'000, ' ') + error_document("AccessDenied")), kDenied},
        Refusal{"BadRequest", answer(400, error_document("AuthorizationHeaderMalformed")),
                "ValidationException: The S3 server refused the request for s3://bucket/a/b.json with status 400 "
                "(AuthorizationHeaderMalformed)."},
        Refusal{"Redirect", answer(307, "", "Location: http://127.0.0.1:1/other\r\n"),
                "ValidationException: The S3 server refused the request for s3://bucket/a/b.json with status 307."}),
    [](const auto& param_info) { return param_info.param.name; });

TEST_F(S3StoreTest, TriesAgainWhatMayWorkAnotherTime) {
  S3Server server({answer(500), answer(503, error_document("SlowDown")), {"", kClose}, answer(200, "text")});
  EXPECT_EQ(get(server).value(), "text");
  EXPECT_EQ(server.requests().size(), 4U);
}

TEST_F(S3StoreTest, SendsAllOfAPutAgain) {
  S3Server server({answer(429), {"HTTP/1.1 200", kClose}, answer(408), answer(200)});
  const std::string content(100'000, 'a');
  EXPECT_EQ(error_of(put(options_for(server.endpoint()), content)), "no error");
  ASSERT_EQ(server.requests().size(), 4U);
  for (const S3Received& request : server.requests()) EXPECT_EQ(request.body, content);
}

TEST_F(S3StoreTest, PausesLongerFromAttemptToAttempt) {
  S3Server server({answer(500)});
  static_cast<void>(get(server));
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 4U);
  EXPECT_GE(requests[1].at - requests[0].at, milliseconds(100));
  EXPECT_GE(requests[2].at - requests[1].at, milliseconds(200));
  EXPECT_GE(requests[3].at - requests[2].at, milliseconds(400));
}

TEST_F(S3StoreTest, GivesUpAfterFourAttemptsWithTheLastReason) {
  S3Server server({answer(500), answer(500), answer(500), answer(503, error_document("SlowDown")), answer(200)});
  EXPECT_EQ(error_of(get(server)),
            "StorageUnavailable: The S3 server failed at s3://bucket/a/b.json with status 503 (SlowDown).");
  EXPECT_EQ(server.requests().size(), 4U);
}

TEST_F(S3StoreTest, SaysWhereNobodyListens) {
  const ClosedPort port;
  const auto begun = Clock::now();
  EXPECT_THAT(error_of(get(options_for(port.endpoint()))),
              MatchesRegex("StorageUnavailable: The S3 server at " + port.endpoint() +
                           " gave no answer for s3://bucket/a/b.json: Failed to connect to 127.0.0.1 .*"));
  EXPECT_GE(Clock::now() - begun, milliseconds(700)) << "it was tried again";
}

TEST_F(S3StoreTest, SaysWhereNoS3ServerIs) {
  S3Server server({{"SSH-2.0-OpenSSH_9.2\r\n", kClose}});
  EXPECT_THAT(error_of(get(server)), StartsWith("StorageUnavailable: The S3 server at " + server.endpoint()));
  S3Options over_tls = options_for("https://" + server.host());
  over_tls.timeout = milliseconds(100);
  EXPECT_THAT(error_of(get(over_tls)), StartsWith("StorageUnavailable: The S3 server at https://"));
}

class S3Hangs : public S3StoreTest, public ::testing::WithParamInterface<std::string> {};

TEST_P(S3Hangs, EndAtTheTimeOut) {
  S3Server server({{GetParam(), kHang}});
  S3Options options = options_for(server.endpoint());
  options.timeout = milliseconds(150);
  const auto begun = Clock::now();
  EXPECT_THAT(error_of(get(options)), HasSubstr("no progress for as long as --s3-timeout allows."));
  EXPECT_GE(Clock::now() - begun, milliseconds(4 * 150 + 700));
  EXPECT_EQ(server.requests().size(), 4U);
}

INSTANTIATE_TEST_SUITE_P(Answers, S3Hangs,
                         ::testing::Values("", "HTTP/1.1 200 OK\r\n",
                                           "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"));

TEST_F(S3StoreTest, TakesNoPartForTheWhole) {
  S3Server server({{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", kClose}});
  EXPECT_THAT(error_of(get(server)), StartsWith("StorageUnavailable: "));
  EXPECT_EQ(server.requests().size(), 4U);
}

TEST_F(S3StoreTest, TakesNoMoreThanIsAskedFor) {
  const std::string most = "EntityTooLarge: The object s3://bucket/a/b.json is larger than the 5 bytes allowed.";
  for (const S3Scripted& scripted :
       {answer(200, "123456"), S3Scripted{"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n1", kHang},
        S3Scripted{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n123456\r\n", kHang},
        S3Scripted{"HTTP/1.1 200 OK\r\n\r\n123456", kHang}}) {
    S3Server server({scripted});
    S3Options options = options_for(server.endpoint());
    options.timeout = std::chrono::seconds(2);
    EXPECT_EQ(error_of(get(options, 5)), most);
    EXPECT_EQ(server.requests().size(), 1U);
  }
  S3Server server({answer(200, "12345")});
  EXPECT_EQ(get(options_for(server.endpoint()), 5).value(), "12345");
}

bool becomes_true(const std::function<bool()>& condition) {
  const auto deadline = Clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (Clock::now() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

constexpr const char* kStopped = "StorageUnavailable: Access to the object s3://bucket/a/b.json was stopped.";
// Far less than the time-out, and far more than a stop takes.
constexpr std::chrono::seconds kAtOnce{5};

TEST_F(S3StoreTest, EndsAtOnceWhenStoppedWhileItWaitsForAnAnswer) {
  S3Server server({answer(200), {"", kHang}});
  S3Options options = options_for(server.endpoint());
  options.timeout = std::chrono::seconds(30);
  auto error = std::async(std::launch::async, [&] {
    // On a connection that is there nothing but the stop wakes it.
    EXPECT_TRUE(get(options));
    return error_of(get(options));
  });
  ASSERT_TRUE(becomes_true([&] { return server.requests().size() == 2; }));
  gate_.stop();
  ASSERT_EQ(error.wait_for(kAtOnce), std::future_status::ready);
  EXPECT_EQ(error.get(), kStopped);
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST_F(S3StoreTest, SendsNoFurtherAttemptOnceStopped) {
  S3Server server({answer(503)});
  auto error = std::async(std::launch::async, [&] { return error_of(put(server)); });
  ASSERT_TRUE(becomes_true([&] { return !server.requests().empty(); }));
  gate_.stop();
  ASSERT_EQ(error.wait_for(kAtOnce), std::future_status::ready);
  EXPECT_EQ(error.get(), kStopped);
  EXPECT_LT(server.requests().size(), 4U);
}

TEST_F(S3StoreTest, SendsNothingOnceStopped) {
  S3Server server({answer(200)});
  gate_.stop();
  EXPECT_EQ(error_of(get(server)), kStopped);
  EXPECT_EQ(error_of(put(server)), kStopped);
  EXPECT_EQ(server.connections(), 0U);
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
