#include "base/number.hpp"
#include "server/control/calls.hpp"
#include "server/control/near_misses.hpp"
#include "server/control/request_feed.hpp"
#include "server/control/request_list.hpp"
#include "server/control/request_shapes.hpp"
#include "server/events/event_bus.hpp"

namespace voiceid::control {

Result<void> list_requests(const Call& call, const EmptyRequest& /*request*/) {
  auto query = read_request_query(call);
  if (!query) return query.error();
  const RequestState& requests = call.state.requests;
  const std::string& run = call.state.events.run();
  FoundRequests found = find_requests(requests.journal, *query);
  const auto wait = query->limit == 0 ? std::chrono::milliseconds(0) : query->wait;
  if (!found.numbers.empty() || wait.count() == 0) {
    call.response.pieces = std::make_unique<RequestList>(std::move(found), requests, run);
    return {};
  }
  call.state.request_waits.add(std::make_unique<AwaitedRequests>(requests, run, std::move(*query), found.last), wait,
                               http::LaterAnswer(call.response, http::WhenClientLeaves::kCallOff));
  return {};
}

Result<void> count_requests(const Call& call, const EmptyRequest& /*request*/) {
  const auto query = read_request_query(call);
  if (!query) return query.error();
  const journal::Journal& journal = call.state.requests.journal;
  std::int64_t count = 0;
  journal.visit_after(query->after, query->filter.doors, [&](const journal::Entry& entry) {
    if (query->filter.takes(entry)) ++count;
    return true;
  });
  if (count != 0) return call.answer(Result<CountedRequests>(CountedRequests{count, {}}));
  const auto sentences = near_misses(journal, *query);
  const std::vector<std::string_view> views(sentences.begin(), sentences.end());
  return call.answer(Result<CountedRequests>(CountedRequests{count, views}));
}

Result<void> stream_requests(const Call& call, const EmptyRequest& /*request*/) {
  auto query = read_request_stream_query(call);
  if (!query) return query.error();
  call.response.content_type = "text/event-stream";
  call.response.more_headers.append("Cache-Control: no-store\r\n");
  call.response.feed = std::make_unique<RequestFeed>(call.state.requests, call.state.events.run(),
                                                     std::move(query->filter), query->after);
  return {};
}

Result<void> get_request(const Call& call, const EmptyRequest& /*request*/) {
  const RequestState& requests = call.state.requests;
  const std::string& id = call.parameters[0];
  const auto number = number_in<std::uint64_t>(id);
  const journal::Entry* entry = number ? requests.journal.find(*number) : requests.journal.find_by_request_id(id);
  if (entry == nullptr) return not_found("There is no request with this Number or RequestId, or it is no longer kept.");
  requests.writer.append(call.response.body, *entry);
  return {};
}

Result<void> delete_requests(const Call& call, const EmptyRequest& /*request*/) {
  const auto scope = call.scope();
  if (!scope) return scope.error();
  call.state.requests.journal.forget(scope->account);
  call.response.body = "{}";
  return {};
}

}  // namespace voiceid::control
