#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <span>
#include <string>

#include "domain/result.hpp"
#include "server/http/asio.hpp"

namespace voiceid::http {

/// What `--tls-cert`, `--tls-key` and `--tls-self-signed` say: a certificate from files, or one made at start.
struct TlsOptions {
  /// PEM: the server's certificate, then those it chains to.
  std::string certificate_file;
  /// PEM, not encrypted. May be the same file.
  std::string key_file;
  bool self_signed = false;

  bool enabled() const { return self_signed || !certificate_file.empty() || !key_file.empty(); }
};

/// The set-up that every TLS connection shares: TLS 1.2 and later, HTTP/1.1. A self-signed certificate is good for
/// localhost, the loopback addresses and `hosts`, which are IP addresses or host names.
/// Errors: ValidationException, one sentence that names the file or host and what is wrong with it.
Result<std::unique_ptr<asio::ssl::context>> make_tls_context(const TlsOptions& options,
                                                             std::span<const std::string> hosts);

/// SHA-256 of the server's certificate of a context made here, as browsers and `openssl x509 -fingerprint` show it:
/// `8C:0F:…`.
std::string sha256_fingerprint(asio::ssl::context& context);

}  // namespace voiceid::http
