#pragma once

#include <span>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "handlers/operations.hpp"
#include "server/http/call_notes.hpp"
#include "server/json/arena.hpp"
#include "server/json/json_reader.hpp"

namespace voiceid::api {

/// What stands before the operation's name in X-Amz-Target.
inline constexpr std::string_view kTargetPrefix = "VoiceID.";

/// One request on its way through an operation.
struct Call {
  handlers::Context& context;
  std::string_view body;
  json::JsonReader& reader;
  json::Arena& arena;
  /// Where the answer's body goes.
  std::string& answer;
  /// Gets the domain and what the handler found out.
  http::CallNotes& notes;
  /// Where the request is written for the log, without sensitive values; nullptr if it is not logged.
  std::string* logged_request = nullptr;
};

/// An operation of the handlers' table, with its types erased.
struct OperationEntry {
  std::string_view name;
  handlers::ErrorSet errors{};
  unsigned calls_per_second = 0;
  handlers::Refusals refusals{};
  const shapes::Shape* input = nullptr;
  /// nullptr if the operation has no modelled output.
  const shapes::Shape* output = nullptr;
  /// Reads and checks the body, calls the handler and appends the answer.
  Result<void> (*invoke)(Call& call) = nullptr;
};

/// All operations, sorted by name.
std::span<const OperationEntry> operation_table();

/// The operation of exactly that name, or nullptr.
const OperationEntry* find_operation(std::string_view name);

}  // namespace voiceid::api
