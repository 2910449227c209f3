#pragma once

#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "server/emulator.hpp"
#include "server/protocol/arena.hpp"
#include "server/protocol/json_reader.hpp"

namespace voiceid::agent_app {

/// One request to a method.
struct Call {
  server::Emulator& emulator;
  std::string_view body;
  protocol::JsonReader& reader;
  protocol::Arena& arena;
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
