#pragma once

#include "handlers/context.hpp"

namespace voiceid::handlers {

/// The session's authentication result: the one that still holds, else a new one. A new ACCEPT is an access of the
/// speaker's (S).
const AuthenticationResult& current_authentication(Context& context, store::DomainRecord& record, Session& session);

/// The session's fraud detection result: the one that still holds, else a new one.
const FraudDetectionResult& current_fraud_detection(Context& context, const store::DomainRecord& record,
                                                    Session& session);

}  // namespace voiceid::handlers
