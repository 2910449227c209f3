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
  friend auto operator<=>(const EraseDomain&, const EraseDomain&) = default;
};
/// A session that ended is forgotten (D).
struct ForgetSession {
  ResourceId domain_id;
  GeneratedId session_id;
  friend auto operator<=>(const ForgetSession&, const ForgetSession&) = default;
};
/// An enrollment by session is done (D).
struct CompleteEnrollment {
  ResourceId domain_id;
  GeneratedId session_id;
  friend auto operator<=>(const CompleteEnrollment&, const CompleteEnrollment&) = default;
};

/// Work names what it is about by its ids, so that it finds nothing where that is gone by then.
using DueWork = std::variant<EraseDomain, ForgetSession, CompleteEnrollment>;

/// What happens by itself when the clock comes to its time.
class Agenda {
 public:
  struct Entry {
    TimePoint due;
    DueWork work;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };

  void add(TimePoint due, const DueWork& work) { entries_.insert({due, work}); }
  void cancel(TimePoint due, const DueWork& work) { entries_.erase({due, work}); }

  bool has_due(TimePoint now) const { return !entries_.empty() && entries_.begin()->due <= now; }

  /// Removes and returns what falls due first, where that is by now.
  std::optional<Entry> take_due(TimePoint now) {
    if (!has_due(now)) return std::nullopt;
    return entries_.extract(entries_.begin()).value();
  }

 private:
  std::set<Entry> entries_;
};

}  // namespace voiceid::store
