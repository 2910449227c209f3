#include "domain/arn.hpp"

namespace voiceid {
namespace {

std::string_view partition_of(std::string_view region) {
  if (region.starts_with("cn-")) return "aws-cn";
  if (region.starts_with("us-gov-")) return "aws-us-gov";
  return "aws";
}

}  // namespace

std::string domain_arn(std::string_view region, std::string_view account, std::string_view domain_id) {
  std::string arn = "arn:";
  arn.append(partition_of(region)).append(":voiceid:").append(region).append(":").append(account);
  return arn.append(":domain/").append(domain_id);
}

std::string_view domain_id_of_arn(std::string_view arn) { return arn.substr(arn.rfind('/') + 1); }

}  // namespace voiceid
