#pragma once

#include "domain/result.hpp"
#include "handlers/context.hpp"

namespace voiceid::handlers {

/// The session's authentication result: the kept one if it still holds, otherwise a new one. A new ACCEPT counts as an
/// access of the speaker (API reference).
const AuthenticationResult& current_authentication(Context& context, store::DomainRecord& record, Session& session);

/// The session's fraud detection result: the kept one if it still holds, otherwise a new one.
/// Errors: ResourceNotFoundException WATCHLIST if the session's watchlist does not exist (Guide, flow block "Set Voice
/// ID": any id may be set).
Result<const FraudDetectionResult*> current_fraud_detection(Context& context, store::DomainRecord& record,
                                                            Session& session);

}  // namespace voiceid::handlers
