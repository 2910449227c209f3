#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace voiceid {

/// The API model's pattern of an S3Uri. is_bucket_name() and parse_s3_uri() hold the same rule without a regular
/// expression.
inline constexpr char kS3UriPatternText[] = R"(^s3://[a-z0-9][\.\-a-z0-9]{1,61}[a-z0-9](/.*)?$)";

/// Whether the text can be the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens, of which the
/// first and the last are a letter or a digit.
bool is_bucket_name(std::string_view text);

/// Where an object is: `s3://bucket/key`. The key may be empty.
struct S3Uri {
  std::string bucket;
  std::string key;

  std::string text() const { return "s3://" + bucket + "/" + key; }
  friend bool operator==(const S3Uri&, const S3Uri&) = default;
};

/// Splits a URI into bucket and key; nothing if it does not match kS3UriPatternText or is longer than 1024 code points.
std::optional<S3Uri> parse_s3_uri(std::string_view text);

/// The last part of the key; empty if the key is empty or ends in a slash.
std::string_view file_name_of(const S3Uri& uri);

}  // namespace voiceid
