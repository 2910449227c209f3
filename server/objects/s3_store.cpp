#include "server/objects/s3_store.hpp"

#include "base/digest.hpp"
#include "server/objects/object_errors.hpp"
#include "server/objects/object_key.hpp"
#include "server/objects/s3_answer.hpp"
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

void append_hex(std::string& out, unsigned char byte, std::string_view digits) {
  out.push_back(digits[byte >> 4U]);
  out.push_back(digits[byte & 0xFU]);
}

constexpr bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~").find(c) != std::string_view::npos;
}

// As the signature has the path: all but the unreserved is encoded, with upper-case digits.
std::string percent_encoded(std::string_view key) {
  std::string text;
  for (const char c : key) {
    if (is_unreserved(c) || c == '/') {
      text.push_back(c);
    } else {
      text.push_back('%');
      append_hex(text, static_cast<unsigned char>(c), "0123456789ABCDEF");
    }
  }
  return text;
}

std::string hex_digest(std::string_view payload) {
  std::string text;
  for (const unsigned char byte : sha256(payload)) append_hex(text, byte, "0123456789abcdef");
  return text;
}

bool may_work_later(const HttpReply& reply) {
  return reply.end == End::kUnanswered || reply.end == End::kTimedOut ||
         (reply.end == End::kAnswered && is_passing_status(reply.status));
}

}  // namespace

S3Store::S3Store(const S3Options& options)
    : endpoint_(options.endpoint),
      rules_{
          "s3", {options.region, options.access_key, options.secret_key, options.session_token}, options.timeout, {}} {}

HttpRequest S3Store::request_for(Method method, const S3Uri& uri, std::string_view payload) const {
  HttpRequest request{method, endpoint_ + "/" + uri.bucket + "/" + percent_encoded(uri.key), {}, payload, 0};
  // libcurl signs what it finds here, but does not say it to the server itself.
  if (rules_.is_signed()) request.headers.push_back("x-amz-content-sha256: " + hex_digest(payload));
  return request;
}

HttpReply S3Store::perform(const HttpRequest& request, const work::StopGate& gate) const {
  // Connections are kept for as long as the thread that made them.
  thread_local outbound::HttpClient client;
  outbound::Backoff backoff(kTries, kFirstPause);
  while (!gate.stopped()) {
    HttpReply reply = client.perform(request, rules_, gate.token());
    if (!may_work_later(reply)) return reply;
    if (!backoff.pause(gate.token()) && !gate.stopped()) return reply;
  }
  return {End::kStopped, 0, {}, {}};
}

Error S3Store::no_answer(const S3Uri& uri, const HttpRequest& request, const HttpReply& reply) const {
  if (reply.end == End::kStopped) return access_stopped(uri);
  if (reply.end == End::kTooLarge) return object_too_large(uri, request.max_bytes);
  const std::string reason =
      reply.end == End::kTimedOut ? "nothing got through for as long as --s3-timeout allows" : reply.reason;
  return {&kStorageUnavailable,
          "The S3 server at " + endpoint_ + " gave no answer for " + uri.text() + ": " + reason + ".",
          {},
          {}};
}

Result<std::string> S3Store::get(const S3Uri& uri, std::size_t max_bytes, const work::StopGate& gate) {
  if (auto checked = check_object(uri); !checked) return checked.error();
  HttpRequest request = request_for(Method::kGet, uri, {});
  request.max_bytes = max_bytes;
  HttpReply reply = perform(request, gate);
  if (reply.end != End::kAnswered) return no_answer(uri, request, reply);
  if (reply.status != kOk) return s3_error(uri, reply.status, reply.body);
  return std::move(reply.body);
}

Result<void> S3Store::put(const S3Uri& uri, std::string_view content, work::StopGate& gate) {
  if (auto checked = check_object(uri); !checked) return checked.error();
  HttpRequest request = request_for(Method::kPut, uri, content);
  request.headers.emplace_back("Content-Type: application/octet-stream");
  const HttpReply reply = perform(request, gate);
  if (reply.end != End::kAnswered) return no_answer(uri, request, reply);
  if (reply.status < kOk || reply.status > kLastSuccess) return s3_error(uri, reply.status, reply.body);
  return {};
}

}  // namespace voiceid::objects
