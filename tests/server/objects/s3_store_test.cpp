#include "server/objects/s3_store.hpp"

#include <cstdlib>

#include "base/digest.hpp"
#include "base/hex.hpp"
#include "tests/server/objects/s3_fixture.hpp"
#include "tests/server/outbound/sent_signature.hpp"

namespace voiceid::objects {
namespace {

using ::testing::MatchesRegex;
using ::testing::StartsWith;

// The signature that the server computes.
std::string signature_of(const S3Received& request) {
  return outbound::expected_authorization(request, "AKIDEXAMPLE", "SECRET/+=", "eu-west-1");
}

TEST_F(S3StoreTest, GetsAnObjectByItsPath) {
  const std::string content("any\0thing", 9);
  S3Server server({answer(200, content)});
  EXPECT_EQ(get(server).value(), content);
  const S3Received request = server.requests().at(0);
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target, "/bucket/a/b.json");
  EXPECT_EQ(request.header("user-agent"), "voiceid-local");
}

TEST_F(S3StoreTest, PutsAnObjectWithItsLengthAndSignsIt) {
  for (const std::size_t size : {0U, 1U, 3'000'000U}) {
    S3Server server({answer(200)});
    const std::string content(size, 'a');
    EXPECT_EQ(error_of(put(options_for(server.endpoint()), content)), "no error");
    const S3Received request = server.requests().at(0);
    EXPECT_EQ(request.method, "PUT");
    EXPECT_EQ(request.target, "/bucket/a/b.json");
    EXPECT_EQ(request.body, content);
    EXPECT_EQ(request.header("content-length"), std::to_string(size));
    EXPECT_EQ(request.header("content-type"), "application/octet-stream");
    EXPECT_EQ(request.header("x-amz-content-sha256"), hex(sha256(content)));
    EXPECT_EQ(request.header("authorization"), signature_of(request));
  }
}

TEST_F(S3StoreTest, SignsForTheServiceAndRegion_WithTheSessionToken) {
  S3Server server({answer(200)});
  S3Options options = options_for(server.endpoint());
  options.identity.session_token = std::string(1200, 't') + "/+=";
  ASSERT_TRUE(get(options));
  const S3Received request = server.requests().at(0);
  EXPECT_THAT(request.header("authorization"),
              MatchesRegex("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{8}/eu-west-1/s3/aws4_request, "
                           "SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token, "
                           "Signature=[0-9a-f]{64}"));
  EXPECT_EQ(request.header("authorization"), signature_of(request));
  EXPECT_EQ(request.header("x-amz-content-sha256"), hex(sha256("")));
  EXPECT_EQ(request.header("x-amz-security-token"), options.identity.session_token);
}

TEST_F(S3StoreTest, SignsNothingWithoutKeys) {
  S3Server server({answer(200)});
  S3Options options = options_for(server.endpoint());
  options.identity.access_key = options.identity.secret_key = "";
  ASSERT_TRUE(get(options));
  ASSERT_TRUE(put(options));
  for (const S3Received& request : server.requests()) {
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
    S3Server server({answer(200)});
    uri_.key = key;
    ASSERT_TRUE(get(server));
    ASSERT_TRUE(put(server));
    for (const S3Received& request : server.requests()) {
      EXPECT_EQ(request.target, "/bucket/" + target);
      EXPECT_EQ(request.header("authorization"), signature_of(request)) << key;
    }
  }
}

TEST_F(S3StoreTest, SendsNoRequestForAnInvalidKey) {
  S3Server server({answer(200)});
  for (const S3Uri& wrong : {S3Uri{"bucket", ""}, S3Uri{"bucket", std::string(1025, 'a')}, S3Uri{"bucket", "\xff"},
                             S3Uri{"..", "key"}, S3Uri{"a/b", "key"}}) {
    uri_ = wrong;
    EXPECT_THAT(error_of(get(server)), StartsWith("ValidationException: "));
    EXPECT_THAT(error_of(put(server)), StartsWith("ValidationException: "));
  }
  EXPECT_EQ(server.connections(), 0U);
}

TEST_F(S3StoreTest, KeepsTheConnectionForTheNextRequest) {
  S3Server server({answer(200)});
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(get(server));
  ASSERT_TRUE(put(server));
  EXPECT_EQ(server.connections(), 1U);
}

TEST_F(S3StoreTest, ReconnectsIfTheServerClosedTheKeptConnection) {
  S3Scripted closing = answer(200, "text");
  closing.then = S3Scripted::Then::kClose;
  S3Server server({closing});
  for (int i = 0; i < 5; ++i) EXPECT_EQ(get(server).value(), "text");
  EXPECT_EQ(server.requests().size(), 5U);
}

TEST_F(S3StoreTest, ReachesOtherMachinesThroughTheProxy) {
  S3Server proxy({answer(200, "by the proxy")}, "storage.invalid");
  setenv("http_proxy", proxy.endpoint().c_str(), 1);
  S3Options options = options_for("http://storage.invalid");
  options.identity.access_key.clear();
  const auto content = get(options);
  unsetenv("http_proxy");
  EXPECT_EQ(content ? *content : error_of(content), "by the proxy");
  EXPECT_EQ(proxy.requests().at(0).target, "http://storage.invalid/bucket/a/b.json");
}

}  // namespace
}  // namespace voiceid::objects
