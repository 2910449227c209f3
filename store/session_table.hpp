#pragma once

#include <string_view>
#include <utility>

#include "domain/session.hpp"
#include "store/table.hpp"

namespace voiceid::store {

struct BySessionId {
  static std::string_view of(const Session& session) { return session.id(); }
};
struct BySessionName {
  static std::string_view of(const Session& session) { return session.name(); }
};

/// The sessions of a domain, found by id or name. Streams begin and end through it, because the quota counts them.
class SessionTable : public Table<Session, BySessionId, BySessionName> {
 public:
  /// By id if the value begins with `id#`, else by name; nullptr if there is none.
  Session* find_by_either(std::string_view id) { return is_generated_id(id) ? find(id) : find_by<BySessionName>(id); }

  /// Adds a session whose first stream begins.
  Session& start(Session session) {
    ++active_;
    return insert(std::move(session));
  }
  /// Adds a session that was saved.
  Session& restore(Session session, std::uint64_t sequence) {
    if (session.status() != StreamingStatus::kEnded) ++active_;
    return insert(std::move(session), sequence);
  }
  /// Begins the next stream of a session whose stream has ended.
  void restart(Session& session, StreamingStatus status, TimePoint now) {
    ++active_;
    session.restart(status, now);
  }
  /// Returns whether this call ended the stream.
  bool end(Session& session, TimePoint now) {
    if (session.status() == StreamingStatus::kEnded) return false;
    --active_;
    session.end(now);
    return true;
  }

  /// How many sessions count against the quota: those whose stream has not ended.
  std::size_t count_active() const { return active_; }

 private:
  std::size_t active_ = 0;
};

}  // namespace voiceid::store
