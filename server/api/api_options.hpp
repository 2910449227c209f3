#pragma once

#include <string>
#include <vector>

#include "server/api/sigv4.hpp"

namespace voiceid::api {

struct ApiOptions {
  /// The caller of requests that name none.
  std::string default_account = "000000000000";
  std::string default_region = "us-east-1";
  /// `--auth sigv4`: signatures are checked against `credentials`.
  bool check_signatures = false;
  std::vector<Credential> credentials;
  /// `--throttle aws`.
  bool throttle = false;
};

}  // namespace voiceid::api
