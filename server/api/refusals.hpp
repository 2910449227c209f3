#pragma once

#include "domain/error.hpp"
#include "server/http/service.hpp"

namespace voiceid::api {

/// The error with which a request is answered that the HTTP server refuses before any door sees it.
Error error_of(http::Refusal refusal);

}  // namespace voiceid::api
