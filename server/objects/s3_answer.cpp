#include "server/objects/s3_answer.hpp"

#include <re2/re2.h>

#include "server/objects/object_errors.hpp"

namespace voiceid::objects {
namespace {

constexpr long kUnauthorized = 401;
constexpr long kForbidden = 403;
constexpr long kNotFound = 404;
constexpr long kRequestTimeout = 408;
constexpr long kTooManyRequests = 429;
constexpr long kInternalError = 500;

}  // namespace

bool is_passing_status(long status) {
  return status >= kInternalError || status == kTooManyRequests || status == kRequestTimeout;
}

std::string_view s3_error_code(std::string_view document) {
  static const re2::RE2 kCode("<Code>([A-Za-z0-9_.]{1,64})</Code>");
  re2::StringPiece code;
  re2::RE2::PartialMatch(document, kCode, &code);
  return {code.data(), code.size()};
}

Error s3_error(const S3Uri& uri, long status, std::string_view document) {
  const std::string_view code = s3_error_code(document);
  if (status == kNotFound) {
    if (code != "NoSuchBucket") return no_such_object(uri);
    return {&kNoSuchKey, "There is no object " + uri.text() + ": there is no such bucket.", {}, {}};
  }
  std::string found = "status " + std::to_string(status);
  if (!code.empty()) found.append(" (").append(code).append(")");
  if (status == kForbidden || status == kUnauthorized) {
    return {&kStorageAccessDenied, "The S3 server denied access to " + uri.text() + " with " + found + ".", {}, {}};
  }
  if (is_passing_status(status)) {
    return {&kStorageUnavailable, "The S3 server failed at " + uri.text() + " with " + found + ".", {}, {}};
  }
  return validation_failed("The S3 server refused the request for " + uri.text() + " with " + found + ".");
}

}  // namespace voiceid::objects
