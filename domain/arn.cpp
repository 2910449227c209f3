#include "domain/arn.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "base/digest.hpp"
#include "base/hex.hpp"
#include "base/uuid.hpp"

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

// The forms of the id of a KMS key, the second for one of several regions. A dot stands for a hexadecimal digit.
constexpr std::array<std::string_view, 2> kKeyIdForms{"........-....-....-....-............",
                                                      "mrk-................................"};

bool is_kms_key_id(std::string_view text) {
  const auto fits = [](const char& c, char wanted) { return wanted == '.' ? is_hex({&c, 1}) : c == wanted; };
  return std::ranges::any_of(kKeyIdForms, [&](std::string_view form) { return std::ranges::equal(text, form, fits); });
}

// A resource of KMS: a key or an alias, with its kind in front of it.
struct KmsResource {
  std::string_view region;
  std::string_view account;
  std::string_view path;
};

// Removes and returns the text before the next colon.
std::string_view take_field(std::string_view& arn) {
  const std::string_view field = arn.substr(0, arn.find(':'));
  arn.remove_prefix(std::min(field.size() + 1, arn.size()));
  return field;
}

// What an ARN of KMS names.
std::optional<KmsResource> kms_resource_of(std::string_view arn) {
  const bool is_arn = take_field(arn) == "arn";
  take_field(arn);
  if (!is_arn || take_field(arn) != "kms") return std::nullopt;
  KmsResource resource;
  resource.region = take_field(arn);
  resource.account = take_field(arn);
  resource.path = arn;
  return resource;
}

// An alias belongs to its region and account, so the same name there and here means two keys.
std::string key_id_of_alias(const KmsResource& alias) {
  std::string text(alias.region);
  text.append(":").append(alias.account).append(":").append(alias.path);
  const Digest digest = sha256(text);
  return uuid_from(std::span(digest).first<kUuidBytes>());
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

std::string kms_key_arn(std::string_view name, std::string_view region, std::string_view account) {
  const auto resource = kms_resource_of(name);
  if (resource && resource->path.starts_with("key/")) return std::string(name);
  std::string arn = arn_of("kms", region, account).append("key/");
  if (is_kms_key_id(name)) return arn.append(name);
  const KmsResource alias_here{.region = region, .account = account, .path = name};
  return arn.append(key_id_of_alias(resource.value_or(alias_here)));
}

}  // namespace voiceid
