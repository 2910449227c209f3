#include "server/journal/hints.hpp"

#include <algorithm>
#include <array>

namespace voiceid::journal {
namespace {

using store::DomainRecord;

// How many domains are searched for a resource, so that an error costs little however many there are.
constexpr int kMostSearched = 256;

struct ResourceKind {
  ResourceType type;
  /// What messages call it.
  std::string_view noun;
  /// The member of requests that names it.
  std::string_view member;
  bool (*is_in)(DomainRecord& record, std::string_view id);
};

constexpr std::array kResourceKinds{
    ResourceKind{
        ResourceType::kSpeaker, "speaker", "SpeakerId",
        [](DomainRecord& record, std::string_view id) { return record.speakers.find_by_either(id) != nullptr; }},
    ResourceKind{
        ResourceType::kSession, "session", "SessionNameOrId",
        [](DomainRecord& record, std::string_view id) { return record.sessions.find_by_either(id) != nullptr; }},
    ResourceKind{ResourceType::kWatchlist, "watchlist", "WatchlistId",
                 [](DomainRecord& record, std::string_view id) { return record.watchlists.find(id) != nullptr; }},
    ResourceKind{ResourceType::kFraudster, "fraudster", "FraudsterId",
                 [](DomainRecord& record, std::string_view id) { return record.fraudsters.find(id) != nullptr; }},
    ResourceKind{ResourceType::kBatchJob, "job", "JobId", [](DomainRecord& record, std::string_view id) {
                   return record.enrollment_jobs.find(id) != nullptr || record.registration_jobs.find(id) != nullptr;
                 }}};

const ResourceKind* kind_of(const Error& error) {
  if (!error.resource_type) return nullptr;
  const auto* kind = std::ranges::find(kResourceKinds, *error.resource_type, &ResourceKind::type);
  return kind == kResourceKinds.end() ? nullptr : kind;
}

std::string place(std::string_view account, std::string_view region) {
  return std::string("account ").append(account).append(", region ").append(region);
}

std::string shown(const DomainRecord& record) { return std::string("Domain ").append(record.domain.id.view()); }

void note_owner(const DomainRecord& record, http::CallNotes& notes) {
  if (record.account == notes.account && record.region == notes.region) return;
  note_hint(notes, "another-owner",
            shown(record) + " is in " + place(record.account, record.region) + "; this call came from " +
                place(notes.account, notes.region) +
                ". The access key sets the account, the client's region the region.");
}

void note_other_domain(const Error& error, const Named& named, handlers::Context& context, http::CallNotes& notes) {
  const ResourceKind* kind = kind_of(error);
  if (kind == nullptr || named.resource_id.empty()) return;
  int searched = 0;
  DomainRecord* found = context.store.newest_domain([&](DomainRecord& record) {
    if (++searched > kMostSearched) return true;
    return record.domain.id.view() != named.domain_id && kind->is_in(record, named.resource_id);
  });
  if (found == nullptr || searched > kMostSearched) return;
  note_hint(notes, "another-domain",
            shown(*found)
                .append(" (")
                .append(place(found->account, found->region))
                .append(") has a ")
                .append(kind->noun)
                .append(" of this id; this call named domain ")
                .append(named.domain_id)
                .append("."));
}

void note_inactive(const DomainRecord& record, http::CallNotes& notes) {
  const std::string path = std::string("/_voiceid/domains/").append(record.domain.id.view());
  if (record.domain.deleted_at) {
    return note_hint(notes, "deleted-domain",
                     shown(record) + " was deleted at " + to_rfc3339(*record.domain.deleted_at) + " and is erased at " +
                         to_rfc3339(erased_from(*record.domain.deleted_at)) + "; POST " + path +
                         "/restore brings it back.");
  }
  note_hint(notes, "inactive-domain",
            shown(record)
                .append(" is ")
                .append(name_of(record.domain.status))
                .append("; PUT ")
                .append(path)
                .append(R"(/status with {"Status": "ACTIVE"} makes it active.)"));
}

}  // namespace

void note_hint(http::CallNotes& notes, std::string_view kind, std::string text) {
  if (!notes.hint.empty()) return;
  notes.hint_kind = kind;
  notes.hint = std::move(text);
}

Named named_in(const Error& error, const shapes::Shape& shape, const void* request, std::string_view domain_id) {
  const ResourceKind* kind = kind_of(error);
  if (kind == nullptr) return {domain_id, {}};
  const auto member = std::ranges::find(shape.members, kind->member, &shapes::Member::name);
  const void* id = member == shape.members.end() ? nullptr : member->get(request);
  return {domain_id, id == nullptr ? std::string_view() : *static_cast<const std::string_view*>(id)};
}

void note_hint_on(const Error& error, const Named& named, handlers::Context& context, http::CallNotes& notes) {
  const DomainRecord* record = context.store.find_domain(named.domain_id);
  if (error.conflict_type == ConflictType::kDomainNotActive) {
    if (record != nullptr) note_inactive(*record, notes);
  } else if (error.resource_type == ResourceType::kDomain) {
    if (record != nullptr) note_owner(*record, notes);
  } else if (error.resource_type) {
    note_other_domain(error, named, context, notes);
  }
}

void note_hint_on_expiry(const shapes::EvaluateSessionResponse& evaluated, TimePoint now, http::CallNotes& notes) {
  constexpr std::chrono::days kFarAhead{365};
  const auto& authentication = evaluated.authentication_result;
  if (!authentication || authentication->decision != name_of(AuthenticationDecision::kSpeakerExpired)) return;
  const auto machine_now = std::chrono::system_clock::now();
  if (now - machine_now < kFarAhead) return;
  note_hint(notes, "clock-ahead",
            "The speaker has expired by the emulator's clock, which shows " + to_rfc3339(now) +
                ", more than a year ahead of this machine's; see GET /_voiceid/clock.");
}

}  // namespace voiceid::journal
