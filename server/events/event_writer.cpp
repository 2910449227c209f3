#include "server/events/event_writer.hpp"

#include <array>
#include <cstring>

#include "base/digest.hpp"
#include "base/hex.hpp"
#include "base/uuid.hpp"
#include "domain/arn.hpp"
#include "server/events/event_details.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::events {
namespace {

using json::append_string;
using json::JsonStyle;

constexpr std::size_t kKeyBytes = 32;
// Tell apart what is derived from the key.
constexpr char kOfEnvelope = 'e';
constexpr char kOfSource = 's';
constexpr char kOfMask = 'm';

// An envelope's id is `hhhhhhhh-hhhh-4hhh-tttt-tttttttttttt`: its tail is a digest of the sequence number, its head the
// sequence number under a mask that is a digest of the tail. So an id can be told from any other text, and its sequence
// number read, without looking at events.
constexpr std::size_t kUuidLength = 36;
constexpr std::size_t kTail = 19;
constexpr std::uint64_t kHeadBits = (1ULL << 60U) - 1;

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

auto digest_of(std::string_view key, std::string_view what, char purpose) {
  std::string text(key);
  text.push_back(purpose);
  text.append(what);
  return sha256(text);
}

auto digest_of(std::string_view key, std::uint64_t sequence, char purpose) {
  return digest_of(key, std::to_string(sequence), purpose);
}

std::uint64_t mask_of(std::string_view key, std::string_view tail) {
  std::uint64_t mask = 0;
  std::memcpy(&mask, digest_of(key, tail, kOfMask).data(), sizeof mask);
  return mask & kHeadBits;
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

std::string EventWriter::id_of(std::uint64_t sequence) const {
  const auto digest = digest_of(key_, sequence, kOfEnvelope);
  std::string id = uuid_from(std::span(digest).first<kUuidBytes>());
  // Of its 16 digits, the first is 0.
  const std::string head = hex(sequence ^ mask_of(key_, std::string_view(id).substr(kTail)));
  id.replace(0, 8, head, 1, 8).replace(9, 4, head, 9, 4).replace(15, 3, head, 13, 3);
  return id;
}

std::optional<std::uint64_t> EventWriter::sequence_of(std::string_view id) const {
  if (id.size() != kUuidLength) return std::nullopt;
  const auto head = number_in_hex(std::string(id.substr(0, 8)).append(id.substr(9, 4)).append(id.substr(15, 3)));
  if (!head) return std::nullopt;
  const std::uint64_t sequence = *head ^ mask_of(key_, id.substr(kTail));
  return id_of(sequence) == id ? std::optional(sequence) : std::nullopt;
}

void EventWriter::append_envelope(std::string& out, const PublishedEvent& published) const {
  const Event& event = published.event;
  out.append(R"({"version":"0")");
  append_member(out, "id", id_of(published.sequence));
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
