#include "server/api/sigv4.hpp"

#include <gtest/gtest.h>

#include "server/api/errors.hpp"
#include "server/api/identity.hpp"

namespace voiceid::api {
namespace {

using namespace std::chrono_literals;

const std::chrono::sys_seconds kNow = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 9h + 30min;

// The signature was computed with botocore's SigV4Auth for this very request.
http::Request signed_request() {
  http::Request request;
  request.method = "POST";
  request.target = "/";
  request.body = "{}";
  request.headers = {{"Host", "localhost:8643"},
                     {"X-Amz-Date", "20261121T093000Z"},
                     {"X-Amz-Target", "VoiceID.ListDomains"},
                     {"Authorization",
                      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-west-1/voiceid/aws4_request, "
                      "SignedHeaders=host;x-amz-date;x-amz-target, "
                      "Signature=6640a9f46e503ee0535206eea5adc7f757dc1cb50e2b39e0e5e3beed4c31e642"}};
  return request;
}

const std::vector<Credential> kCredentials{{"AKIDEXAMPLE", "secret", {}}, {"AKIDTOKEN", "secret", "token"}};

const ErrorType* error_of(const http::Request& request, std::chrono::sys_seconds now = kNow) {
  const auto verified = verify_signature(request, kCredentials, now);
  return verified ? nullptr : verified.error().type;
}

void replace(http::Request& request, std::string_view name, std::string_view value) {
  for (http::Header& header : request.headers) {
    if (header.name == name) header.value = value;
  }
}

TEST(VerifySignature, AcceptsWhatAnSdkSigned) { EXPECT_EQ(error_of(signed_request()), nullptr); }

TEST(VerifySignature, SortsTheQueryByNameThenValue) {
  http::Request request = signed_request();
  request.target = "/?a-=1&a=2";
  std::string header(*request.header("Authorization"));
  header.replace(header.find("6640"), std::string::npos,
                 "7ce17a8347160c83b803eb8ca54828770c57d1f1eb6253fb05b43755b3574b30");
  replace(request, "Authorization", header);
  EXPECT_EQ(error_of(request), nullptr);
}

TEST(VerifySignature, NeedsTheWholeDateInTheScope) {
  http::Request request = signed_request();
  replace(request, "Authorization",
          "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/2026/eu-west-1/voiceid/aws4_request, "
          "SignedHeaders=host;x-amz-date;x-amz-target, "
          "Signature=2178bf78e723159546f8ed2e5b232ed4191e4da4d9d0ceef854f75f20c284984");
  EXPECT_EQ(error_of(request), &kInvalidSignatureException);
}

TEST(VerifySignature, NeedsARegionInTheScope) {
  http::Request request = signed_request();
  replace(request, "Authorization",
          "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121//voiceid/aws4_request, "
          "SignedHeaders=host;x-amz-date;x-amz-target, Signature=0");
  EXPECT_EQ(verify_signature(request, kCredentials, kNow).error().message,
            "The credential should be scoped to a region.");
}

TEST(VerifySignature, NeedsAnAuthorizationHeader) {
  http::Request request = signed_request();
  request.headers.pop_back();
  EXPECT_EQ(error_of(request), &kMissingAuthenticationTokenException);
}

TEST(VerifySignature, RefusesAnIncompleteHeader) {
  for (const std::string_view value :
       {"", "Basic x", "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256X Credential=AKIDEXAMPLE/20261121/eu-west-1/voiceid/aws4_request, "
        "SignedHeaders=host;x-amz-date;x-amz-target, Signature=0",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-west-1/voiceid/aws4_request",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121, SignedHeaders=host, Signature=0"}) {
    http::Request request = signed_request();
    replace(request, "Authorization", value);
    EXPECT_EQ(error_of(request), &kIncompleteSignatureException) << value;
  }
  for (const std::string_view date : {"yesterday", "20261121t093000Z", "20261121T093000z"}) {
    http::Request request = signed_request();
    replace(request, "X-Amz-Date", date);
    EXPECT_EQ(error_of(request), &kIncompleteSignatureException) << date;
  }
}

TEST(VerifySignature, RefusesAnyChange) {
  http::Request body = signed_request();
  body.body = "{ }";
  http::Request query = signed_request();
  query.target = "/?a";
  http::Request target = signed_request();
  replace(target, "X-Amz-Target", "VoiceID.DeleteDomain");
  http::Request blank = signed_request();
  replace(blank, "X-Amz-Target", "VoiceID.ListDomains ");
  for (const http::Request& changed : {body, query, target, blank}) {
    EXPECT_EQ(error_of(changed), &kInvalidSignatureException);
  }
}

TEST(VerifySignature, AllowsFifteenMinutesOfSkew) {
  for (const auto skew : {15min, -15min}) EXPECT_EQ(error_of(signed_request(), kNow + skew), nullptr);
  for (const auto skew : {15min + 1s, -15min - 1s}) {
    EXPECT_EQ(error_of(signed_request(), kNow + skew), &kInvalidSignatureException);
  }
}

TEST(VerifySignature, KnowsKeysAndTokens) {
  const auto with = [](std::string_view access_key, std::optional<std::string_view> token) {
    static std::string authorization;
    http::Request request = signed_request();
    authorization = std::string("AWS4-HMAC-SHA256 Credential=")
                        .append(access_key)
                        .append("/20261121/eu-west-1/voiceid/aws4_request, SignedHeaders=host;x-amz-date;")
                        .append(token ? "x-amz-security-token;" : "")
                        .append("x-amz-target, Signature=0");
    replace(request, "Authorization", authorization);
    if (token) request.headers.push_back({"X-Amz-Security-Token", *token});
    return error_of(request);
  };
  EXPECT_EQ(with("UNKNOWN", {}), &kUnrecognizedClientException);
  EXPECT_EQ(with("AKIDTOKEN", {}), &kUnrecognizedClientException);
  EXPECT_EQ(with("AKIDEXAMPLE", "token"), &kUnrecognizedClientException);
  EXPECT_EQ(with("AKIDTOKEN", "other"), &kExpiredTokenException);
  EXPECT_EQ(with("AKIDTOKEN", "token"), &kInvalidSignatureException);
}

// What the message says of a request with those signed headers, and with one more header.
std::string refusal_of(std::string_view signed_headers, std::optional<http::Header> more = {}) {
  std::string authorization =
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-west-1/voiceid/aws4_request, SignedHeaders=";
  authorization.append(signed_headers).append(", Signature=0");
  http::Request request = signed_request();
  replace(request, "Authorization", authorization);
  if (more) request.headers.push_back(*more);
  return verify_signature(request, kCredentials, kNow).error().message;
}

TEST(VerifySignature, NeedsHostAndAllHeadersOfAmazonSigned) {
  EXPECT_EQ(refusal_of("x-amz-date;x-amz-target"), "host must be a signed header.");
  EXPECT_EQ(refusal_of("host;x-amz-target"), "x-amz-date must be a signed header.");
  EXPECT_EQ(refusal_of("host;x-amz-date"), "x-amz-target must be a signed header.");
  EXPECT_EQ(refusal_of("host;x-amz-date;x-amz-target", {{"X-Amz-Security-Token", "t"}}),
            "x-amz-security-token must be a signed header.");
}

TEST(VerifySignature, NeedsSignedHeadersInOrderAndOnce) {
  for (const std::string_view names : {"x-amz-date;host;x-amz-target", "host;host;x-amz-date;x-amz-target"}) {
    EXPECT_EQ(refusal_of(names), "SignedHeaders must be in alphabetical order, each once.") << names;
  }
}

TEST(VerifySignature, ChecksTheHashOfTheBodyIfThereIsOne) {
  constexpr std::string_view kSigned = "host;x-amz-content-sha256;x-amz-date;x-amz-target";
  const std::string false_hash = "x-amz-content-sha256 is not the hash of the body.";
  EXPECT_EQ(refusal_of(kSigned, {{"X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"}}), false_hash);
  EXPECT_NE(refusal_of(kSigned,
                       {{"X-Amz-Content-Sha256", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}}),
            false_hash);
}

TEST(VerifySignature, TakesOneAuthorizationAlone) {
  http::Request request = signed_request();
  request.headers.push_back({"authorization", "AWS4-HMAC-SHA256"});
  EXPECT_EQ(error_of(request), &kIncompleteSignatureException);
}

TEST(ParseCredential, ReadsKeySecretAndToken) {
  const auto credential = parse_credential("AKID:SECRET:TOKEN");
  ASSERT_TRUE(credential);
  EXPECT_EQ(credential->access_key, "AKID");
  EXPECT_EQ(credential->secret, "SECRET");
  EXPECT_EQ(credential->session_token, "TOKEN");
  EXPECT_FALSE(parse_credential("AKID:SECRET")->session_token);
  for (const std::string_view wrong : {"", "AKID", "AKID:", ":SECRET", "A:B:", "A:B:C:D"}) {
    EXPECT_FALSE(parse_credential(wrong)) << wrong;
  }
}

// A header, and whom it names.
struct Case {
  std::optional<std::string_view> header;
  std::string_view account;
  std::string_view region;
};

TEST(Identify, ReadsAccountAndRegionFromTheCredentialScope_AndOtherwiseTakesTheDefaults) {
  const Identity defaults{"000000000000", "us-east-1"};
  for (const auto& [header, account, region] : std::vector<Case>{
           {"AWS4-HMAC-SHA256 Credential=111122223333/20260101/eu-west-1/voiceid/aws4_request, SignedHeaders=host",
            "111122223333", "eu-west-1"},
           {"AWS4-HMAC-SHA256 Credential=111122223333/20260101/cn-north-1/voiceid/aws4_request,SignedHeaders=host",
            "111122223333", "cn-north-1"},
           {"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-west-1/voiceid/aws4_request", "000000000000",
            "eu-west-1"},
           {"AWS4-HMAC-SHA256 Credential=11112222333/20260101/eu-west-1/voiceid/aws4_request", "000000000000",
            "eu-west-1"},
           {"AWS4-HMAC-SHA256 Credential=111122223333/20260101/eu:1/voiceid/aws4_request", "111122223333", "us-east-1"},
           {"AWS4-HMAC-SHA256 Credential=111122223333/20260101/eu-west-1", "000000000000", "us-east-1"},
           {"AWS4-HMAC-SHA256 Credential=1/2/3/4/5/6", "000000000000", "us-east-1"},
           {"Bearer 111122223333", "000000000000", "us-east-1"},
           {"", "000000000000", "us-east-1"},
           {std::nullopt, "000000000000", "us-east-1"}}) {
    const Identity identity = identify(header, defaults);
    EXPECT_EQ(identity.account, account) << header.value_or("(none)");
    EXPECT_EQ(identity.region, region) << header.value_or("(none)");
  }
}

}  // namespace
}  // namespace voiceid::api
