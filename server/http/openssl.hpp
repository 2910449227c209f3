#pragma once

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <stdexcept>
#include <string>

/// OpenSSL's objects with owners, and its errors.
namespace voiceid::http::openssl {

template <auto Function>
struct Free {
  template <class T>
  void operator()(T* object) const {
    Function(object);
  }
};

using Bio = std::unique_ptr<BIO, Free<&BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Free<&EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Free<&X509_free>>;

/// OpenSSL's reason for its last failure; clears its list of errors.
inline std::string last_reason() {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return reason == nullptr ? "unknown error" : reason;
}

/// For steps that fail only for lack of memory or randomness. Throws std::runtime_error if one did.
inline void require(bool done) {
  if (!done) throw std::runtime_error("no certificate could be made: " + last_reason());
}

}  // namespace voiceid::http::openssl
