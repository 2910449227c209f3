#pragma once

#include <string>
#include <vector>

#include "server/api/identity.hpp"
#include "server/api/operation_table.hpp"
#include "server/api/sigv4.hpp"
#include "server/emulator/emulator.hpp"
#include "server/http/message.hpp"
#include "server/json/arena.hpp"
#include "server/json/json_reader.hpp"

namespace voiceid::api {

struct ApiOptions {
  /// Whose a request is that does not say it.
  std::string default_account = "000000000000";
  std::string default_region = "us-east-1";
  /// `--auth sigv4`: signatures are checked against `credentials`.
  bool check_signatures = false;
  std::vector<Credential> credentials;
  /// `--throttle aws`.
  bool throttle = false;
};

/// The service's own API: AWS JSON 1.0 on `POST /`, with the checks in the order of page 1.
class Api {
 public:
  Api(server::Emulator& emulator, ApiOptions options) : emulator_(emulator), options_(std::move(options)) {}

  /// Answers a request on `/`. An exception from it is a bug, for the caller's barrier.
  void handle(const http::Request& request, http::Response& response);

  /// Makes the answer of that error out of the response.
  static void answer_error(const Error& error, http::Response& response);

 private:
  Result<const OperationEntry*> find_target(const http::Request& request) const;
  Result<Identity> find_identity(const http::Request& request) const;
  Result<void> answer(const http::Request& request, http::Response& response);

  server::Emulator& emulator_;
  ApiOptions options_;
  json::JsonReader reader_;
  json::Arena arena_;
};

}  // namespace voiceid::api
