#pragma once

#include "handlers/connect_sessions.hpp"
#include "handlers/shapes/flow_results.hpp"

/// What Amazon Connect itself showed of a session: to flows while the call lasted, and in the contact record after it.
/// Errors: ResourceNotFoundException DOMAIN, SESSION.
namespace voiceid::handlers {

/// The branch that the flow block "Check Voice ID" takes. Authentication and fraud detection are evaluated as by
/// EvaluateSession. What a flow sends down its Error branch is a result too, with the reason.
Result<shapes::CheckVoiceIdAnswer> check_voice_id(Context& context, const SessionAddress& address,
                                                  const shapes::CheckVoiceIdRequest& request);

/// What the contact record holds of the session: the latest results, without computing new ones.
Result<shapes::ContactRecord> contact_record(Context& context, const SessionAddress& address);

}  // namespace voiceid::handlers
