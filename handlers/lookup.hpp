#pragma once

#include <string_view>

#include "domain/result.hpp"
#include "handlers/context.hpp"

namespace voiceid::handlers {

/// The caller's domain in any status, also while an injected error refuses the request; nullptr if there is none.
store::DomainRecord* find_domain(Context& context, std::string_view domain_id);

/// The caller's domain in any status.
/// Errors: ResourceNotFoundException DOMAIN, also for a domain of another account or region.
Result<store::DomainRecord*> require_domain(Context& context, std::string_view domain_id);

/// The caller's domain, which must be active. Errors: those of require_domain() and require_active().
Result<store::DomainRecord*> require_active_domain(Context& context, std::string_view domain_id);

/// Errors: ConflictException DOMAIN_NOT_ACTIVE.
Result<void> require_active(const store::DomainRecord& record);

/// The caller's domain of that ARN in any status. Errors: those of require_domain().
Result<store::DomainRecord*> require_domain_of_arn(Context& context, std::string_view arn);

/// The speaker with that customer or generated id. Errors: ResourceNotFoundException SPEAKER.
Result<Speaker*> require_speaker(store::DomainRecord& record, std::string_view speaker_id);

/// Makes a PENDING speaker. Errors: ServiceQuotaExceededException.
Result<Speaker*> make_speaker(Context& context, store::DomainRecord& record, std::string_view customer_speaker_id);

/// The speaker with that customer or generated id; makes one as PENDING if the id is a customer's.
/// Errors: ResourceNotFoundException SPEAKER for an unknown generated id; ServiceQuotaExceededException.
Result<Speaker*> find_or_make_speaker(Context& context, store::DomainRecord& record, std::string_view speaker_id);

/// Errors: ResourceNotFoundException WATCHLIST.
Result<Watchlist*> require_watchlist(store::DomainRecord& record, std::string_view watchlist_id);

/// Errors: ResourceNotFoundException FRAUDSTER.
Result<const Fraudster*> require_fraudster(const store::DomainRecord& record, std::string_view fraudster_id);

/// The session with that name or id. Errors: ResourceNotFoundException SESSION.
Result<Session*> require_session(store::DomainRecord& record, std::string_view session_name_or_id);

/// The session's speaker; nullptr if it has none, or names one that does not exist.
Speaker* speaker_of(store::DomainRecord& record, const Session& session);

}  // namespace voiceid::handlers
