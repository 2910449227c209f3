#include "server/control/session_feed.hpp"

#include "handlers/connect_sessions.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::control {

bool SessionFeed::append_next(std::string& out) {
  const auto* const next = heard_.next_after(position_);
  if (next == nullptr) return false;
  position_ = next->first;
  const HeardSessions::Session& session = next->second;
  emulator_.turn_of_domain(session.domain_id, [&](handlers::Context& context) {
    const auto described = handlers::describe_session(context, {session.domain_id, session.session_id});
    // It may have gone, or its domain.
    if (!described || !scope_.covers(context.account, context.region)) return;
    out.append("data: ");
    json::append_structure(out, shapes::kShapeOf<shapes::SessionAnswer>, &*described);
    out.append("\n\n");
  });
  return true;
}

}  // namespace voiceid::control
