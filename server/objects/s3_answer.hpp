#pragma once

#include <string>
#include <string_view>

#include "domain/error.hpp"
#include "domain/s3_uri.hpp"

/// What an S3 server's answers mean.
namespace voiceid::objects {

/// Whether the status is that of a server that may answer otherwise another time.
bool is_passing_status(long status);

/// The code in an S3 error document; empty where there is none that looks like one. The document may be anything.
std::string_view s3_error_code(std::string_view document);

/// An answer that is no success, in one sentence that names the object: kNoSuchKey, kStorageAccessDenied,
/// kStorageUnavailable, or ValidationException for what else the server refuses.
Error s3_error(const S3Uri& uri, long status, std::string_view document);

}  // namespace voiceid::objects
