#pragma once

#include <string_view>

#include "domain/result.hpp"
#include "handlers/context.hpp"

namespace voiceid::handlers {

/// The caller's domain, whatever its status.
/// Errors: ResourceNotFoundException DOMAIN, also for another account's or region's domain (page 1).
Result<store::DomainRecord*> require_domain(Context& context, std::string_view domain_id);

/// The caller's domain, for the operations that an inactive one refuses (page 2).
/// Errors: as require_domain; ConflictException DOMAIN_NOT_ACTIVE.
Result<store::DomainRecord*> require_active_domain(Context& context, std::string_view domain_id);

/// Errors: ConflictException DOMAIN_NOT_ACTIVE.
Result<void> require_active(const store::DomainRecord& record);

/// The caller's domain of that ARN, whatever its status. Errors: as require_domain.
Result<store::DomainRecord*> require_domain_of_arn(Context& context, std::string_view arn);

/// The speaker with that customer or generated id. Errors: ResourceNotFoundException SPEAKER.
Result<Speaker*> require_speaker(store::DomainRecord& record, std::string_view speaker_id);

/// Errors: ResourceNotFoundException WATCHLIST.
Result<Watchlist*> require_watchlist(store::DomainRecord& record, std::string_view watchlist_id);

/// Errors: ResourceNotFoundException FRAUDSTER.
Result<const Fraudster*> require_fraudster(const store::DomainRecord& record, std::string_view fraudster_id);

/// The session with that name or id. Errors: ResourceNotFoundException SESSION.
Result<Session*> require_session(store::DomainRecord& record, std::string_view session_name_or_id);

/// The speaker that the session names; nullptr where it names none, or one that does not exist.
Speaker* speaker_of(store::DomainRecord& record, const Session& session);

}  // namespace voiceid::handlers
