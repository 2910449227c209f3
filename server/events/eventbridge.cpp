#include "server/events/eventbridge.hpp"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "server/json/json_writer.hpp"

namespace voiceid::events {
namespace {

using Attempt = Receiver::Attempt;

// PutEvents takes 10 entries and 256 KB in all; this leaves room for what surrounds the entries.
constexpr std::size_t kMaxEntries = 10;
constexpr std::size_t kMaxBytes = 255 * 1024;
// Emulators of EventBridge want a signature, but accept any key.
constexpr const char* kAnyKey = "test";

std::string with_slash(std::string endpoint) {
  if (!endpoint.ends_with('/')) endpoint.push_back('/');
  return endpoint;
}

outbound::AwsIdentity with_keys(outbound::AwsIdentity identity) {
  if (identity.access_key.empty()) identity.access_key = identity.secret_key = kAnyKey;
  return identity;
}

std::string body_of(const std::vector<std::string>& entries) {
  std::string body = R"({"Entries":[)";
  for (const std::string& entry : entries) body.append(entry).push_back(',');
  body.back() = ']';
  body.push_back('}');
  return body;
}

// The ErrorCode of a refused entry if it looks like one; empty if the entry was accepted.
std::string code_of(const nlohmann::json& entry) {
  const auto code = entry.find("ErrorCode");
  if (code == entry.end() || !code->is_string()) return {};
  std::string text = *code;
  const auto is_of_a_code = [](unsigned char c) { return std::isalnum(c) != 0; };
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, is_of_a_code) ? text : "an error";
}

// What an answer with status 200 says about each entry.
Attempt read_answer(const std::string& text, std::size_t entries) {
  const auto answer = nlohmann::json::parse(text, nullptr, false);
  auto none = Attempt::failed(entries, "the receiver's answer is not a PutEvents response");
  if (!answer.is_object() || !answer.contains("FailedEntryCount")) return none;
  if (answer["FailedEntryCount"] == 0) return {};
  const auto results = answer.find("Entries");
  if (results == answer.end() || !results->is_array() || results->size() != entries) return none;
  Attempt attempt;
  for (std::size_t place = 0; place < entries; ++place) {
    const nlohmann::json& result = (*results)[place];
    const std::string code = result.is_object() ? code_of(result) : "an error";
    if (code.empty()) continue;
    attempt.refused.push_back(place);
    attempt.reason = "the receiver refused the entry with " + code;
  }
  return attempt.refused.empty() ? none : attempt;
}

}  // namespace

EventBridge::EventBridge(const EventWriter& writer, std::string endpoint, const outbound::AwsIdentity& identity,
                         const outbound::Trust& trust)
    : HttpReceiver(writer, with_slash(std::move(endpoint)),
                   {"Content-Type: application/x-amz-json-1.1", "X-Amz-Target: AWSEvents.PutEvents"},
                   {.service = "events", .identity = with_keys(identity), .trust = trust}) {}

Receiver::Limits EventBridge::limits() const { return {.events = kMaxEntries, .bytes = kMaxBytes}; }

std::string EventBridge::text_of(const PublishedEvent& event) const {
  std::string detail;
  writer().append_detail(detail, event);
  const auto time = std::chrono::floor<std::chrono::seconds>(event.event.time.time_since_epoch());
  std::string text = R"({"Time":)" + std::to_string(time.count()) + R"(,"Source":)";
  json::append_string(text, kEventSource);
  text.append(R"(,"DetailType":)");
  json::append_string(text, detail_type_of(event.event));
  text.append(R"(,"Resources":[)");
  json::append_string(text, domain_arn_of(event.event));
  text.append(R"(],"Detail":)");
  json::append_string(text, detail);
  text.push_back('}');
  return text;
}

Receiver::Attempt EventBridge::attempt(const std::vector<std::string>& texts, const std::stop_token& stop) {
  const outbound::HttpReply reply = post(body_of(texts), stop);
  if (reply.end == outbound::HttpReply::End::kAnswered && reply.status == 200) {
    return read_answer(reply.body, texts.size());
  }
  return failure(reply, texts.size());
}

}  // namespace voiceid::events
