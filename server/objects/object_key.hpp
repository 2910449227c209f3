#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "domain/s3_uri.hpp"

/// Which buckets and keys are valid.
namespace voiceid::objects {

/// The most bytes of a key, as in S3.
inline constexpr std::size_t kMaxKeyBytes = 1024;

/// The prefix of the folder storage's temporary files; no object has it.
inline constexpr std::string_view kTemporaryPrefix = ".voiceid-";

/// The key's parts between its slashes.
std::vector<std::string> split_key(std::string_view key);

/// Errors: ValidationException for an invalid bucket name.
Result<void> check_bucket(std::string_view bucket);

/// Errors: ValidationException for an invalid bucket, and for a key that is empty, longer than 1024 bytes or not UTF-8.
Result<void> check_object(const S3Uri& uri);

/// Where the folder storage keeps an object.
struct ObjectPath {
  /// The bucket's folder first.
  std::vector<std::string> folders;
  std::string name;
};

/// Errors: ValidationException as check_object(), and for a key that cannot be a file's path: it has a NUL, or a part
/// that is empty, "." or "..", longer than 255 bytes, or begins with kTemporaryPrefix.
Result<ObjectPath> path_of(const S3Uri& uri);

}  // namespace voiceid::objects
