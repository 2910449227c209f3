#pragma once

#include <string_view>

#include "domain/result.hpp"
#include "handlers/context.hpp"
#include "handlers/shapes/connect_sessions.hpp"

/// What Amazon Connect does to sessions, done here by tests, people and agent desktops (page 3). Every call wants an
/// ACTIVE domain of the caller's and an existing session. Errors, beside those that each call names:
/// ResourceNotFoundException DOMAIN, SESSION; ConflictException DOMAIN_NOT_ACTIVE.
namespace voiceid::handlers {

/// Which session a call is about.
struct SessionAddress {
  std::string_view domain_id;
  std::string_view session_name_or_id;
  /// The one of its streams that is meant, where it matters.
  std::optional<std::uint64_t> stream = {};
};

/// Starts a session, or a new stream of one that ended.
/// Errors: ConflictException ANOTHER_ACTIVE_STREAM, CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT; ResourceNotFoundException
/// WATCHLIST; ServiceQuotaExceededException.
Result<shapes::SessionAnswer> start_session(Context& context, std::string_view domain_id,
                                            const shapes::StartSessionRequest& request);

/// All sessions of the domain in order of creation.
Result<shapes::ListSessionsAnswer> list_sessions(Context& context, std::string_view domain_id);

Result<shapes::SessionAnswer> describe_session(Context& context, const SessionAddress& address);

/// Errors: ConflictException CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT, or without a type for the streaming status of a
/// stream that ended; ResourceNotFoundException WATCHLIST.
Result<shapes::SessionAnswer> update_session(Context& context, const SessionAddress& address,
                                             const shapes::UpdateSessionRequest& request);

/// The number of the session's stream. Errors: ConflictException once it ended.
Result<std::uint64_t> ongoing_stream(Context& context, const SessionAddress& address);

/// The caller speaks. Errors: ConflictException once the stream ended.
Result<void> hear(Context& context, const SessionAddress& address, const AudioPiece& piece);

/// The same, and describes the session. Errors: those of hear().
Result<shapes::SessionAnswer> add_audio(Context& context, const SessionAddress& address, const AudioPiece& piece);

/// Replaces the scripted outcome, or takes it away.
Result<shapes::SessionAnswer> script_outcome(Context& context, const SessionAddress& address,
                                             const std::optional<shapes::Outcome>& outcome);

/// Enrollment by session. Errors: those of request_enrollment().
Result<shapes::SessionAnswer> enroll_by_session(Context& context, const SessionAddress& address);

/// Ends the stream. Ending it again changes nothing (D).
Result<shapes::SessionAnswer> end_session(Context& context, const SessionAddress& address);

}  // namespace voiceid::handlers
