#include "server/state/snapshot.hpp"

#include <map>
#include <utility>

#include "base/digest.hpp"
#include "base/hex.hpp"

namespace voiceid::state {
namespace {

using store::DomainRecord;
using CompletionTimes = std::map<std::pair<ResourceId, GeneratedId>, TimePoint>;

CompletionTimes completion_times(const store::Agenda& agenda) {
  CompletionTimes times;
  agenda.visit([&times](const store::Agenda::Entry& entry) {
    const auto* work = std::get_if<store::CompleteEnrollment>(&entry.work);
    if (work != nullptr) times.emplace(std::pair(work->domain_id, work->session_id), entry.due);
  });
  return times;
}

// Copies the rows of a table, with sequence numbers where they have gaps.
template <class Table, class Saved>
void copy_rows(const Table& table, std::vector<Saved>& rows, std::optional<std::uint64_t>& last) {
  rows.reserve(table.size());
  std::uint64_t before = 0;
  table.visit([&]<class Row>(std::uint64_t sequence, const Row& row) {
    Saved& saved = rows.emplace_back();
    static_cast<Row&>(saved) = row;
    if (sequence != before + 1) saved.sequence = sequence;
    before = sequence;
  });
  if (table.last_sequence() != before) last = table.last_sequence();
}

JobFailure failure_of_saved_job() {
  constexpr int kInternalServerError = 500;
  return {.message = "The job ran when this state was saved, and cannot go on where it is loaded; start it again.",
          .status_code = kInternalServerError};
}

template <class Saved>
void end_jobs(std::vector<Saved>& jobs, TimePoint now) {
  for (Saved& job : jobs) {
    if (job.is_active()) job.fail(failure_of_saved_job(), now);
  }
}

void copy_domain(const DomainRecord& record, const CompletionTimes& completions, TimePoint now, SavedDomain& saved) {
  static_cast<VoiceDomain&>(saved) = record.domain;
  saved.account = record.account;
  saved.region = record.region;
  saved.sequence = record.sequence;
  for (const auto& [key, value] : record.domain.tags) saved.tag_list.push_back({key, value});
  LastSequences& last = saved.last_sequences;
  copy_rows(record.watchlists, saved.watchlists, last.watchlists);
  copy_rows(record.fraudsters.rows(), saved.fraudsters, last.fraudsters);
  copy_rows(record.sessions, saved.sessions, last.sessions);
  copy_rows(record.enrollment_jobs.rows(), saved.enrollment_jobs, last.enrollment_jobs);
  copy_rows(record.registration_jobs.rows(), saved.registration_jobs, last.registration_jobs);
  copy_rows(record.speakers, saved.speakers, last.speakers);
  for (SavedSession& session : saved.sessions) {
    if (!session.enrollment_in_progress()) continue;
    const auto completion = completions.find({saved.id, GeneratedId(session.id())});
    session.enrollment_completes_at = completion == completions.end() ? now : completion->second;
  }
}

SavedClock saved_clock(const Clock::Setting& setting) {
  SavedClock clock{.offset = setting.offset, .frozen_at = {}};
  if (setting.frozen_at) clock.frozen_at = to_rfc3339(*setting.frozen_at);
  return clock;
}

}  // namespace

void end_jobs(SavedDomain& saved, TimePoint now) {
  end_jobs(saved.enrollment_jobs, now);
  end_jobs(saved.registration_jobs, now);
}

std::unique_ptr<Document> snapshot(const store::Store& store, const Clock& clock, const Scope& scope) {
  auto document = std::make_unique<Document>();
  const TimePoint now = clock.now();
  if (scope.is_everything()) {
    document->clock = saved_clock(clock.setting());
    document->page_token_key = hex(store.page_token_key());
    if (store.last_sequence() != 0) document->last_sequence = store.last_sequence();
  }
  for (const auto& made : store.client_tokens().all()) {
    if (scope.covers_key(made.key)) {
      document->client_tokens.push_back({made.key, hex(bytes_of(made.parameters)), made.resource, made.at});
    }
  }
  const CompletionTimes completions = completion_times(store.agenda());
  for (const DomainRecord* record : store.all_domains()) {
    if (!scope.covers(record->account, record->region)) continue;
    SavedDomain& saved = document->domains.emplace_back();
    copy_domain(*record, completions, now, saved);
    end_jobs(saved, now);
  }
  for (const auto& [instance_id, domain_id] : store.integration_associations()) {
    const DomainRecord* record = store.find_domain(domain_id.view());
    const bool is_meant = record != nullptr ? scope.covers(record->account, record->region) : scope.is_everything();
    if (is_meant) document->integration_associations.push_back({instance_id, domain_id});
  }
  for (const auto& [contact_id, contact] : store.contacts()) {
    if (scope.region || !scope.covers_account(contact.account)) continue;
    document->contacts.push_back({contact_id, contact.account, contact.customer_id});
  }
  return document;
}

std::size_t size_in_memory(const Document& document) {
  std::size_t bytes = 0;
  const auto add = [&bytes](const auto&... lists) { ((bytes += lists.size() * sizeof(lists.front())), ...); };
  add(document.client_tokens, document.integration_associations, document.contacts, document.domains);
  for (const SavedDomain& domain : document.domains) {
    add(domain.watchlists, domain.fraudsters, domain.sessions, domain.enrollment_jobs, domain.registration_jobs,
        domain.speakers);
  }
  return bytes;
}

}  // namespace voiceid::state
