#include "base/keyed_hash.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <stdexcept>
#include <string>

namespace voiceid {
namespace {

const unsigned char* bytes_in(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

void KeyedHash::Free::operator()(evp_mac_ctx_st* context) const { EVP_MAC_CTX_free(context); }

KeyedHash::KeyedHash(std::string_view key) {
  const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> hmac(EVP_MAC_fetch(nullptr, "HMAC", nullptr), &EVP_MAC_free);
  context_.reset(EVP_MAC_CTX_new(hmac.get()));
  std::string digest = "SHA256";
  const std::array parameters{OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
                              OSSL_PARAM_construct_end()};
  if (EVP_MAC_init(context_.get(), bytes_in(key), key.size(), parameters.data()) != 1) {
    throw std::runtime_error("OpenSSL has no HMAC-SHA256");
  }
}

Digest KeyedHash::of(std::string_view text) const {
  Digest digest{};
  std::size_t length = 0;
  // Without a key, the one from before.
  EVP_MAC_init(context_.get(), nullptr, 0, nullptr);
  EVP_MAC_update(context_.get(), bytes_in(text), text.size());
  EVP_MAC_final(context_.get(), digest.data(), &length, digest.size());
  return digest;
}

}  // namespace voiceid
