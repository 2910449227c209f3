#pragma once

#include <span>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "handlers/operations.hpp"
#include "server/emulator/emulator.hpp"
#include "server/http/call_notes.hpp"
#include "server/json/arena.hpp"
#include "server/json/json_reader.hpp"

namespace voiceid::agent_app {

/// One request on its way through a method.
struct Call {
  server::Emulator& emulator;
  std::string_view body;
  json::JsonReader& reader;
  json::Arena& arena;
  /// Where the answer's body goes.
  std::string& answer;
  /// Gets whose call it is, its domain and what the handler found out.
  http::CallNotes& notes;
  /// The error that answers the call whatever it asks for; nullptr for none.
  const Error* injected = nullptr;
};

/// A method of the agent desktop's service.
struct Method {
  /// Its X-Amz-target.
  std::string_view target;
  /// The shape of its request.
  const shapes::Shape* input = nullptr;
  handlers::Refusals refusals{};
  /// Reads and checks the body, calls the handler and appends the answer.
  Result<void> (*invoke)(const Call& call) = nullptr;
};

/// All methods.
std::span<const Method> methods();

/// The method of that target, or nullptr.
const Method* find_method(std::string_view target);

}  // namespace voiceid::agent_app
