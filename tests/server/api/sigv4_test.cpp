#include "server/api/sigv4.hpp"

#include <gtest/gtest.h>

#include "server/api/errors.hpp"

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

TEST(VerifySignature, TakesRunsOfBlanksAsOne) {
  http::Request request = signed_request();
  replace(request, "X-Amz-Target", "VoiceID.ListDomains ");
  EXPECT_EQ(error_of(request), &kInvalidSignatureException);
}

TEST(VerifySignature, MissesTheHeader) {
  http::Request request = signed_request();
  request.headers.pop_back();
  EXPECT_EQ(error_of(request), &kMissingAuthenticationTokenException);
}

TEST(VerifySignature, RefusesAnIncompleteHeader) {
  for (const std::string_view value :
       {"", "Basic x", "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-west-1/voiceid/aws4_request",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121, SignedHeaders=host, Signature=0"}) {
    http::Request request = signed_request();
    replace(request, "Authorization", value);
    EXPECT_EQ(error_of(request), &kIncompleteSignatureException) << value;
  }
  http::Request request = signed_request();
  replace(request, "X-Amz-Date", "yesterday");
  EXPECT_EQ(error_of(request), &kIncompleteSignatureException);
}

TEST(VerifySignature, RefusesAnyChange) {
  http::Request body = signed_request();
  body.body = "{ }";
  EXPECT_EQ(error_of(body), &kInvalidSignatureException);
  http::Request target = signed_request();
  replace(target, "X-Amz-Target", "VoiceID.DeleteDomain");
  EXPECT_EQ(error_of(target), &kInvalidSignatureException);
  http::Request query = signed_request();
  query.target = "/?a";
  EXPECT_EQ(error_of(query), &kInvalidSignatureException);
}

TEST(VerifySignature, AllowsFifteenMinutesOfSkew) {
  EXPECT_EQ(error_of(signed_request(), kNow + 15min), nullptr);
  EXPECT_EQ(error_of(signed_request(), kNow - 15min), nullptr);
  EXPECT_EQ(error_of(signed_request(), kNow + 15min + 1s), &kInvalidSignatureException);
  EXPECT_EQ(error_of(signed_request(), kNow - 15min - 1s), &kInvalidSignatureException);
}

TEST(VerifySignature, KnowsKeysAndTokens) {
  const auto with = [](std::string_view access_key, std::optional<std::string_view> token) {
    static std::string authorization;
    http::Request request = signed_request();
    authorization = std::string("AWS4-HMAC-SHA256 Credential=")
                        .append(access_key)
                        .append("/20261121/eu-west-1/voiceid/aws4_request, SignedHeaders=host, Signature=0");
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

}  // namespace
}  // namespace voiceid::api
