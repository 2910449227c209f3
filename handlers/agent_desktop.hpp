#pragma once

#include <string_view>

#include "domain/result.hpp"
#include "handlers/context.hpp"
#include "handlers/shapes/agent_desktop.hpp"

/// What the agent desktop's calls do (docs/agent-desktop.md).
///
/// The desktop does not sign: the caller becomes the owner of the domain. Libraries before 1.7 name none; then it is
/// that of the instance, or, in a call without an instance, the only one that instances are associated with; if there
/// is no such domain, the newest ACTIVE one of all accounts.
///
/// Errors of the calls on sessions are those of connect_sessions.hpp, of the others those of the API's operation.
namespace voiceid::handlers {

Result<shapes::DescribeSpeakerResponse> describe_desktop_speaker(Context& context,
                                                                 const shapes::DesktopSpeakerRequest& request);
Result<shapes::OptOutSpeakerResponse> opt_out_desktop_speaker(Context& context,
                                                              const shapes::DesktopSpeakerRequest& request);
Result<shapes::EmptyAnswer> delete_desktop_speaker(Context& context, const shapes::DesktopSpeakerRequest& request);
Result<shapes::EvaluateSessionResponse> evaluate_desktop_session(Context& context,
                                                                 const shapes::DesktopSessionRequest& request);

/// Starts a session named after the contact, or a new stream of it, with authentication and fraud detection on at their
/// defaults. A stream that has not ended ends first: the library starts new streams during a call (streams library).
/// The library repeats a call that a 500 or 429 answered with the same client token: the repeat answers with the
/// session that the first call started. Errors: those of start_session(); ConflictException where the token came with
/// other parameters.
Result<shapes::StartVoiceIdSessionAnswer> start_voice_id_session(Context& context,
                                                                 const shapes::StartVoiceIdSessionRequest& request);

Result<shapes::SessionAnswer> describe_desktop_session(Context& context, const shapes::DesktopSessionRequest& request);

/// Sets the session's speaker.
Result<shapes::SessionAnswer> update_desktop_session(Context& context, const shapes::UpdateSpeakerRequest& request);

Result<shapes::EnrollBySessionAnswer> enroll_by_desktop_session(Context& context,
                                                                const shapes::DesktopSessionRequest& request);

/// The contact, with its customer where one was set. Errors: ValidationException where the request names no contact.
Result<shapes::GetContactAnswer> get_contact(Context& context, const shapes::GetContactRequest& request);

/// Sets the contact's customer.
Result<shapes::EmptyAnswer> update_voice_id_data(Context& context, const shapes::UpdateVoiceIdDataRequest& request);

/// The instance's domain, if there is one: the domain that it was associated with, whatever its status, else the newest
/// ACTIVE one of all accounts.
Result<shapes::ListIntegrationAssociationsAnswer> list_integration_associations(
    Context& context, const shapes::ListIntegrationAssociationsRequest& request);

/// The id of the domain that a call means; its owner becomes the caller.
std::string_view enter_named_domain(Context& context, const shapes::DesktopDomainNames& names);

}  // namespace voiceid::handlers
