#include "server/api/call_hints.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace voiceid::api {
namespace {

constexpr std::string_view kEnd =
    " reached this port, which serves Amazon Connect Voice ID only; see the endpoint of that client.";

struct Sent {
  std::string_view method = "POST";
  std::string_view target = "/";
  std::vector<http::Header> headers = {};
  std::string_view body = {};
};

std::string hint_on(const Sent& sent) {
  http::Request request;
  request.method = sent.method;
  request.target = sent.target;
  request.headers = sent.headers;
  request.body = sent.body;
  http::CallNotes notes;
  note_hint_on_unknown(request, notes);
  return notes.hint;
}

http::Header signed_for_service(const char* header) { return {"Authorization", header}; }

TEST(CallHints, NameTheCallOfAnotherService) {
  const http::Header authorization = signed_for_service(
      "AWS4-HMAC-SHA256 Credential=a/20261121/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0");
  EXPECT_EQ(hint_on({.headers = {{"X-Amz-Target", "DynamoDB_20120810.ListTables"}, authorization}}),
            std::string("A call of DynamoDB_20120810.ListTables signed for dynamodb").append(kEnd));
  EXPECT_EQ(hint_on({.body = "Action=ListQueues&Version=1"}),
            std::string("A call of ListQueues in the query protocol").append(kEnd));
  EXPECT_EQ(hint_on({.headers = {{"Content-Type", "application/x-www-form-urlencoded"}}}),
            std::string("A call in the query protocol").append(kEnd));
  EXPECT_EQ(hint_on({.method = "GET", .target = "/bucket/key?x=1"}),
            std::string("A request without X-Amz-Target (GET /bucket/key)").append(kEnd));
}

TEST(CallHints, NameTheOperationThatWasMeant) {
  EXPECT_EQ(hint_on({.headers = {{"X-Amz-Target", "VoiceID.ListDomain"}}}),
            "Voice ID has no operation ListDomain; did you mean ListDomains?");
  EXPECT_EQ(hint_on({.headers = {{"X-Amz-Target", "VoiceID.Teleport"}}}), "Voice ID has no operation Teleport.");
}

TEST(CallHints, ShowLittleOfWhatCallersSend) {
  const std::string target = "/\x1b" + std::string(500, 'x');
  const std::string hint = hint_on({.target = target});
  EXPECT_LT(hint.size(), 300);
  EXPECT_EQ(hint.find('\x1b'), std::string::npos);
}

TEST(CallHints, NameTheServiceOfAForeignSignature) {
  http::Request request;
  http::CallNotes notes;
  request.headers = {signed_for_service(
      "AWS4-HMAC-SHA256 Credential=a/20261121/us-east-1/voiceid/aws4_request, SignedHeaders=host, Signature=0")};
  note_hint_on_signature(request, notes);
  EXPECT_EQ(notes.hint, "");
  request.headers = {signed_for_service(
      "AWS4-HMAC-SHA256 Credential=a/20261121/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0")};
  note_hint_on_signature(request, notes);
  EXPECT_EQ(notes.hint, "The request is signed for s3; the signing name of Voice ID is voiceid.");
}

}  // namespace
}  // namespace voiceid::api
