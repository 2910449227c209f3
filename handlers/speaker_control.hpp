#pragma once

#include <string_view>

#include "domain/result.hpp"
#include "handlers/context.hpp"
#include "handlers/shapes/fraudsters.hpp"
#include "handlers/shapes/speaker_control.hpp"
#include "handlers/shapes/speakers.hpp"

/// Shortcuts for tests to speakers and fraudsters in a state that otherwise takes calls, jobs and years. They publish
/// no events. Errors, besides those that each call names: ResourceNotFoundException DOMAIN; ConflictException
/// DOMAIN_NOT_ACTIVE.
namespace voiceid::handlers {

/// Describes a speaker with the name of its voice. Errors: ResourceNotFoundException SPEAKER.
Result<shapes::SpeakerWithVoiceAnswer> show_speaker(Context& context, std::string_view domain_id,
                                                    std::string_view speaker_id);

/// Puts a speaker into a state; ENROLLED by default, with the customer's id as the voice. Makes the speaker if the id
/// is a customer's; otherwise it keeps its generated id. Errors: ValidationException for a state that calls cannot lead
/// to, or no voice; ResourceNotFoundException SPEAKER for an unknown generated id; ServiceQuotaExceededException.
Result<shapes::DescribeSpeakerResponse> put_speaker(Context& context, std::string_view domain_id,
                                                    std::string_view speaker_id,
                                                    const shapes::PutSpeakerRequest& request);

/// Makes the fraudster with that voice, or finds it, and puts it on these watchlists and no others; by default, a new
/// one on the default watchlist, and one that exists on those where it is.
/// Errors: ResourceNotFoundException WATCHLIST; ServiceQuotaExceededException.
Result<shapes::DescribeFraudsterResponse> put_fraudster(Context& context, std::string_view domain_id,
                                                        const shapes::PutFraudsterRequest& request);

}  // namespace voiceid::handlers
