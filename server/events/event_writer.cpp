#include "server/events/event_writer.hpp"

#include <array>

#include "base/digest.hpp"
#include "base/uuid.hpp"
#include "domain/arn.hpp"
#include "server/events/event_details.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::events {
namespace {

using json::append_string;
using json::JsonStyle;

constexpr std::size_t kKeyBytes = 32;
// Tell the two ids of an event apart.
constexpr char kOfEnvelope = 'e';
constexpr char kOfSource = 's';

template <class Variant>
constexpr std::array<std::string_view, std::variant_size_v<Variant>> kDetailTypesOf{};
template <class... Details>
constexpr std::array<std::string_view, sizeof...(Details)> kDetailTypesOf<std::variant<Details...>>{
    Details::kDetailType...};

template <class Detail>
std::string_view action_of(const Detail& detail) {
  if constexpr (requires { Detail::kAction; }) {
    return Detail::kAction;
  } else {
    return name_of(detail.action);
  }
}

// RFC 3339 in UTC, with whole seconds.
std::string envelope_time(TimePoint time) {
  constexpr std::size_t kToTheSecond = std::string_view("2026-11-21T09:30:00").size();
  return to_rfc3339(time).substr(0, kToTheSecond) + "Z";
}

auto digest_of(std::string_view key, std::uint64_t sequence, char purpose) {
  std::string text(key);
  text.push_back(purpose);
  text.append(std::to_string(sequence));
  return sha256(text);
}

// The status of an event with that detail (sample events).
std::string_view status_of(const StartSessionEvent& event, bool failed) {
  return failed ? "STREAMING_FAILED" : name_of(event.step);
}
std::string_view status_of(const SessionEnrollmentEvent& /*event*/, bool failed) {
  return failed ? "FAILED" : "SUBMITTED";
}
template <class Detail>
std::string_view status_of(const Detail& event, bool failed) {
  if constexpr (requires { event.job.status; }) {
    return name_of(failed ? JobStatus::kFailed : event.job.status);
  } else {
    return failed ? "FAILED" : "SUCCEEDED";
  }
}

void append_member(std::string& out, std::string_view name, std::string_view value) {
  out.append(",\"").append(name).append("\":");
  append_string(out, value);
}

}  // namespace

std::span<const std::string_view> detail_types() { return kDetailTypesOf<EventDetail>; }

std::string_view detail_type_of(const Event& event) { return detail_types()[event.detail.index()]; }

std::string domain_arn_of(const Event& event) {
  return domain_arn(event.region, event.account, event.domain_id.view());
}

void EventWriter::renew(RandomSource& source) {
  std::array<unsigned char, kKeyBytes> bytes{};
  source.fill(bytes);
  key_.assign(bytes.begin(), bytes.end());
}

std::string EventWriter::id_of(const PublishedEvent& event) const {
  const auto digest = digest_of(key_, event.sequence, kOfEnvelope);
  return uuid_from(std::span(digest).first<kUuidBytes>());
}

void EventWriter::append_envelope(std::string& out, const PublishedEvent& published) const {
  const Event& event = published.event;
  out.append(R"({"version":"0")");
  append_member(out, "id", id_of(published));
  append_member(out, "detail-type", detail_type_of(event));
  append_member(out, "source", kEventSource);
  append_member(out, "account", event.account);
  append_member(out, "time", envelope_time(event.time));
  append_member(out, "region", event.region);
  out.append(R"(,"resources":[)");
  append_string(out, domain_arn_of(event));
  out.append(R"(],"detail":)");
  append_detail(out, published);
  out.push_back('}');
}

void EventWriter::append_detail(std::string& out, const PublishedEvent& published) const {
  const Event& event = published.event;
  const auto digest = digest_of(key_, published.sequence, kOfSource);
  const ResourceId source_id = resource_id_from(std::span(digest).first<kResourceIdLength>());
  std::visit(
      [&](const auto& what) {
        CommonDetail common{.source_id = source_id.view(),
                            .action = action_of(what),
                            .status = status_of(what, event.error.has_value()),
                            .domain_id = event.domain_id.view(),
                            .error_info = {}};
        if (event.error) common.error_info = {event.error->message, name_of(event.error->type), event.error->code};
        const auto detail = described(what);
        using Detail = std::remove_cvref_t<decltype(detail)>;
        out.push_back('{');
        append_members(out, shapes::kMembersOf<CommonDetail>, &common, JsonStyle::kEvent, false);
        append_members(out, shapes::kMembersOf<Detail>, &detail, JsonStyle::kEvent, true);
        out.push_back('}');
      },
      event.detail);
}

}  // namespace voiceid::events
