#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <span>
#include <string>

#include "domain/result.hpp"
#include "server/http/asio.hpp"

namespace voiceid::http {

/// The values of `--tls-cert`, `--tls-key` and `--tls-self-signed`: a certificate from files, or one made at start.
struct TlsOptions {
  /// PEM: the server's certificate, followed by its chain.
  std::string certificate_file;
  /// PEM, not encrypted. May be in the same file.
  std::string key_file;
  bool self_signed = false;

  bool enabled() const { return self_signed || !certificate_file.empty() || !key_file.empty(); }
};

/// The context that every TLS connection shares: TLS 1.2 and later, HTTP/1.1. A self-signed certificate is valid for
/// localhost, the loopback addresses and `hosts`, which are IP addresses or host names.
/// Errors: ValidationException, one sentence that says what is wrong with which file or host.
Result<std::unique_ptr<asio::ssl::context>> make_tls_context(const TlsOptions& options,
                                                             std::span<const std::string> hosts);

/// The SHA-256 fingerprint of the context's certificate, as browsers and `openssl x509 -fingerprint` show it:
/// `8C:0F:…`.
std::string sha256_fingerprint(asio::ssl::context& context);

}  // namespace voiceid::http
