#pragma once

#include <span>
#include <string>

#include "domain/result.hpp"
#include "server/http/openssl.hpp"

namespace voiceid::http {

/// A certificate and its key.
struct SelfSigned {
  openssl::Certificate certificate;
  openssl::Key key;
};

/// Makes a certificate for localhost, the loopback addresses and `hosts`, which are IP addresses or host names.
/// Errors: ValidationException that names a host that is neither.
Result<SelfSigned> make_self_signed(std::span<const std::string> hosts);

}  // namespace voiceid::http
