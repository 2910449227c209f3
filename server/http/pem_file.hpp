#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "server/http/openssl.hpp"

/// Files of certificates and keys, of at most 1 MiB.
namespace voiceid::http {

/// A PEM file, and the kind of file that its errors call it, such as `key`.
struct PemFile {
  std::string_view kind;
  const std::string& path;

  /// ValidationException: `The key file /a/b is …`.
  Error is(const std::string& what) const;
};

/// All certificates in the file, at least one. Errors: ValidationException, one sentence that names the file and says
/// what is wrong with it.
Result<std::vector<openssl::Certificate>> read_certificates(const PemFile& file);

/// The first key in the file. Errors: as read_certificates(), also for an encrypted key.
Result<openssl::Key> read_key(const PemFile& file);

}  // namespace voiceid::http
