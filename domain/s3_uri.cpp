#include "domain/s3_uri.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace voiceid {
namespace {

constexpr std::string_view kScheme = "s3://";
constexpr std::size_t kMaxCodePoints = 1024;
constexpr std::size_t kMinBucket = 3;
constexpr std::size_t kMaxBucket = 63;

bool is_small_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

}  // namespace

bool is_bucket_name(std::string_view text) {
  if (text.size() < kMinBucket || text.size() > kMaxBucket) return false;
  if (!is_small_letter_or_digit(text.front()) || !is_small_letter_or_digit(text.back())) return false;
  return std::ranges::all_of(text, [](char c) { return is_small_letter_or_digit(c) || c == '.' || c == '-'; });
}

std::optional<S3Uri> parse_s3_uri(std::string_view text) {
  if (!text.starts_with(kScheme) || code_points(text) > kMaxCodePoints) return {};
  text.remove_prefix(kScheme.size());
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string_view bucket = text.substr(0, slash);
  const std::string_view key = text.substr(std::min(slash + 1, text.size()));
  // The dot in the pattern matches any character except a line break.
  if (!is_bucket_name(bucket) || key.find('\n') != std::string_view::npos) return {};
  return S3Uri{std::string(bucket), std::string(key)};
}

std::string_view file_name_of(const S3Uri& uri) {
  // Without a slash, rfind() is npos and npos + 1 is 0.
  return std::string_view(uri.key).substr(uri.key.rfind('/') + 1);
}

}  // namespace voiceid
