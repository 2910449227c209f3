#pragma once

#include <string_view>

#include "domain/result.hpp"
#include "handlers/context.hpp"
#include "handlers/shapes/domain_control.hpp"
#include "handlers/shapes/domains.hpp"

/// What tests bring about in a domain and the service did by itself. Errors, besides those that each call names:
/// ResourceNotFoundException DOMAIN.
namespace voiceid::handlers {

/// Ends a re-encryption, as completed or as failed. Errors: ConflictException if none is in progress.
Result<shapes::DescribeDomainResponse> end_encryption_update(Context& context, std::string_view domain_id,
                                                             const shapes::EndEncryptionUpdateRequest& request);

}  // namespace voiceid::handlers
