#include "server/http/tls.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <vector>

namespace voiceid::http {
namespace {

template <auto Function>
struct Free {
  template <class T>
  void operator()(T* object) const {
    Function(object);
  }
};

using File = std::unique_ptr<std::FILE, Free<&std::fclose>>;
using Bio = std::unique_ptr<BIO, Free<&BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Free<&EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Free<&X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Free<&X509_EXTENSION_free>>;

constexpr std::size_t kMaxFileSize = std::size_t{1} << 20U;
// A client whose clock is behind takes the certificate too.
constexpr int kDaysBeforeNow = 1;
// Browsers take 398 days at most.
constexpr int kDaysOfValidity = 397;

std::string last_reason() {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return reason == nullptr ? "unknown error" : reason;
}

// Fails only for want of memory or randomness.
void require(bool done) {
  if (!done) throw std::runtime_error("no certificate could be made: " + last_reason());
}

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
    return validation_failed("--tls-self-signed does not go with --tls-cert and --tls-key.");
  }
  if (!options.self_signed && !(has_certificate && has_key)) {
    return validation_failed("--tls-cert and --tls-key are given together.");
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

bool is_host_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
  });
}

// The value of subjectAltName in OpenSSL's notation, whose commas no host can bring in.
Result<std::string> alternative_names(std::span<const std::string> hosts) {
  std::vector<std::string> names{"DNS:localhost", "IP:127.0.0.1", "IP:::1"};
  for (const std::string& host : hosts) {
    boost::system::error_code not_an_address;
    auto address = asio::ip::make_address(host, not_an_address);
    if (not_an_address && !is_host_name(host)) {
      return validation_failed("No certificate can be made for '" + host + "': it is no IP address or host name.");
    }
    // A certificate has no place for the zone of fe80::1%eth0.
    if (address.is_v6()) address = asio::ip::address_v6(address.to_v6().to_bytes());
    std::string name = not_an_address ? "DNS:" + host : "IP:" + address.to_string();
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  std::string joined;
  for (const std::string& name : names) joined.append(joined.empty() ? "" : ",").append(name);
  return joined;
}

void add_extension(X509* certificate, int type, const std::string& value) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, type, value.c_str()));
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

// Firefox refuses a second certificate of the same issuer that has the same serial number.
void set_random_serial(X509* certificate) {
  std::uint64_t serial = 0;
  require(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1);
  require(ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial) == 1);
}

void set_name_and_validity(X509* certificate) {
  const auto* common_name = reinterpret_cast<const unsigned char*>("localhost");
  X509_NAME* name = X509_get_subject_name(certificate);
  require(X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_ASC, common_name, -1, -1, 0) == 1);
  require(X509_set_issuer_name(certificate, name) == 1);
  std::time_t now = std::time(nullptr);
  require(X509_time_adj_ex(X509_getm_notBefore(certificate), -kDaysBeforeNow, 0, &now) != nullptr);
  require(X509_time_adj_ex(X509_getm_notAfter(certificate), kDaysOfValidity - kDaysBeforeNow, 0, &now) != nullptr);
}

// The certificate is its own issuer and is what clients are told to trust, so it must pass for both. It has no
// basicConstraints: with CA:TRUE rustls and Firefox refuse it as a server's, with CA:FALSE Chromium refuses it as an
// authority. It has no keyUsage either: with one that lacks keyCertSign, OpenSSL before 3.0 does not take it for
// self-signed. Without both, OpenSSL (curl, Node.js, Python, also with VERIFY_X509_STRICT), Chromium, GnuTLS and Java
// take it. And it is no authority's: to trust it is to trust this one server, not all that its key might sign.
Certificate make_certificate(EVP_PKEY* key, const std::string& names) {
  Certificate certificate(X509_new());
  require(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1);
  set_random_serial(certificate.get());
  set_name_and_validity(certificate.get());
  require(X509_set_pubkey(certificate.get(), key) == 1);
  add_extension(certificate.get(), NID_subject_alt_name, names);
  add_extension(certificate.get(), NID_ext_key_usage, "serverAuth");
  add_extension(certificate.get(), NID_subject_key_identifier, "hash");
  require(X509_sign(certificate.get(), key, EVP_sha256()) > 0);
  return certificate;
}

Result<void> use_self_signed(SSL_CTX* context, std::span<const std::string> hosts) {
  const auto names = alternative_names(hosts);
  if (!names) return names.error();
  const Key key(EVP_EC_gen("P-256"));
  require(key != nullptr);
  const Certificate certificate = make_certificate(key.get(), *names);
  require(SSL_CTX_use_certificate(context, certificate.get()) == 1);
  require(SSL_CTX_use_PrivateKey(context, key.get()) == 1);
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

std::string certificate_pem(asio::ssl::context& context) {
  const Bio bio(BIO_new(BIO_s_mem()));
  require(bio && PEM_write_bio_X509(bio.get(), SSL_CTX_get0_certificate(context.native_handle())) == 1);
  char* text = nullptr;
  const auto length = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(length)};
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
