#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace voiceid {

/// `arn:<partition>:voiceid:<region>:<account>:domain/<DomainId>`; the partition follows from the region (page 1).
std::string domain_arn(std::string_view region, std::string_view account, std::string_view domain_id);

/// The DomainId at the end of a domain's ARN that has passed the contract's pattern.
std::string_view domain_id_of_arn(std::string_view arn);

}  // namespace voiceid
