#pragma once

#include <string>
#include <string_view>

namespace voiceid {

/// Whether the text is an AWS account ID: 12 digits.
bool is_account_id(std::string_view text);

/// Whether the text can be the name of a region: 1 to 64 letters, digits and hyphens. Made-up names are allowed.
bool is_region(std::string_view text);

/// `arn:<partition>:voiceid:<region>:<account>:domain/<DomainId>`. The partition follows from the region.
std::string domain_arn(std::string_view region, std::string_view account, std::string_view domain_id);

/// `arn:<partition>:connect:<region>:<account>:instance/<instance>/integration-association/<id>`.
std::string integration_association_arn(std::string_view region, std::string_view account, std::string_view instance_id,
                                        std::string_view association_id);

/// The DomainId at the end of a domain's ARN. The ARN must match the API model's pattern.
std::string_view domain_id_of_arn(std::string_view arn);

/// The ARN of the KMS key with that name, as the service answers it (Guide, recorded answers). A key's ARN stays as it
/// is. A key's id becomes the ARN of that key in the caller's region and account. Everything else, `alias/…` and the
/// ARNs of aliases above all, names an alias, whose key has an id that follows from the alias: always the same.
std::string kms_key_arn(std::string_view name, std::string_view region, std::string_view account);

}  // namespace voiceid
