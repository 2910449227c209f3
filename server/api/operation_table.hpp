#pragma once

#include <span>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "handlers/operations.hpp"
#include "server/json/arena.hpp"
#include "server/json/json_reader.hpp"

namespace voiceid::api {

/// One request on its way through an operation.
struct Call {
  handlers::Context& context;
  std::string_view body;
  json::JsonReader& reader;
  json::Arena& arena;
  /// Where the answer's body goes.
  std::string& answer;
  /// Where the request goes for the log, sensitive values left out; nullptr where nobody wants it.
  std::string* logged_request = nullptr;
};

/// An operation of the handlers' table with its types erased.
struct OperationEntry {
  std::string_view name;
  handlers::ErrorSet errors{};
  unsigned calls_per_second = 0;
  const shapes::Shape* input = nullptr;
  /// nullptr where the operation has no modelled output.
  const shapes::Shape* output = nullptr;
  /// Reads and checks the body, calls the handler and appends the answer.
  Result<void> (*invoke)(Call& call) = nullptr;
};

/// All operations, in order of the name.
std::span<const OperationEntry> operation_table();

/// The operation of that exact name; nullptr where there is none.
const OperationEntry* find_operation(std::string_view name);

}  // namespace voiceid::api
