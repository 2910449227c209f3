#include "server/api/operation_table.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "domain/arn.hpp"
#include "server/journal/hints.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::api {
namespace {

using handlers::kOperations;

// Notes the id if it has the form of one: the request may be one that is refused.
void note_domain(http::CallNotes& notes, std::string_view domain_id) {
  if (resource_id_in(domain_id)) notes.domain_id = domain_id;
}

template <class Request>
void note_domain_of(const Request& request, http::CallNotes& notes) {
  if constexpr (requires { request.domain_id; }) {
    note_domain(notes, request.domain_id);
  } else if constexpr (requires { request.resource_arn; }) {
    note_domain(notes, domain_id_of_arn(request.resource_arn));
  }
}

template <std::size_t Index>
Result<void> invoke(Call& call) {
  constexpr const auto& kOperation = std::get<Index>(kOperations);
  using Operation = std::remove_cvref_t<decltype(kOperation)>;
  const shapes::Shape& input = shapes::kShapeOf<typename Operation::RequestType>;
  const shapes::Shape* output = shapes::kOutputShape<typename Operation::ResponseType>;

  typename Operation::RequestType request{};
  const auto read = call.reader.read(call.body, input, &request, call.arena);
  note_domain_of(request, call.notes);
  if (!read) return call.context.injected != nullptr ? *call.context.injected : read;
  if (call.logged_request != nullptr) {
    json::append_structure(*call.logged_request, input, &request, json::JsonStyle::kRedacted);
  }
  const auto response = kOperation.handler(call.context, request);
  call.notes.cached = call.context.cached;
  if (call.context.injected != nullptr) return *call.context.injected;
  if (!response) {
    const auto named = journal::named_in(response.error(), input, &request, call.notes.domain_id);
    journal::note_hint_on(response.error(), named, call.context, call.notes);
    return response.error();
  }
  if constexpr (std::is_same_v<typename Operation::ResponseType, shapes::CreateDomainResponse>) {
    if (response->domain) note_domain(call.notes, response->domain->domain_id.value_or(std::string_view()));
  } else if constexpr (std::is_same_v<typename Operation::ResponseType, shapes::EvaluateSessionResponse>) {
    journal::note_hint_on_expiry(*response, call.context.now, call.notes);
  }
  // AWS JSON services answer operations without a modelled output with an empty body.
  if (output != nullptr) json::append_structure(call.answer, *output, &*response);
  return {};
}

template <std::size_t Index>
constexpr OperationEntry entry() {
  constexpr const auto& kOperation = std::get<Index>(kOperations);
  using Operation = std::remove_cvref_t<decltype(kOperation)>;
  return {kOperation.name,
          kOperation.errors,
          kOperation.calls_per_second,
          kOperation.refusals,
          &shapes::kShapeOf<typename Operation::RequestType>,
          shapes::kOutputShape<typename Operation::ResponseType>,
          &invoke<Index>};
}

template <std::size_t... Index>
constexpr auto entries(std::index_sequence<Index...> /*of_operations*/) {
  return std::array{entry<Index>()...};
}

constexpr auto kTable = entries(std::make_index_sequence<std::tuple_size_v<decltype(kOperations)>>());

static_assert(std::ranges::is_sorted(kTable, {}, &OperationEntry::name));

}  // namespace

std::span<const OperationEntry> operation_table() { return kTable; }

const OperationEntry* find_operation(std::string_view name) {
  const auto* found = std::ranges::lower_bound(kTable, name, {}, &OperationEntry::name);
  return found != kTable.end() && found->name == name ? &*found : nullptr;
}

}  // namespace voiceid::api
