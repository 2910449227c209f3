#include "handlers/due_work.hpp"

#include "handlers/enrollment.hpp"

namespace voiceid::handlers {
namespace {

// Does each kind of work at its time. Its subject may have changed or gone by then.
class Doer {
 public:
  Doer(const Environment& environment, TimePoint due) : environment_(environment), due_(due) {}

  void operator()(const store::EraseDomain& work) const {
    store::DomainRecord* record = environment_.store.find_domain(work.domain_id.view());
    const bool due = record != nullptr && record->domain.deleted_at && erased_from(*record->domain.deleted_at) <= due_;
    if (due) environment_.store.erase_domain(*record);
  }

  void operator()(const store::ForgetSession& work) const {
    store::DomainRecord* record = environment_.store.find_domain(work.domain_id.view());
    Session* session = record == nullptr ? nullptr : record->sessions.find(work.session_id.view());
    if (session == nullptr || !session->ended_at() || forgotten_from(*session->ended_at()) > due_) return;
    // Otherwise the speaker would stay PENDING, with no session left to ask.
    if (session->enrollment_in_progress()) complete(*record, *session);
    record->sessions.erase(work.session_id.view());
  }

  void operator()(const store::CompleteEnrollment& work) const {
    store::DomainRecord* record = environment_.store.find_domain(work.domain_id.view());
    Session* session = record == nullptr ? nullptr : record->sessions.find(work.session_id.view());
    if (session != nullptr && session->enrollment_in_progress()) complete(*record, *session);
  }

 private:
  void complete(store::DomainRecord& record, Session& session) const {
    Context context(environment_, {record.account, record.region}, due_);
    complete_enrollment(context, record, session);
  }

  const Environment& environment_;
  TimePoint due_;
};

}  // namespace

void run_due_work(const Environment& environment, TimePoint now) {
  while (const auto entry = environment.store.agenda().take_due(now)) {
    std::visit(Doer(environment, entry->due), entry->work);
  }
}

}  // namespace voiceid::handlers
