#pragma once

#include "domain/result.hpp"
#include "handlers/context.hpp"

namespace voiceid::handlers {

/// Asks for the enrollment of the session's speaker, who comes into being as PENDING where need be (C). To be followed
/// by progress_enrollment().
/// Errors: ConflictException SPEAKER_NOT_SET, SPEAKER_OPTED_OUT, ENROLLMENT_ALREADY_EXISTS; ResourceNotFoundException
/// SPEAKER for a generated id that nobody has; ServiceQuotaExceededException.
Result<void> request_enrollment(Context& context, store::DomainRecord& record, Session& session);

/// Puts an enrollment that waited for speech to work, if there is enough by now. To be called after each audio.
void progress_enrollment(Context& context, store::DomainRecord& record, Session& session);

/// Ends an enrollment that is IN_PROGRESS, with a voiceprint or in failure.
void complete_enrollment(Context& context, store::DomainRecord& record, Session& session);

}  // namespace voiceid::handlers
