#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace voiceid {

/// Where an object is: `s3://bucket/key`. The key may be empty.
struct S3Uri {
  std::string bucket;
  std::string key;

  std::string text() const { return "s3://" + bucket + "/" + key; }
  friend bool operator==(const S3Uri&, const S3Uri&) = default;
};

/// Takes a URI apart; nothing where it is none of the contract's form (M: `s3://` and a bucket of 3 to 63 lower-case
/// letters, digits, dots and hyphens), or longer than 1024 code points.
std::optional<S3Uri> parse_s3_uri(std::string_view text);

/// The last part of the key; empty where the key is, or ends in a slash.
std::string_view file_name_of(const S3Uri& uri);

}  // namespace voiceid
