#pragma once

#include <memory>
#include <string>

#include "domain/ids.hpp"

namespace voiceid::server {

/// The cryptographic generator of OpenSSL. Draws in blocks, since each draw has its price.
std::unique_ptr<RandomSource> make_system_source();

/// Makes request ids, UUIDs of version 4. Not part of what `--seed` repeats.
class RequestIds {
 public:
  /// Writes the next one over `id`.
  void next(std::string& id);

 private:
  std::unique_ptr<RandomSource> source_ = make_system_source();
};

}  // namespace voiceid::server
