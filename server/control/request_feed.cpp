#include "server/control/request_feed.hpp"

namespace voiceid::control {

RequestFeed::RequestFeed(const RequestState& requests, std::string_view run, RequestFilter filter, std::uint64_t after)
    : LogFeed(requests.journal.news()),
      requests_(requests),
      run_(run),
      filter_(std::move(filter)),
      position_(after != 0 ? after : requests.journal.last_displaced(filter_.doors)) {}

bool RequestFeed::append_next(std::string& out) {
  const std::uint64_t displaced = requests_.journal.last_displaced(filter_.doors);
  if (position_ < displaced) {
    out.append(": missed requests, which are no longer kept\n\n");
    position_ = displaced;
  }
  const journal::Entry* entry = requests_.journal.next_after(position_, filter_.doors);
  if (entry == nullptr) return false;
  position_ = entry->number;
  if (!filter_.takes(*entry)) return true;
  out.append("id: ").append(told_position(run_, position_)).append("\ndata: ");
  requests_.writer.append(out, *entry);
  out.append("\n\n");
  return true;
}

}  // namespace voiceid::control
