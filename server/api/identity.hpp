#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace voiceid::api {

/// The account and region that a request acts for.
struct Identity {
  std::string_view account;
  std::string_view region;
};

/// What a Signature Version 4 Authorization header claims, before verification.
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

/// Reads account and region from the credential scope of the Authorization header. An access key of 12 digits is the
/// account. Anything missing or malformed falls back to the default.
Identity identify(std::optional<std::string_view> authorization, const Identity& defaults);

}  // namespace voiceid::api
