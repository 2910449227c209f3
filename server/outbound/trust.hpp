#pragma once

#include <memory>
#include <string>
#include <vector>

#include "domain/result.hpp"
#include "server/http/openssl.hpp"

namespace voiceid::outbound {

/// Certificates of servers, or of authorities, that are trusted besides the machine's; null for none.
using Trust = std::shared_ptr<const std::vector<http::openssl::Certificate>>;

/// The certificates in the PEM file of `--ca-file`. Errors: ValidationException, one sentence that names the file and
/// says what is wrong with it.
Result<Trust> read_trust(const std::string& path);

}  // namespace voiceid::outbound
