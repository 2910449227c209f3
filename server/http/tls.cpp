#include "server/http/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>

#include "base/hex.hpp"
#include "server/http/openssl.hpp"
#include "server/http/pem_file.hpp"
#include "server/http/self_signed.hpp"

namespace voiceid::http {
namespace {

using openssl::Certificate;
using openssl::last_reason;
using openssl::require;

Result<void> check(const TlsOptions& options) {
  const bool has_certificate = !options.certificate_file.empty();
  const bool has_key = !options.key_file.empty();
  if (options.self_signed && (has_certificate || has_key)) {
    return validation_failed("--tls-self-signed cannot be combined with --tls-cert and --tls-key.");
  }
  if (!options.self_signed && !(has_certificate && has_key)) {
    return validation_failed("--tls-cert and --tls-key must be used together.");
  }
  return {};
}

Result<void> use_files(SSL_CTX* context, const TlsOptions& options) {
  const PemFile certificate_file{"certificate", options.certificate_file};
  const PemFile key_file{"key", options.key_file};
  const auto certificates = read_certificates(certificate_file);
  if (!certificates) return certificates.error();
  const auto key = read_key(key_file);
  if (!key) return key.error();
  const Certificate& own = certificates->front();
  if (X509_check_private_key(own.get(), key->get()) != 1) {
    ERR_clear_error();
    return key_file.is("does not match the certificate in " + options.certificate_file);
  }
  // OpenSSL refuses weak certificates, such as RSA with 512 bits.
  bool usable = SSL_CTX_use_certificate(context, own.get()) == 1 && SSL_CTX_use_PrivateKey(context, key->get()) == 1;
  for (auto next = certificates->begin() + 1; usable && next != certificates->end(); ++next) {
    usable = SSL_CTX_add1_chain_cert(context, next->get()) == 1;
  }
  if (!usable) return certificate_file.is("cannot be used: " + last_reason());
  return {};
}

Result<void> use_self_signed(SSL_CTX* context, std::span<const std::string> hosts) {
  const auto made = make_self_signed(hosts);
  if (!made) return made.error();
  require(SSL_CTX_use_certificate(context, made->certificate.get()) == 1);
  require(SSL_CTX_use_PrivateKey(context, made->key.get()) == 1);
  return {};
}

// A client that does not offer HTTP/1.1 continues without a protocol: it may still speak it, as `curl --http1.0` does.
int select_protocol(SSL* /*connection*/, const unsigned char** selected, unsigned char* selected_length,
                    const unsigned char* offered, unsigned int offered_length, void* /*unused*/) {
  static constexpr std::array<unsigned char, 9> kHttp11{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* found = nullptr;
  const int result =
      SSL_select_next_proto(&found, selected_length, kHttp11.data(), kHttp11.size(), offered, offered_length);
  if (result != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_NOACK;
  *selected = found;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Result<std::unique_ptr<asio::ssl::context>> make_tls_context(const TlsOptions& options,
                                                             std::span<const std::string> hosts) {
  if (auto checked = check(options); !checked) return checked.error();
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX* native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_alpn_select_cb(native, select_protocol, nullptr);
  const auto set_up = options.self_signed ? use_self_signed(native, hosts) : use_files(native, options);
  if (!set_up) return set_up.error();
  return context;
}

std::string sha256_fingerprint(asio::ssl::context& context) {
  std::array<unsigned char, 32> digest{};
  require(X509_digest(SSL_CTX_get0_certificate(context.native_handle()), EVP_sha256(), digest.data(), nullptr) == 1);
  std::string text;
  for (const unsigned char byte : digest) {
    if (!text.empty()) text.push_back(':');
    append_hex(text, byte, HexCase::kUpper);
  }
  return text;
}

}  // namespace voiceid::http
