#include "server/storage/s3_store.hpp"

#include <condition_variable>
#include <mutex>
#include <random>

#include "server/storage/object_errors.hpp"
#include "server/storage/object_key.hpp"
#include "server/storage/s3_answer.hpp"
#include "store/digest.hpp"

namespace voiceid::storage {
namespace {

using End = S3Reply::End;
using std::chrono::milliseconds;

constexpr int kAttempts = 4;
constexpr milliseconds kFirstPause{100};
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
  for (const unsigned char byte : store::sha256(payload)) append_hex(text, byte, "0123456789abcdef");
  return text;
}

bool may_work_later(const S3Reply& reply) {
  return reply.end == End::kUnanswered || (reply.end == End::kAnswered && is_passing_status(reply.status));
}

// What nobody ever tells of.
struct Never {
  std::mutex mutex;
  std::condition_variable_any condition;
};

// At least so long, and by chance up to half as long again, so that those who failed together come back one by one.
// Ends early at a stop.
void pause_for(milliseconds pause, const std::stop_token& stop) {
  thread_local std::minstd_rand random(
      static_cast<unsigned>(std::chrono::steady_clock::now().time_since_epoch().count()));
  std::uniform_int_distribution<milliseconds::rep> more(0, pause.count() / 2);
  Never never;
  std::unique_lock lock(never.mutex);
  never.condition.wait_for(lock, stop, pause + milliseconds(more(random)), [] { return false; });
}

}  // namespace

S3Request S3Store::request_for(const S3Uri& uri, std::string_view payload) const {
  S3Request request{options_.endpoint + "/" + uri.bucket + "/" + percent_encoded(uri.key), {}, {}, 0};
  if (options_.access_key.empty()) return request;
  // libcurl signs what it finds here, but does not say it to the server itself.
  request.headers.push_back("x-amz-content-sha256: " + hex_digest(payload));
  if (!options_.session_token.empty()) request.headers.push_back("x-amz-security-token: " + options_.session_token);
  return request;
}

S3Reply S3Store::perform(const S3Request& request, const StopGate& gate) const {
  // Connections are kept for as long as the thread that made them.
  thread_local S3Connection connection;
  milliseconds pause = kFirstPause;
  for (int attempts = 1; !gate.stopped(); ++attempts) {
    S3Reply reply = connection.perform(request, options_, gate.token());
    if (!may_work_later(reply) || attempts == kAttempts) return reply;
    pause_for(pause, gate.token());
    pause *= 2;
  }
  return {End::kStopped, 0, {}, {}};
}

Error S3Store::no_answer(const S3Uri& uri, const S3Request& request, const S3Reply& reply) const {
  if (reply.end == End::kStopped) return access_stopped(uri);
  if (reply.end == End::kTooLarge) return object_too_large(uri, request.max_bytes);
  return {&kStorageUnavailable,
          "The S3 server at " + options_.endpoint + " gave no answer for " + uri.text() + ": " + reply.reason + ".",
          {},
          {}};
}

Result<std::string> S3Store::get(const S3Uri& uri, std::size_t max_bytes, const StopGate& gate) {
  if (auto checked = check_object(uri); !checked) return checked.error();
  S3Request request = request_for(uri, {});
  request.max_bytes = max_bytes;
  S3Reply reply = perform(request, gate);
  if (reply.end != End::kAnswered) return no_answer(uri, request, reply);
  if (reply.status != kOk) return s3_error(uri, reply.status, reply.body);
  return std::move(reply.body);
}

Result<void> S3Store::put(const S3Uri& uri, std::string_view content, StopGate& gate) {
  if (auto checked = check_object(uri); !checked) return checked.error();
  S3Request request = request_for(uri, content);
  request.headers.emplace_back("Content-Type: application/octet-stream");
  request.content = content;
  const S3Reply reply = perform(request, gate);
  if (reply.end != End::kAnswered) return no_answer(uri, request, reply);
  if (reply.status < kOk || reply.status > kLastSuccess) return s3_error(uri, reply.status, reply.body);
  return {};
}

}  // namespace voiceid::storage
