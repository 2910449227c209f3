#include "server/http/tls.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <string_view>
#include <system_error>
#include <vector>

#include "server/http/openssl.hpp"
#include "server/http/self_signed.hpp"

namespace voiceid::http {
namespace {

using File = std::unique_ptr<std::FILE, openssl::Free<&std::fclose>>;
using openssl::Bio;
using openssl::Certificate;
using openssl::Key;
using openssl::last_reason;
using openssl::require;

constexpr std::size_t kMaxFileSize = std::size_t{1} << 20U;
// Without it OpenSSL would ask for the passphrase on the terminal.
int give_no_passphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

// A file of certificates or of a key.
struct PemFile {
  std::string_view kind;
  const std::string& path;

  Error is(const std::string& what) const {
    return validation_failed(std::string("The ").append(kind).append(" file ").append(path) + " " + what + ".");
  }
};

Result<std::string> read(const PemFile& pem) {
  std::string content(kMaxFileSize + 1, '\0');
  const File file(std::fopen(pem.path.c_str(), "rb"));
  if (file) content.resize(std::fread(content.data(), 1, content.size(), file.get()));
  if (!file || std::ferror(file.get()) != 0) {
    return pem.is("cannot be read: " + std::generic_category().message(errno));
  }
  if (content.size() > kMaxFileSize) return pem.is("is larger than 1 MiB");
  return content;
}

Bio bio_of(const std::string& content) {
  return Bio(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
}

// The server's own certificate and then those it chains to; at least one.
Result<std::vector<Certificate>> read_certificates(const PemFile& file) {
  const auto content = read(file);
  if (!content) return content.error();
  std::vector<Certificate> certificates;
  const Bio bio = bio_of(*content);
  bool asked = false;
  while (Certificate next{PEM_read_bio_X509(bio.get(), nullptr, give_no_passphrase, &asked)}) {
    certificates.push_back(std::move(next));
  }
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (!at_end) return file.is("holds a certificate that cannot be read");
  if (certificates.empty()) return file.is("holds no certificate in the form of PEM");
  return certificates;
}

Result<Key> read_key(const PemFile& file) {
  const auto content = read(file);
  if (!content) return content.error();
  const Bio bio = bio_of(*content);
  bool asked = false;
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, give_no_passphrase, &asked));
  ERR_clear_error();
  if (key) return key;
  if (asked) return file.is("is encrypted; the key must be given without a passphrase");
  return file.is("holds no private key in the form of PEM");
}

Result<void> check(const TlsOptions& options) {
  const bool has_certificate = !options.certificate_file.empty();
  const bool has_key = !options.key_file.empty();
  if (options.self_signed && (has_certificate || has_key)) {
    return validation_failed("--tls-self-signed cannot be used with --tls-cert and --tls-key.");
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
    return key_file.is("does not fit the certificate in " + options.certificate_file);
  }
  // OpenSSL refuses what is too weak, such as RSA with 512 bits.
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

// A client that offers other protocols only goes on without one: it may still speak HTTP/1.1, as `curl --http1.0` does.
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
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::array<unsigned char, 32> digest{};
  require(X509_digest(SSL_CTX_get0_certificate(context.native_handle()), EVP_sha256(), digest.data(), nullptr) == 1);
  std::string text;
  for (const unsigned byte : digest) {
    if (!text.empty()) text.push_back(':');
    text.push_back(kDigits[byte >> 4U]);
    text.push_back(kDigits[byte & 0xFU]);
  }
  return text;
}

}  // namespace voiceid::http
