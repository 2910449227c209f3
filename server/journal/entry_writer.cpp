#include "server/journal/entry_writer.hpp"

#include <optional>

#include "base/wording.hpp"
#include "server/journal/entry_shapes.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::journal {
namespace {

// Shows that the rest of a body is missing.
constexpr std::string_view kEllipsis = "…";

std::optional<std::string_view> if_any(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

CallTail tail_of(const Entry& entry) {
  CallTail tail{.cached = {}, .fault = if_any(entry.fault), .hint = if_any(entry.hint)};
  if (!entry.cached) return tail;
  tail.cached.emplace();
  if (entry.cached->authentication) tail.cached->push_back("AuthenticationResult");
  if (entry.cached->fraud_detection) tail.cached->push_back("FraudDetectionResult");
  return tail;
}

}  // namespace

void EntryWriter::append(std::string& out, const Entry& entry) const {
  const std::string time = to_rfc3339(entry.time);
  const std::string client = printable(entry.client);
  const CallHead head{.number = static_cast<std::int64_t>(entry.number),
                      .time = time,
                      .operation = if_any(entry.operation),
                      .account = if_any(entry.account),
                      .region = if_any(entry.region),
                      .domain_id = if_any(entry.domain_id),
                      .status = entry.status,
                      .error = if_any(entry.error),
                      .took_ms = std::chrono::duration<double, std::milli>(entry.took).count(),
                      .request_id = entry.request_id,
                      .client = if_any(client)};
  const CallTail tail = tail_of(entry);
  out.push_back('{');
  json::append_members(out, shapes::kMembersOf<CallHead>, &head, json::JsonStyle::kPlain, false);
  append_body(out, "Request", entry.request, false);
  if (entry.answer_is_sensitive && !shows_sensitive_) {
    out.append(R"(,"Answer":"***")");
  } else {
    // Other messages repeat nothing sensitive.
    append_body(out, "Answer", entry.answer, !entry.error.empty());
  }
  json::append_members(out, shapes::kMembersOf<CallTail>, &tail, json::JsonStyle::kPlain, true);
  out.push_back('}');
}

void EntryWriter::append_body(std::string& out, std::string_view name, std::string_view body, bool is_harmless) const {
  if (body.empty()) return;
  const bool shows_all = shows_sensitive_ || is_harmless;
  Masking::Body shown = shows_all ? Masking::unmasked(body) : masking_.masked(body);
  out.append(",\"").append(name).append("\":");
  if (shown.is_json) {
    out.append(shown.text);
    return;
  }
  if (shows_all) shown.text = printable(body);
  if (!shows_all || body.size() == kMostOfBody) shown.text.append(kEllipsis);
  json::append_string(out, shown.text);
}

}  // namespace voiceid::journal
