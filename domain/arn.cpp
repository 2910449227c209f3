#include "domain/arn.hpp"

#include <algorithm>

namespace voiceid {
namespace {

constexpr std::size_t kAccountIdLength = 12;
constexpr std::size_t kMaxRegionLength = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_region_character(char c) { return is_digit(c) || c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string_view partition_of(std::string_view region) {
  if (region.starts_with("cn-")) return "aws-cn";
  if (region.starts_with("us-gov-")) return "aws-us-gov";
  return "aws";
}

// `arn:<partition>:<service>:<region>:<account>:`.
std::string arn_of(std::string_view service, std::string_view region, std::string_view account) {
  std::string arn = "arn:";
  arn.append(partition_of(region)).append(":").append(service).append(":").append(region).append(":");
  return arn.append(account).append(":");
}

}  // namespace

bool is_account_id(std::string_view text) {
  return text.size() == kAccountIdLength && std::ranges::all_of(text, is_digit);
}

bool is_region(std::string_view text) {
  return !text.empty() && text.size() <= kMaxRegionLength && std::ranges::all_of(text, is_region_character);
}

std::string domain_arn(std::string_view region, std::string_view account, std::string_view domain_id) {
  return arn_of("voiceid", region, account).append("domain/").append(domain_id);
}

std::string integration_association_arn(std::string_view region, std::string_view account, std::string_view instance_id,
                                        std::string_view association_id) {
  std::string arn = arn_of("connect", region, account).append("instance/").append(instance_id);
  return arn.append("/integration-association/").append(association_id);
}

std::string_view domain_id_of_arn(std::string_view arn) { return arn.substr(arn.rfind('/') + 1); }

}  // namespace voiceid
