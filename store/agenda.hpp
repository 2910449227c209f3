#pragma once

#include <iterator>
#include <optional>
#include <set>
#include <tuple>
#include <variant>

#include "domain/ids.hpp"
#include "domain/time_point.hpp"

namespace voiceid::store {

/// Erases a deleted domain for good (Guide).
struct EraseDomain {
  ResourceId domain_id;
  friend bool operator==(const EraseDomain&, const EraseDomain&) = default;
  friend bool operator<(const EraseDomain& a, const EraseDomain& b) { return a.domain_id < b.domain_id; }
};
/// Forgets a session that ended.
struct ForgetSession {
  ResourceId domain_id;
  GeneratedId session_id;
  friend bool operator==(const ForgetSession&, const ForgetSession&) = default;
  friend bool operator<(const ForgetSession& a, const ForgetSession& b) {
    return std::tie(a.domain_id, a.session_id) < std::tie(b.domain_id, b.session_id);
  }
};
/// Completes an enrollment by session.
struct CompleteEnrollment {
  ResourceId domain_id;
  GeneratedId session_id;
  friend bool operator==(const CompleteEnrollment&, const CompleteEnrollment&) = default;
  friend bool operator<(const CompleteEnrollment& a, const CompleteEnrollment& b) {
    return std::tie(a.domain_id, a.session_id) < std::tie(b.domain_id, b.session_id);
  }
};

/// Work holds ids only, so it does nothing if its subject is gone by then.
using DueWork = std::variant<EraseDomain, ForgetSession, CompleteEnrollment>;

/// What happens by itself when the clock reaches its time.
class Agenda {
 public:
  struct Entry {
    TimePoint due;
    DueWork work;
    friend bool operator<(const Entry& a, const Entry& b) { return std::tie(a.due, a.work) < std::tie(b.due, b.work); }
  };

  /// Schedules work. The same work at the same time is done once.
  void add(TimePoint due, const DueWork& work) { entries_.insert({due, work}); }
  /// Removes that work at that time, if it is there.
  void cancel(TimePoint due, const DueWork& work) { entries_.erase({due, work}); }

  bool has_due(TimePoint now) const { return !entries_.empty() && entries_.begin()->due <= now; }

  /// When the first work falls due; TimePoint::max() if there is none.
  TimePoint next_due() const { return entries_.empty() ? TimePoint::max() : entries_.begin()->due; }

  /// Moves the work on the domains for which `is_meant(domain_id)` is true to another agenda.
  template <class Predicate>
  void move_to(Agenda& other, Predicate is_meant) {
    for (auto entry = entries_.begin(); entry != entries_.end();) {
      const auto next = std::next(entry);
      if (is_meant(domain_of(entry->work))) other.entries_.insert(entries_.extract(entry));
      entry = next;
    }
  }

  /// Takes all the work of another agenda, in time proportional to the smaller of the two.
  void take(Agenda& other) {
    if (entries_.size() < other.entries_.size()) entries_.swap(other.entries_);
    entries_.merge(other.entries_);
    other.entries_.clear();
  }

  /// Calls `use(entry)` with all that is scheduled, in order.
  template <class Use>
  void visit(Use use) const {
    for (const Entry& entry : entries_) use(entry);
  }

  /// Removes and returns the work that falls due first, if it is due by now.
  std::optional<Entry> take_due(TimePoint now) {
    if (!has_due(now)) return std::nullopt;
    return entries_.extract(entries_.begin()).value();
  }

 private:
  static const ResourceId& domain_of(const DueWork& work) {
    return std::visit([](const auto& each) -> const ResourceId& { return each.domain_id; }, work);
  }

  std::set<Entry> entries_;
};

}  // namespace voiceid::store
