#include "server/http/openssl.hpp"

#include <openssl/err.h>

#include <stdexcept>

namespace voiceid::http::openssl {

std::string last_reason() {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return reason == nullptr ? "unknown error" : reason;
}

void require(bool done) {
  if (!done) throw std::runtime_error("no certificate could be made: " + last_reason());
}

}  // namespace voiceid::http::openssl
