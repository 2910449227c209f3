#pragma once

#include <memory>
#include <string_view>

#include "base/digest.hpp"

struct evp_mac_ctx_st;

namespace voiceid {

/// HMAC-SHA256 with one key. Setting a key up takes longer than to sign a short text, so this does it once.
class KeyedHash {
 public:
  /// `key` has at least one byte.
  explicit KeyedHash(std::string_view key);

  Digest of(std::string_view text) const;

 private:
  struct Free {
    void operator()(evp_mac_ctx_st* context) const;
  };
  std::unique_ptr<evp_mac_ctx_st, Free> context_;
};

}  // namespace voiceid
