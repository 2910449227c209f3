#include "server/api/operation_table.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "server/json/json_writer.hpp"

namespace voiceid::api {
namespace {

using handlers::kOperations;

template <std::size_t Index>
Result<void> invoke(Call& call) {
  constexpr const auto& kOperation = std::get<Index>(kOperations);
  using Operation = std::remove_cvref_t<decltype(kOperation)>;
  const shapes::Shape& input = shapes::kShapeOf<typename Operation::RequestType>;
  const shapes::Shape* output = shapes::kOutputShape<typename Operation::ResponseType>;

  const auto request = call.reader.read_as<typename Operation::RequestType>(call.body, call.arena);
  if (!request) return request.error();
  if (call.logged_request != nullptr) {
    call.logged_request->push_back(' ');
    json::append_structure(*call.logged_request, input, &*request, json::JsonStyle::kRedacted);
  }
  const auto response = kOperation.handler(call.context, *request);
  if (!response) return response.error();
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
