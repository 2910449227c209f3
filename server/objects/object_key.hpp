#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "domain/s3_uri.hpp"

/// Which buckets and keys there can be.
namespace voiceid::objects {

/// The most bytes that a key has, as in S3.
inline constexpr std::size_t kMaxKeyBytes = 1024;

/// What the names of the folder storage's temporary files begin with; no object's do.
inline constexpr std::string_view kTemporaryPrefix = ".voiceid-";

/// Whether the text is UTF-8, without surrogates.
bool is_utf8(std::string_view text);

/// The key's parts between its slashes.
std::vector<std::string> split_key(std::string_view key);

/// Errors: ValidationException where the contract's form of an URI has no such bucket (M).
Result<void> check_bucket(std::string_view bucket);

/// Errors: ValidationException for what no storage has: a bucket of another form, an empty key, a key of more than 1024
/// bytes or not of UTF-8.
Result<void> check_object(const S3Uri& uri);

/// Where the folder storage has an object.
struct ObjectPath {
  /// The bucket's folder first.
  std::vector<std::string> folders;
  std::string name;
};

/// Errors: ValidationException as check_object(), and for a key that is not the path of a file: it has a NUL, or a part
/// that is empty, "." or "..", longer than 255 bytes, or begins as a temporary file does (D).
Result<ObjectPath> path_of(const S3Uri& uri);

}  // namespace voiceid::objects
