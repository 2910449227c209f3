#pragma once

#include <array>
#include <string_view>

namespace voiceid {

using Digest = std::array<unsigned char, 32>;

/// SHA-256.
Digest sha256(std::string_view data);

/// HMAC-SHA256.
Digest hmac_sha256(std::string_view key, std::string_view data);

inline std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace voiceid
