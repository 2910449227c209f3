#include "server/http/self_signed.hpp"

#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <ctime>
#include <string_view>
#include <vector>

#include "server/http/asio.hpp"

namespace voiceid::http {
namespace {

using openssl::Certificate;
using openssl::require;
using Extension = std::unique_ptr<X509_EXTENSION, openssl::Free<&X509_EXTENSION_free>>;

// A client whose clock is behind accepts the certificate, too.
constexpr int kDaysBeforeNow = 1;
// Browsers accept at most 398 days.
constexpr int kDaysOfValidity = 397;

bool is_host_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
  });
}

// The value of subjectAltName in OpenSSL's notation. No host can contain its commas.
Result<std::string> alternative_names(std::span<const std::string> hosts) {
  std::vector<std::string> names{"DNS:localhost", "IP:127.0.0.1", "IP:::1"};
  for (const std::string& host : hosts) {
    boost::system::error_code not_an_address;
    auto address = asio::ip::make_address(host, not_an_address);
    if (not_an_address && !is_host_name(host)) {
      return validation_failed("No certificate can be made for '" + host +
                               "': it is neither an IP address nor a host name.");
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

// Clients are given the certificate to trust, and it is its own issuer, so it must pass as both. It has no
// basicConstraints: with CA:TRUE, rustls and Firefox refuse it as a server's; with CA:FALSE, Chromium refuses it as an
// authority's. It has no keyUsage either: with one that lacks keyCertSign, OpenSSL before 3.0 does not consider it
// self-signed. Without both, OpenSSL (curl, Node.js, Python, also with VERIFY_X509_STRICT), Chromium, GnuTLS and Java
// accept it. And it is not an authority's: trusting it means trusting this one server, not everything its key might
// sign.
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

}  // namespace

Result<SelfSigned> make_self_signed(std::span<const std::string> hosts) {
  const auto names = alternative_names(hosts);
  if (!names) return names.error();
  openssl::Key key(EVP_EC_gen("P-256"));
  require(key != nullptr);
  auto certificate = make_certificate(key.get(), *names);
  return SelfSigned{std::move(certificate), std::move(key)};
}

}  // namespace voiceid::http
