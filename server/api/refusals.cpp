#include "server/api/refusals.hpp"

#include "server/api/errors.hpp"

namespace voiceid::api {

Error error_of(http::Refusal refusal) {
  switch (refusal) {
    case http::Refusal::kMalformed:
      return {&kBadRequestException, "The request is not valid HTTP/1.1.", {}, {}};
    case http::Refusal::kHeaderTooLarge:
      return {&kRequestHeaderFieldsTooLargeException, "The header block may have at most 16 KiB.", {}, {}};
    case http::Refusal::kBodyTooLarge:
      return body_too_large();
    case http::Refusal::kMemoryFull:
      return {&kServiceUnavailableException,
              "Requests and answers in progress take all the memory that --memory-limit allows; try again.",
              {},
              {}};
    case http::Refusal::kBodyNotKept:
      return {&kServiceUnavailableException,
              "The temporary file for the request's body could not be written; is the disk of TMPDIR full?",
              {},
              {}};
    case http::Refusal::kUnwelcome:
      break;
    case http::Refusal::kNoTls:
      return {&kBadRequestException, "This port speaks TLS: use https in the URL.", {}, {}};
    case http::Refusal::kTooManyConnections:
      return {&kServiceUnavailableException,
              "Too many connections are open; --max-connections sets how many may be.",
              {},
              {}};
  }
  return internal_error();
}

}  // namespace voiceid::api
