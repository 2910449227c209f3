#include "domain/s3_uri.hpp"

#include <algorithm>

namespace voiceid {
namespace {

constexpr std::string_view kScheme = "s3://";
constexpr std::ptrdiff_t kMaxCodePoints = 1024;
constexpr std::size_t kMinBucket = 3;
constexpr std::size_t kMaxBucket = 63;

bool is_small_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_bucket(std::string_view text) {
  if (text.size() < kMinBucket || text.size() > kMaxBucket) return false;
  if (!is_small_letter_or_digit(text.front()) || !is_small_letter_or_digit(text.back())) return false;
  return std::ranges::all_of(text, [](char c) { return is_small_letter_or_digit(c) || c == '.' || c == '-'; });
}

bool begins_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

}  // namespace

std::optional<S3Uri> parse_s3_uri(std::string_view text) {
  if (!text.starts_with(kScheme) || std::ranges::count_if(text, begins_code_point) > kMaxCodePoints) return {};
  text.remove_prefix(kScheme.size());
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string_view bucket = text.substr(0, slash);
  const std::string_view key = text.substr(std::min(slash + 1, text.size()));
  // The dot of the contract's pattern takes any character but this one.
  if (!is_bucket(bucket) || key.find('\n') != std::string_view::npos) return {};
  return S3Uri{std::string(bucket), std::string(key)};
}

std::string_view file_name_of(const S3Uri& uri) {
  // Where there is no slash, the name begins behind npos, which is 0.
  return std::string_view(uri.key).substr(uri.key.rfind('/') + 1);
}

}  // namespace voiceid
