#include "server/control/request_list.hpp"

#include "server/control/near_misses.hpp"

namespace voiceid::control {
namespace {

std::string closing(std::uint64_t last, std::string_view run, const std::vector<std::string>& near_misses) {
  std::string text = R"(],"Last":")" + told_position(run, last) + "\"";
  if (!near_misses.empty()) text.append(R"(,"NearMisses":[)");
  for (const std::string& sentence : near_misses) {
    if (!text.ends_with('[')) text.push_back(',');
    json::append_string(text, sentence);
  }
  return text.append(near_misses.empty() ? "}" : "]}");
}

}  // namespace

FoundRequests find_requests(const journal::Journal& journal, const RequestQuery& query) {
  FoundRequests found{.numbers = {}, .last = journal.last_number()};
  if (query.limit == 0) return found;
  journal.visit_after(query.after, query.filter.doors, [&](const journal::Entry& entry) {
    if (!query.filter.takes(entry)) return true;
    found.numbers.push_back(entry.number);
    if (found.numbers.size() < query.limit) return true;
    found.last = entry.number;
    return false;
  });
  return found;
}

RequestList::RequestList(FoundRequests&& found, const RequestState& requests, std::string_view run,
                         const std::vector<std::string>& near_misses)
    : ListInPieces(R"({"Requests":[)", closing(found.last, run, near_misses)),
      requests_(requests),
      numbers_(std::move(found.numbers)) {}

bool RequestList::append_some(std::string& out) {
  if (next_ == numbers_.size()) return false;
  if (const journal::Entry* entry = requests_.journal.find(numbers_[next_++])) {
    separate(out);
    requests_.writer.append(out, *entry);
  }
  return true;
}

bool AwaitedRequests::go_on() {
  RequestQuery rest = query_;
  rest.after = found_.last;
  found_ = find_requests(requests_.journal, rest);
  return true;
}

http::Answer AwaitedRequests::answer() {
  if (!has_found_any()) go_on();
  std::vector<std::string> missed;
  if (!has_found_any()) missed = near_misses(requests_.journal, query_);
  return {200, kJson, {}, std::make_unique<RequestList>(std::move(found_), requests_, run_, missed)};
}

}  // namespace voiceid::control
