#include "handlers/due_work.hpp"

#include "handlers/enrollment.hpp"

namespace voiceid::handlers {
namespace {

// Each kind of work at its time. What it is about may be gone, or other than it was, by then.
class Doer {
 public:
  Doer(store::Store& store, IdGenerator& ids, JobQueue& jobs, EventBus& events, const Settings& settings, TimePoint due)
      : store_(store), ids_(ids), jobs_(jobs), events_(events), settings_(settings), due_(due) {}

  void operator()(const store::EraseDomain& work) const {
    store::DomainRecord* record = store_.find_domain(work.domain_id.view());
    const bool due = record != nullptr && record->domain.deleted_at && erased_from(*record->domain.deleted_at) <= due_;
    if (due) store_.erase_domain(*record);
  }

  void operator()(const store::ForgetSession& work) const {
    store::DomainRecord* record = store_.find_domain(work.domain_id.view());
    Session* session = record == nullptr ? nullptr : record->sessions.find(work.session_id.view());
    if (session == nullptr || !session->ended_at() || forgotten_from(*session->ended_at()) > due_) return;
    // Else the speaker would stay PENDING without anybody to ask.
    if (session->enrollment_in_progress()) complete(*record, *session);
    record->sessions.erase(work.session_id.view());
  }

  void operator()(const store::CompleteEnrollment& work) const {
    store::DomainRecord* record = store_.find_domain(work.domain_id.view());
    Session* session = record == nullptr ? nullptr : record->sessions.find(work.session_id.view());
    if (session != nullptr && session->enrollment_in_progress()) complete(*record, *session);
  }

 private:
  void complete(store::DomainRecord& record, Session& session) const {
    Context context(store_, ids_, jobs_, events_, settings_, record.account, record.region, due_);
    complete_enrollment(context, record, session);
  }

  store::Store& store_;
  IdGenerator& ids_;
  JobQueue& jobs_;
  EventBus& events_;
  const Settings& settings_;
  TimePoint due_;
};

}  // namespace

void run_due_work(store::Store& store, IdGenerator& ids, JobQueue& jobs, EventBus& events, const Settings& settings,
                  TimePoint now) {
  while (const auto entry = store.agenda().take_due(now)) {
    std::visit(Doer(store, ids, jobs, events, settings, entry->due), entry->work);
  }
}

}  // namespace voiceid::handlers
