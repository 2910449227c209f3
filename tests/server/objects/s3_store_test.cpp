#include "server/objects/s3_store.hpp"

#include <cstdlib>

#include "tests/server/objects/s3_fixture.hpp"
#include "tests/server/objects/s3_signature.hpp"

namespace voiceid::objects {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

TEST_F(S3StoreTest, GetsAnObjectByItsPath) {
  const std::string content("any\0thing", 9);
  S3Server server({answer(200, content)});
  EXPECT_EQ(get(server).value(), content);
  const S3Received request = server.requests().at(0);
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target, "/bucket/a/b.json");
  EXPECT_EQ(request.header("user-agent"), "voiceid-local");
}

TEST_F(S3StoreTest, PutsAnObjectWithItsLength) {
  for (const std::size_t size : {0U, 1U, 100'000U, 3'000'000U}) {
    S3Server server({answer(200)});
    const std::string content(size, 'a');
    EXPECT_EQ(error_of(put(options_for(server.endpoint()), content)), "no error");
    const S3Received request = server.requests().at(0);
    EXPECT_EQ(request.method, "PUT");
    EXPECT_EQ(request.target, "/bucket/a/b.json");
    EXPECT_EQ(request.body, content);
    EXPECT_EQ(request.header("content-length"), std::to_string(size));
    EXPECT_EQ(request.header("content-type"), "application/octet-stream");
  }
}

TEST_F(S3StoreTest, TakesAnAnswerInChunks) {
  S3Server server({{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"}});
  EXPECT_EQ(get(server).value(), "abcde");
}

TEST_F(S3StoreTest, SignsAGetForTheServiceAndRegion) {
  S3Server server({answer(200)});
  ASSERT_TRUE(get(server));
  const S3Received request = server.requests().at(0);
  EXPECT_THAT(request.header("authorization"),
              MatchesRegex("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{8}/eu-west-1/s3/aws4_request, "
                           "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}"));
  EXPECT_EQ(request.header("x-amz-content-sha256"), hex(sha256("")));
  EXPECT_EQ(request.header("authorization"), expected_authorization(request, "AKIDEXAMPLE", "SECRET/+=", "eu-west-1"));
}

TEST_F(S3StoreTest, SignsWhatAPutSends) {
  for (const std::size_t size : {0U, 4U, 3'000'000U}) {
    S3Server server({answer(200)});
    const std::string content(size, 'a');
    ASSERT_TRUE(put(options_for(server.endpoint()), content));
    const S3Received request = server.requests().at(0);
    EXPECT_EQ(request.header("x-amz-content-sha256"), hex(sha256(content)));
    EXPECT_EQ(request.header("authorization"),
              expected_authorization(request, "AKIDEXAMPLE", "SECRET/+=", "eu-west-1"));
  }
}

TEST_F(S3StoreTest, SendsAndSignsTheSessionToken) {
  S3Server server({answer(200)});
  S3Options options = options_for(server.endpoint());
  options.session_token = std::string(1200, 't') + "/+=";
  ASSERT_TRUE(get(options));
  const S3Received request = server.requests().at(0);
  EXPECT_EQ(request.header("x-amz-security-token"), options.session_token);
  EXPECT_THAT(request.header("authorization"), HasSubstr(";x-amz-security-token,"));
  EXPECT_EQ(request.header("authorization"), expected_authorization(request, "AKIDEXAMPLE", "SECRET/+=", "eu-west-1"));
}

TEST_F(S3StoreTest, SignsNothingWithoutKeys) {
  S3Server server({answer(200)});
  S3Options options = options_for(server.endpoint());
  options.access_key.clear();
  options.secret_key.clear();
  ASSERT_TRUE(get(options));
  ASSERT_TRUE(put(options));
  for (const S3Received& request : server.requests()) {
    for (const std::string name : {"authorization", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token"}) {
      EXPECT_EQ(request.headers.count(name), 0U) << name;
    }
  }
}

struct SpecialKey {
  std::string key;
  std::string target;

  friend void PrintTo(const SpecialKey& special, std::ostream* out) { *out << special.target; }
};

class SpecialKeys : public S3StoreTest, public ::testing::WithParamInterface<SpecialKey> {};

TEST_P(SpecialKeys, AreEncodedAndSignedAsS3HasThem) {
  S3Server server({answer(200)});
  uri_.key = GetParam().key;
  ASSERT_TRUE(get(server));
  ASSERT_TRUE(put(server));
  for (const S3Received& request : server.requests()) {
    EXPECT_EQ(request.target, "/bucket/" + GetParam().target);
    EXPECT_EQ(request.header("authorization"),
              expected_authorization(request, "AKIDEXAMPLE", "SECRET/+=", "eu-west-1"));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Keys, SpecialKeys,
    ::testing::Values(SpecialKey{"a b", "a%20b"}, SpecialKey{"a+b", "a%2Bb"}, SpecialKey{"a%20b", "a%2520b"},
                      SpecialKey{"a?b=c&d", "a%3Fb%3Dc%26d"}, SpecialKey{"a#b", "a%23b"},
                      SpecialKey{"\u00e9/\u4e2d", "%C3%A9/%E4%B8%AD"}, SpecialKey{"a\r\nX: y", "a%0D%0AX%3A%20y"},
                      SpecialKey{"!'()*;:@$,[]\"<>\\^`{|}",
                                 "%21%27%28%29%2A%3B%3A%40%24%2C%5B%5D%22%3C%3E%5C%5E%60%7B%7C%7D"},
                      SpecialKey{"-._~AZaz09", "-._~AZaz09"}, SpecialKey{"a//b/", "a//b/"},
                      SpecialKey{"../a/./b", "../a/./b"}, SpecialKey{"/a", "/a"},
                      SpecialKey{"[1-3]{a,b}", "%5B1-3%5D%7Ba%2Cb%7D"}));

TEST_F(S3StoreTest, AsksForNoKeyThatCannotBe) {
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

TEST_F(S3StoreTest, DoesNotMindThatAKeptConnectionWasClosed) {
  S3Scripted closing = answer(200, "text");
  closing.then = S3Scripted::Then::kClose;
  S3Server server({closing});
  for (int i = 0; i < 5; ++i) EXPECT_EQ(get(server).value(), "text");
  EXPECT_EQ(server.requests().size(), 5U);
}

// A proxy for what is elsewhere has nothing to do with this machine.
TEST_F(S3StoreTest, AsksNoProxyForTheLoopback) {
  const S3Server server({answer(200, "text")});
  const S3Server proxy({answer(502, "a proxy's")});
  setenv("http_proxy", proxy.endpoint().c_str(), 1);
  const auto content = get(server);
  unsetenv("http_proxy");
  EXPECT_EQ(content ? *content : error_of(content), "text");
}

TEST_F(S3StoreTest, AsksTheProxyForWhatIsElsewhere) {
  S3Server proxy({answer(200, "by the proxy")}, "storage.invalid");
  setenv("http_proxy", proxy.endpoint().c_str(), 1);
  S3Options options = options_for("http://storage.invalid");
  options.access_key.clear();
  const auto content = get(options);
  unsetenv("http_proxy");
  EXPECT_EQ(content ? *content : error_of(content), "by the proxy");
  EXPECT_EQ(proxy.requests().at(0).target, "http://storage.invalid/bucket/a/b.json");
}

}  // namespace
}  // namespace voiceid::objects
