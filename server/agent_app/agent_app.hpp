#pragma once

#include <string_view>

#include "domain/result.hpp"
#include "server/agent_app/method_table.hpp"
#include "server/emulator/emulator.hpp"
#include "server/http/door.hpp"
#include "server/json/arena.hpp"
#include "server/json/json_reader.hpp"

namespace voiceid::agent_app {

/// The door of the agent desktop: `POST /agent-app/api`, X-Amz-target names the method, JSON in and out, as the
/// streams library's VoiceId class calls it.
class AgentApp final : public http::Door {
 public:
  explicit AgentApp(server::Emulator& emulator);

  bool serves(std::string_view path) const override;
  void handle(http::Request& request, http::Response& response) override;
  /// For callers whom the access policy refuses, the status is 403, else 400.
  void answer_error(const Error& error, http::Response& response) const override;

 private:
  // Notes the fault and whose call it is, if one strikes.
  faults::Strike find_strike(const Method& method, const http::Request& request, http::CallNotes& notes);
  // Sets `strike` if a fault strikes the call.
  Result<void> answer(const http::Request& request, http::Response& response, faults::Strike& strike);

  server::Emulator& emulator_;
  json::JsonReader reader_;
  json::Arena arena_;
};

}  // namespace voiceid::agent_app
