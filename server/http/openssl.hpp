#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

/// OpenSSL's objects as owned ones, and its errors.
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

/// What OpenSSL says of the last thing that it would not do; its list of errors is empty then.
std::string last_reason();

/// For what fails only for want of memory or randomness: throws std::runtime_error where it was not done.
void require(bool done);

}  // namespace voiceid::http::openssl
