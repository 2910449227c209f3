#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace voiceid::api {

/// Whose request it is (page 1, Identity).
struct Identity {
  std::string_view account;
  std::string_view region;
};

/// What the Authorization header of Signature Version 4 says, not yet believed.
struct Authorization {
  std::string_view access_key;
  std::string_view date;
  std::string_view region;
  std::string_view service;
  std::string_view terminator;
  std::string_view signed_headers;
  std::string_view signature;
};

/// Reads the header; nothing where a part is missing.
std::optional<Authorization> parse_authorization(std::string_view header);

/// Account and region by the credential scope of the Authorization header: the account is the access key where that is
/// 12 digits. Whatever the header does not say, or says in a form no region has, is the default.
Identity identify(std::optional<std::string_view> authorization, const Identity& defaults);

}  // namespace voiceid::api
