#pragma once

#include <string>
#include <string_view>

#include "domain/error.hpp"

namespace voiceid::api {

// The errors that come from AWS's common layer instead of the service (P).
inline constexpr ErrorType kUnknownOperationException{kCoralNamespace, "UnknownOperationException", 404};
inline constexpr ErrorType kRequestEntityTooLargeException{kCoralNamespace, "RequestEntityTooLargeException", 413};
inline constexpr ErrorType kMissingAuthenticationTokenException{kCoralNamespace, "MissingAuthenticationTokenException",
                                                                403};
inline constexpr ErrorType kIncompleteSignatureException{kCoralNamespace, "IncompleteSignatureException", 403};
inline constexpr ErrorType kUnrecognizedClientException{kCoralNamespace, "UnrecognizedClientException", 403};
inline constexpr ErrorType kInvalidSignatureException{kCoralNamespace, "InvalidSignatureException", 403};
inline constexpr ErrorType kExpiredTokenException{kCoralNamespace, "ExpiredTokenException", 403};
// What HTTP itself refuses, in the same form (D).
inline constexpr ErrorType kBadRequestException{kCoralNamespace, "BadRequestException", 400};
inline constexpr ErrorType kRequestHeaderFieldsTooLargeException{kCoralNamespace,
                                                                 "RequestHeaderFieldsTooLargeException", 431};
inline constexpr ErrorType kServiceUnavailableException{kCoralNamespace, "ServiceUnavailableException", 503};

/// UnknownOperationException: no or an unknown target, another path, another method than POST on `/` (P).
Error unknown_operation();

/// RequestEntityTooLargeException.
Error body_too_large();

/// Appends the body of an error's answer: `{"__type": "<namespace>#<Name>", "Message": …, <modelled members>}`.
void append_error_body(std::string& out, const Error& error);

}  // namespace voiceid::api
