#pragma once

#include "server/api/api_options.hpp"
#include "server/api/identity.hpp"
#include "server/api/operation_table.hpp"
#include "server/api/sigv4.hpp"
#include "server/emulator/emulator.hpp"
#include "server/http/door.hpp"
#include "server/json/arena.hpp"
#include "server/json/json_reader.hpp"

namespace voiceid::api {

/// The door of the service's own API: AWS JSON 1.0 on `POST /`. Checks, in this order: the operation is known; the
/// signature, where asked for; faults and the throttle; the body; the resources that it names.
class Api final : public http::Door {
 public:
  Api(server::Emulator& emulator, ApiOptions options);

  bool serves(std::string_view path) const override;
  Result<void> check_head(const http::Request& request) const override;
  void handle(http::Request& request, http::Response& response) override;
  void note_hint(const Error& error, const http::Request& request, http::CallNotes& notes) const override;
  void answer_error(const Error& error, http::Response& response) const override;

 private:
  Result<const OperationEntry*> find_target(const http::Request& request) const;
  Result<Identity> find_identity(const http::Request& request) const;
  // Notes the fault and the domain of a call that is struck.
  faults::Strike find_strike(const OperationEntry& operation, const http::Request& request, http::CallNotes& notes);
  // Sets `strike` if a fault strikes the call.
  Result<void> answer(const http::Request& request, http::Response& response, faults::Strike& strike);

  server::Emulator& emulator_;
  ApiOptions options_;
  json::JsonReader reader_;
  json::Arena arena_;
};

}  // namespace voiceid::api
