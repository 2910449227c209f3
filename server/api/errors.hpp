#pragma once

#include <string>
#include <string_view>

#include "domain/error.hpp"

namespace voiceid::api {

// Errors of the common layer in front of all AWS JSON services.
inline constexpr ErrorType kUnknownOperationException{kCoralNamespace, "UnknownOperationException", 404};
inline constexpr ErrorType kRequestEntityTooLargeException{kCoralNamespace, "RequestEntityTooLargeException", 413};
inline constexpr ErrorType kMissingAuthenticationTokenException{kCoralNamespace, "MissingAuthenticationTokenException",
                                                                403};
inline constexpr ErrorType kIncompleteSignatureException{kCoralNamespace, "IncompleteSignatureException", 403};
inline constexpr ErrorType kUnrecognizedClientException{kCoralNamespace, "UnrecognizedClientException", 403};
inline constexpr ErrorType kInvalidSignatureException{kCoralNamespace, "InvalidSignatureException", 403};
inline constexpr ErrorType kExpiredTokenException{kCoralNamespace, "ExpiredTokenException", 403};
// What HTTP itself refuses, in the same form (our decision).
inline constexpr ErrorType kBadRequestException{kCoralNamespace, "BadRequestException", 400};
inline constexpr ErrorType kRequestHeaderFieldsTooLargeException{kCoralNamespace,
                                                                 "RequestHeaderFieldsTooLargeException", 431};
inline constexpr ErrorType kServiceUnavailableException{kCoralNamespace, "ServiceUnavailableException", 503};

/// UnknownOperationException: no target or an unknown one, another path, or another method than POST on `/`.
Error unknown_operation();

/// RequestEntityTooLargeException: the body is larger than its route allows.
Error body_too_large();

/// Appends the body of an error: `{"__type": "<namespace>#<Name>", "Message": …, <modelled members>}`.
void append_error_body(std::string& out, const Error& error);

}  // namespace voiceid::api
