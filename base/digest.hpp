#pragma once

#include <array>
#include <string_view>

namespace voiceid {

using Digest = std::array<unsigned char, 32>;

/// SHA-256 of the data.
Digest sha256(std::string_view data);

/// HMAC-SHA256 of the data with the key.
Digest hmac_sha256(std::string_view key, std::string_view data);

/// The bytes of a digest as text, to use them as a key or to sign them. Views the digest.
inline std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace voiceid
