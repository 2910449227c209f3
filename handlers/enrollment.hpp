#pragma once

#include "domain/result.hpp"
#include "handlers/context.hpp"

namespace voiceid::handlers {

/// Requests the enrollment of the session's speaker, and makes the speaker as PENDING if needed (streams library). Call
/// progress_enrollment() next.
/// Errors: ConflictException SPEAKER_NOT_SET, SPEAKER_OPTED_OUT, ENROLLMENT_ALREADY_EXISTS; ResourceNotFoundException
/// SPEAKER for an unknown generated id; ServiceQuotaExceededException.
Result<void> request_enrollment(Context& context, store::DomainRecord& record, Session& session);

/// Begins an enrollment that waited for speech, if there is enough now. Call it after each piece of audio.
void progress_enrollment(Context& context, store::DomainRecord& record, Session& session);

/// Ends an enrollment that is IN_PROGRESS: with a voiceprint, or as failed.
void complete_enrollment(Context& context, store::DomainRecord& record, Session& session);

}  // namespace voiceid::handlers
