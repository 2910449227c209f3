#pragma once

#include <string_view>

#include "server/emulator/emulator.hpp"
#include "server/http/message.hpp"
#include "server/json/arena.hpp"
#include "server/json/json_reader.hpp"

namespace voiceid::agent_app {

/// Where the VoiceId class of amazon-connect-streams sends its calls (C).
inline constexpr std::string_view kPath = "/agent-app/api";

/// The agent-desktop calls (page 3): `POST /agent-app/api`, the method named by X-Amz-target, JSON in and out.
class AgentApp {
 public:
  explicit AgentApp(server::Emulator& emulator) : emulator_(emulator) {}

  /// Answers a request to kPath.
  void handle(const http::Request& request, http::Response& response);

  /// Makes the answer of that error out of the response: 400, as the library expects it (C), but for a
  /// caller who is not admitted.
  static void answer_error(const Error& error, http::Response& response);

 private:
  Result<void> answer(const http::Request& request, http::Response& response);

  server::Emulator& emulator_;
  json::JsonReader reader_;
  json::Arena arena_;
};

}  // namespace voiceid::agent_app
