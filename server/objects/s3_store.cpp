#include "server/objects/s3_store.hpp"

#include <re2/re2.h>

#include "base/digest.hpp"
#include "base/hex.hpp"
#include "server/objects/object_key.hpp"
#include "server/outbound/backoff.hpp"
#include "server/outbound/http_client.hpp"

namespace voiceid::objects {
namespace {

using outbound::HttpReply;
using outbound::HttpRequest;
using outbound::Method;
using End = HttpReply::End;

constexpr int kTries = 4;
constexpr std::chrono::milliseconds kFirstPause{100};
constexpr long kOk = 200;
constexpr long kLastSuccess = 299;
constexpr long kUnauthorized = 401;
constexpr long kForbidden = 403;
constexpr long kNotFound = 404;
constexpr long kRequestTimeout = 408;
constexpr long kTooManyRequests = 429;
constexpr long kServerError = 500;

constexpr bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~").find(c) != std::string_view::npos;
}

// As in the signed path: everything but unreserved characters is encoded, in upper-case hex.
std::string percent_encoded(std::string_view key) {
  std::string text;
  for (const char c : key) {
    if (is_unreserved(c) || c == '/') {
      text.push_back(c);
    } else {
      text.push_back('%');
      append_hex(text, static_cast<unsigned char>(c), HexCase::kUpper);
    }
  }
  return text;
}

// Whether the server may answer differently later.
bool is_passing_status(long status) {
  return status >= kServerError || status == kTooManyRequests || status == kRequestTimeout;
}

bool may_work_later(const HttpReply& reply) {
  return reply.end == End::kUnanswered || reply.end == End::kTimedOut ||
         (reply.end == End::kAnswered && is_passing_status(reply.status));
}

// The code in an S3 error document, which may be anything; empty if nothing looks like a code.
std::string_view error_code_in(std::string_view document) {
  static const re2::RE2 kCode("<Code>([A-Za-z0-9_.]{1,64})</Code>");
  re2::StringPiece code;
  re2::RE2::PartialMatch(document, kCode, &code);
  return {code.data(), code.size()};
}

// The error for an answer that is no success.
Error refusal(const S3Uri& uri, const HttpReply& reply) {
  const std::string_view code = error_code_in(reply.body);
  if (reply.status == kNotFound) {
    if (code != "NoSuchBucket") return no_such_object(uri);
    return no_such_key("There is no object " + uri.text() + ": there is no such bucket.");
  }
  std::string found = "status " + std::to_string(reply.status);
  if (!code.empty()) found.append(" (").append(code).append(")");
  if (reply.status == kForbidden || reply.status == kUnauthorized) {
    return storage_access_denied("The S3 server denied access to " + uri.text() + " with " + found + ".");
  }
  if (is_passing_status(reply.status)) {
    return storage_unavailable("The S3 server failed at " + uri.text() + " with " + found + ".");
  }
  return validation_failed("The S3 server refused the request for " + uri.text() + " with " + found + ".");
}

}  // namespace

S3Store::S3Store(const S3Options& options)
    : endpoint_(options.endpoint),
      rules_{.service = "s3",
             .identity = options.identity,
             .stall_time_out = options.timeout,
             .time_out = {},
             .trust = options.trust} {}

HttpRequest S3Store::request_for(Method method, const S3Uri& uri, std::string_view payload) const {
  HttpRequest request{.method = method,
                      .url = endpoint_ + "/" + uri.bucket + "/" + percent_encoded(uri.key),
                      .headers = {},
                      .body = payload,
                      .max_bytes = 0};
  // libcurl signs this header if it is set, but does not set it itself.
  if (rules_.is_signed()) request.headers.push_back("x-amz-content-sha256: " + hex(sha256(payload)));
  return request;
}

HttpReply S3Store::perform(const HttpRequest& request, const work::StopGate& gate) const {
  // Each thread keeps its connections.
  thread_local outbound::HttpClient client;
  outbound::Backoff backoff(kTries, kFirstPause);
  while (!gate.stopped()) {
    HttpReply reply = client.perform(request, rules_, gate.token());
    if (!may_work_later(reply)) return reply;
    if (!backoff.pause(gate.token()) && !gate.stopped()) return reply;
  }
  return {.end = End::kStopped, .status = 0, .body = {}, .reason = {}};
}

Error S3Store::no_answer(const S3Uri& uri, const HttpRequest& request, const HttpReply& reply) const {
  if (reply.end == End::kStopped) return access_stopped(uri);
  if (reply.end == End::kTooLarge) return object_too_large(uri, request.max_bytes);
  const std::string reason =
      reply.end == End::kTimedOut ? "no progress for as long as --s3-timeout allows" : reply.reason;
  return storage_unavailable("The S3 server at " + endpoint_ + " gave no answer for " + uri.text() + ": " + reason +
                             ".");
}

Result<std::string> S3Store::get(const S3Uri& uri, std::size_t max_bytes, const work::StopGate& gate) {
  if (auto checked = check_object(uri); !checked) return checked.error();
  HttpRequest request = request_for(Method::kGet, uri, {});
  request.max_bytes = max_bytes;
  HttpReply reply = perform(request, gate);
  if (reply.end != End::kAnswered) return no_answer(uri, request, reply);
  if (reply.status != kOk) return refusal(uri, reply);
  return std::move(reply.body);
}

Result<void> S3Store::put(const S3Uri& uri, std::string_view content, work::StopGate& gate) {
  if (auto checked = check_object(uri); !checked) return checked.error();
  HttpRequest request = request_for(Method::kPut, uri, content);
  request.headers.emplace_back("Content-Type: application/octet-stream");
  const HttpReply reply = perform(request, gate);
  if (reply.end != End::kAnswered) return no_answer(uri, request, reply);
  if (reply.status < kOk || reply.status > kLastSuccess) return refusal(uri, reply);
  return {};
}

}  // namespace voiceid::objects
