#pragma once

#include <optional>
#include <set>
#include <tuple>
#include <variant>

#include "domain/ids.hpp"
#include "domain/time_point.hpp"

namespace voiceid::store {

/// A deleted domain goes for good (A).
struct EraseDomain {
  ResourceId domain_id;
  friend bool operator==(const EraseDomain&, const EraseDomain&) = default;
  friend bool operator<(const EraseDomain& a, const EraseDomain& b) { return a.domain_id < b.domain_id; }
};
/// A session that ended is forgotten (D).
struct ForgetSession {
  ResourceId domain_id;
  GeneratedId session_id;
  friend bool operator==(const ForgetSession&, const ForgetSession&) = default;
  friend bool operator<(const ForgetSession& a, const ForgetSession& b) {
    return std::tie(a.domain_id, a.session_id) < std::tie(b.domain_id, b.session_id);
  }
};
/// An enrollment by session is done (D).
struct CompleteEnrollment {
  ResourceId domain_id;
  GeneratedId session_id;
  friend bool operator==(const CompleteEnrollment&, const CompleteEnrollment&) = default;
  friend bool operator<(const CompleteEnrollment& a, const CompleteEnrollment& b) {
    return std::tie(a.domain_id, a.session_id) < std::tie(b.domain_id, b.session_id);
  }
};

/// Work names what it is about by its ids, so that it finds nothing where that is gone by then.
using DueWork = std::variant<EraseDomain, ForgetSession, CompleteEnrollment>;

/// What happens by itself when the clock comes to its time.
class Agenda {
 public:
  struct Entry {
    TimePoint due;
    DueWork work;
    friend bool operator<(const Entry& a, const Entry& b) { return std::tie(a.due, a.work) < std::tie(b.due, b.work); }
  };

  void add(TimePoint due, const DueWork& work) { entries_.insert({due, work}); }
  void cancel(TimePoint due, const DueWork& work) { entries_.erase({due, work}); }

  bool has_due(TimePoint now) const { return !entries_.empty() && entries_.begin()->due <= now; }

  /// When the first of it falls due; the latest of times where there is nothing.
  TimePoint next_due() const { return entries_.empty() ? TimePoint::max() : entries_.begin()->due; }

  /// Removes and returns what falls due first, where that is by now.
  std::optional<Entry> take_due(TimePoint now) {
    if (!has_due(now)) return std::nullopt;
    return entries_.extract(entries_.begin()).value();
  }

 private:
  std::set<Entry> entries_;
};

}  // namespace voiceid::store
