#pragma once

#include <cstdint>

namespace voiceid::http {

/// The largest JSON body, in bytes.
inline constexpr std::uint64_t kMaxJsonBody = 1024 * 1024;

/// What is known of a request's body before it is read.
struct BodyRule {
  /// In bytes.
  std::uint64_t largest = kMaxJsonBody;
  /// A large one goes to a temporary file as it comes, not through memory.
  bool in_file = false;
};

}  // namespace voiceid::http
