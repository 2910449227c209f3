#pragma once

#include <cstdint>
#include <string_view>

#include "domain/result.hpp"
#include "domain/scope.hpp"
#include "handlers/context.hpp"
#include "handlers/list_page.hpp"
#include "handlers/shapes/domain_control.hpp"
#include "handlers/shapes/domains.hpp"

/// What tests bring about in a domain and the service did by itself. Errors, besides those that each call names:
/// ResourceNotFoundException DOMAIN.
namespace voiceid::handlers {

/// Those in the scope of at most `limit` domains, starting after the `next` of an earlier page. Deleted ones
/// are among them until they are erased.
ListPage<shapes::ListedDomain> list_all_domains(Context& context, const Scope& scope, std::uint64_t after,
                                                std::size_t limit);

/// Undoes DeleteDomain: the domain is ACTIVE again and is not erased. Errors: ConflictException if it is not deleted.
Result<shapes::DescribeDomainResponse> restore_domain(Context& context, std::string_view domain_id);

/// Sets a status that callers are to meet. Errors: ConflictException if the domain is deleted.
Result<shapes::DescribeDomainResponse> set_domain_status(Context& context, std::string_view domain_id,
                                                         const shapes::SetDomainStatusRequest& request);

/// Ends a re-encryption, as completed or as failed. Errors: ConflictException if none is in progress.
Result<shapes::DescribeDomainResponse> end_encryption_update(Context& context, std::string_view domain_id,
                                                             const shapes::EndEncryptionUpdateRequest& request);

}  // namespace voiceid::handlers
