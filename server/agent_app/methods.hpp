#pragma once

#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "server/emulator/emulator.hpp"
#include "server/json/arena.hpp"
#include "server/json/json_reader.hpp"

namespace voiceid::agent_app {

/// One request to a method.
struct Call {
  server::Emulator& emulator;
  std::string_view body;
  json::JsonReader& reader;
  json::Arena& arena;
  /// Where the answer's body goes.
  std::string& answer;
};

/// A method of the agent desktop's service: by its X-Amz-target.
struct Method {
  std::string_view target;
  /// The API operation that it is; empty for a method that is none.
  std::string_view operation;
  Result<void> (*handler)(const Call& call, std::string_view operation) = nullptr;
};

/// The method of that target; nullptr where there is none.
const Method* find_method(std::string_view target);

}  // namespace voiceid::agent_app
