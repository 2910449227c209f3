#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "domain/result.hpp"
#include "server/http/http_server.hpp"

namespace voiceid::http {

/// Where a server listens.
struct Listening {
  /// The same for all addresses.
  std::uint16_t port = 0;
  /// The first address.
  std::string host;
};

/// Sets up TLS and listens on the addresses of the options. A self-signed certificate is for these addresses and the
/// `names`. If any port will do, the same one is taken in IPv4 and IPv6.
/// Errors: ValidationException with one sentence that names the address; those of make_tls_context().
Result<Listening> listen(HttpServer& server, const ServerOptions& options, std::span<const std::string> names);

}  // namespace voiceid::http
