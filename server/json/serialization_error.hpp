#pragma once

#include <string>

#include "domain/error.hpp"

namespace voiceid::json {

inline constexpr ErrorType kSerializationException{kCoralNamespace, "SerializationException", 400};

/// SerializationException: the body is not JSON, not an object, or has a member of the wrong type (P).
inline Error serialization_failed(std::string message) {
  return {&kSerializationException, std::move(message), {}, {}};
}

}  // namespace voiceid::json
