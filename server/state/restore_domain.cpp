#include "server/state/restore_domain.hpp"

#include <algorithm>
#include <utility>

#include "domain/arn.hpp"
#include "server/state/snapshot.hpp"

namespace voiceid::state {
namespace {

using store::DomainRecord;

Error taken(const std::string& path, std::string_view member) {
  return wrong_value(path + "." + std::string(member), "Member must be different from those before it in the list");
}

Result<void> check_tags(const SavedDomain& saved, const std::string& path, Tags& tags) {
  std::vector<std::pair<std::string_view, std::string_view>> added;
  for (const SavedTag& tag : saved.tag_list) added.emplace_back(tag.key, tag.value);
  if (auto checked = add_tags(tags, added); !checked) return wrong_value(path + ".tags", checked.error().message);
  return {};
}

Result<void> check_domain(const SavedDomain& saved, const std::string& path) {
  const std::string arn = domain_arn(saved.region, saved.account, saved.id.view());
  if (saved.arn != arn) return wrong_value(path + ".arn", "Member must be " + arn);
  if (saved.deleted_at && saved.status != DomainStatus::kSuspended) {
    return wrong_value(path + ".domainStatus", "Member must be SUSPENDED in a domain that has DeletedAt");
  }
  const auto is_default = [&saved](const auto& watchlist) { return watchlist.id == saved.default_watchlist_id; };
  if (std::ranges::any_of(saved.watchlists, is_default)) return {};
  return wrong_value(path + ".defaultWatchlistId", "Member must be the id of one of the domain's watchlists");
}

Result<void> add(DomainRecord& record, Numbered<Watchlist>& row, std::uint64_t sequence, const std::string& path) {
  if (record.watchlists.find(row.id.view()) != nullptr) return taken(path, "watchlistId");
  if (row.is_default != (row.id == record.domain.default_watchlist_id)) {
    return wrong_value(path + ".defaultWatchlist",
                       "Member must be true in the domain's DefaultWatchlistId, and only there");
  }
  record.watchlists.insert(row.take_row(), sequence);
  return {};
}

Result<void> add(DomainRecord& record, Numbered<Fraudster>& row, std::uint64_t sequence, const std::string& path) {
  if (record.fraudsters.find(row.id.view()) != nullptr) return taken(path, "generatedFraudsterId");
  std::vector<Watchlist*> watchlists;
  for (const ResourceId& id : row.watchlist_ids) {
    Watchlist* watchlist = record.watchlists.find(id.view());
    if (watchlist == nullptr || std::ranges::find(watchlists, watchlist) != watchlists.end()) {
      return wrong_value(path + ".watchlistIds", "Members must be ids of the domain's watchlists, each once");
    }
    watchlists.push_back(watchlist);
  }
  if (watchlists.empty()) return wrong_value(path + ".watchlistIds", "Member must have at least one element");
  record.fraudsters.restore(row.take_row(), sequence, watchlists);
  return {};
}

Result<void> add(DomainRecord& record, SavedSession& row, std::uint64_t sequence, const std::string& path) {
  if (record.sessions.find(row.id()) != nullptr) return taken(path, "sessionId");
  if (record.sessions.find_by<store::BySessionName>(row.name()) != nullptr) return taken(path, "sessionName");
  if (row.ended_at().has_value() != (row.status() == StreamingStatus::kEnded)) {
    return wrong_value(path + ".endedAt", "Member must be there in a session that is ENDED, and only there");
  }
  if (row.enrollment_completes_at.has_value() != row.enrollment_in_progress()) {
    return wrong_value(path + ".enrollmentCompletesAt",
                       "Member must be there while an enrollment is IN_PROGRESS, and only then");
  }
  record.sessions.restore(row.take_row(), sequence);
  return {};
}

Result<void> check_job(const Job& job, const std::string& path) {
  if (job.failure().has_value() != (job.status() == JobStatus::kFailed)) {
    return wrong_value(path + ".failure", "Member must be there in a job that is FAILED, and only there");
  }
  if (job.ended_at().has_value() == job.is_active()) {
    return wrong_value(path + ".endedAt", "Member must be there in a job that has ended, and only there");
  }
  return {};
}

template <class Job>
Result<void> add_job(store::JobTable<Job>& table, Numbered<Job>& row, std::uint64_t sequence, const std::string& path) {
  if (table.find(row.id().view()) != nullptr) return taken(path, "origin.jobId");
  if (auto checked = check_job(row, path); !checked) return checked;
  table.restore(row.take_row(), sequence);
  return {};
}

Result<void> add(DomainRecord& record, Numbered<EnrollmentJob>& row, std::uint64_t sequence, const std::string& path) {
  return add_job(record.enrollment_jobs, row, sequence, path);
}

Result<void> add(DomainRecord& record, Numbered<RegistrationJob>& row, std::uint64_t sequence,
                 const std::string& path) {
  return add_job(record.registration_jobs, row, sequence, path);
}

Result<void> add(DomainRecord& record, Numbered<Speaker>& row, std::uint64_t sequence, const std::string& path) {
  if (record.speakers.find(row.generated_id()) != nullptr) return taken(path, "generatedSpeakerId");
  if (record.speakers.find_by_customer_id(row.customer_speaker_id()) != nullptr)
    return taken(path, "customerSpeakerId");
  if (!row.is_consistent()) {
    return wrong_value(
        path + ".status",
        "Member must be ENROLLED in a speaker with a Voiceprint and LastAccessedAt, which tells whether it "
        "expired, and PENDING or OPTED_OUT in any other");
  }
  record.speakers.insert(row.take_row(), sequence);
  return {};
}

// Adds the rows of a list with their sequence numbers, which must rise.
template <class Row, class Table>
Result<void> add_rows(DomainRecord& record, Table& table, std::vector<Row>& rows, const std::string& list,
                      const std::optional<std::uint64_t>& last, const std::stop_token& stop) {
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (stop.stop_requested()) return stopped();
    const std::string path = element(list, i);
    const std::uint64_t sequence = rows[i].sequence.value_or(before + 1);
    if (sequence <= before) {
      return wrong_value(path + ".sequence",
                         "Member must be greater than that of the row before, " + std::to_string(before));
    }
    if (auto added = add(record, rows[i], sequence, path); !added) return added;
    before = sequence;
  }
  if (last) table.skip_to(*last);
  return {};
}

Result<void> add_all_rows(DomainRecord& record, SavedDomain& saved, const std::string& path,
                          const std::stop_token& stop) {
  const LastSequences& last = saved.last_sequences;
  Result<void> done;
  const auto add_all = [&](auto& table, auto& rows, const char* list, const std::optional<std::uint64_t>& last_one) {
    if (done) done = add_rows(record, table, rows, path + "." + list, last_one, stop);
  };
  add_all(record.watchlists, saved.watchlists, "watchlists", last.watchlists);
  add_all(record.fraudsters, saved.fraudsters, "fraudsters", last.fraudsters);
  add_all(record.sessions, saved.sessions, "sessions", last.sessions);
  add_all(record.enrollment_jobs, saved.enrollment_jobs, "speakerEnrollmentJobs", last.enrollment_jobs);
  add_all(record.registration_jobs, saved.registration_jobs, "fraudsterRegistrationJobs", last.registration_jobs);
  add_all(record.speakers, saved.speakers, "speakers", last.speakers);
  return done;
}

void schedule(const SavedDomain& saved, store::Agenda& agenda) {
  if (saved.deleted_at) agenda.add(erased_from(*saved.deleted_at), store::EraseDomain{saved.id});
  for (const SavedSession& session : saved.sessions) {
    const GeneratedId id(session.id());
    if (session.ended_at()) agenda.add(forgotten_from(*session.ended_at()), store::ForgetSession{saved.id, id});
    if (session.enrollment_completes_at) {
      agenda.add(*session.enrollment_completes_at, store::CompleteEnrollment{saved.id, id});
    }
  }
}

}  // namespace

Error wrong_value(const std::string& path, const std::string& reason) {
  return validation_failed("Value at '" + path + "' failed to satisfy constraint: " + reason);
}

Error stopped() { return conflict("The emulator stopped before the state was read."); }

std::string element(const std::string& list, std::size_t place) {
  return list + "." + std::to_string(place + 1) + ".member";
}

Result<void> restore_domain(SavedDomain& saved, const std::string& path, store::Store& store, TimePoint now,
                            const std::stop_token& stop) {
  if (auto checked = check_domain(saved, path); !checked) return checked;
  if (auto checked = check_tags(saved, path, saved.tags); !checked) return checked;
  schedule(saved, store.agenda());
  end_jobs(saved, now);
  DomainRecord& record = store.restore_domain({.domain = std::move(static_cast<VoiceDomain&>(saved)),
                                               .account = saved.account,
                                               .region = saved.region,
                                               .sequence = saved.sequence});
  return add_all_rows(record, saved, path, stop);
}

}  // namespace voiceid::state
