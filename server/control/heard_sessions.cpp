#include "server/control/heard_sessions.hpp"

#include <utility>

namespace voiceid::control {
namespace {

// Who reads slowly misses what sessions beyond these heard meanwhile.
constexpr std::size_t kMostSessions = 1000;

}  // namespace

void HeardSessions::note(std::string_view domain_id, std::string_view session_id) {
  if (listeners_.empty()) return;
  auto [number, is_new] = numbers_.try_emplace(std::string(session_id), 0);
  Session session{std::string(domain_id), std::string(session_id)};
  if (!is_new) sessions_.erase(number->second);
  number->second = ++last_;
  sessions_.emplace_hint(sessions_.end(), last_, std::move(session));
  if (sessions_.size() > kMostSessions) {
    numbers_.erase(sessions_.begin()->second.session_id);
    sessions_.erase(sessions_.begin());
  }
  news_.tell();
}

const HeardSessions::Numbered::value_type* HeardSessions::next_after(std::uint64_t number) const {
  const auto next = sessions_.upper_bound(number);
  return next == sessions_.end() ? nullptr : &*next;
}

}  // namespace voiceid::control
