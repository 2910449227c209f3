#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "domain/scope.hpp"
#include "handlers/context.hpp"
#include "handlers/list_page.hpp"
#include "handlers/shapes/connect_sessions.hpp"

/// Amazon Connect's part in a call, played by tests, people and agent desktops; see docs/sessions.md. Every call on
/// a session needs an active domain of the caller and an existing session, unless it says otherwise. Errors, besides
/// those that each call names: ResourceNotFoundException DOMAIN, SESSION; ConflictException DOMAIN_NOT_ACTIVE.
namespace voiceid::handlers {

/// Which session a call is about.
struct SessionAddress {
  std::string_view domain_id;
  std::string_view session_name_or_id;
  /// The stream that the call is meant for, if it matters.
  std::optional<std::uint64_t> stream = {};
};

/// Starts a session, or a new stream of a session whose stream ended. A customer id that has no speaker makes one,
/// PENDING. The watchlist need not exist until the session is evaluated.
/// Errors: ConflictException ANOTHER_ACTIVE_STREAM, CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT; ResourceNotFoundException
/// SPEAKER for an unknown generated id; ServiceQuotaExceededException.
Result<shapes::SessionAnswer> start_session(Context& context, std::string_view domain_id,
                                            const shapes::StartSessionRequest& request);

/// Some sessions of a domain in order of creation, and where the next page starts, if there are more.
struct SessionPage {
  std::vector<shapes::Session> sessions;
  std::optional<std::uint64_t> next;
};

/// At most `limit` sessions of the domain, starting after the `next` of an earlier page.
Result<SessionPage> list_sessions(Context& context, std::string_view domain_id, std::uint64_t after = 0,
                                  std::size_t limit = std::numeric_limits<std::size_t>::max());

/// Where a list of the sessions of all domains goes on.
struct SessionPosition {
  /// Behind this domain of all.
  std::uint64_t domain = 0;
  /// Behind this session of the next domain, if that is still the same.
  std::uint64_t session = 0;
  ResourceId domain_id{};
};

/// At most `limit` sessions, all of the first domain from that position on; none if it is not in the scope. Sessions of
/// suspended domains are among them.
ListPage<shapes::Session, SessionPosition> list_all_sessions(Context& context, const Scope& scope,
                                                             const SessionPosition& after, std::size_t limit);

Result<shapes::SessionAnswer> describe_session(Context& context, const SessionAddress& address);

/// Changes settings; speaker and watchlist as in start_session().
/// Errors: ConflictException CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT, or one without a type for a streaming status after
/// the stream ended; ResourceNotFoundException SPEAKER; ServiceQuotaExceededException.
Result<shapes::SessionAnswer> update_session(Context& context, const SessionAddress& address,
                                             const shapes::UpdateSessionRequest& request);

/// The number of the session's stream. Errors: ConflictException after the stream ended.
Result<std::uint64_t> ongoing_stream(Context& context, const SessionAddress& address);

/// The piece of audio that JSON describes. Its voice is a view of the request's.
AudioPiece piece_of(const shapes::AddAudioRequest& request);

/// Adds audio of the caller. Errors: ConflictException after the stream ended.
Result<void> hear(Context& context, const SessionAddress& address, const AudioPiece& piece);

/// Hears audio that names no voice, as it is spoken; see StreamAudio::hear(). Errors: as above.
Result<void> hear(Context& context, const SessionAddress& address, std::span<const std::int16_t> samples,
                  int spoofing_risk, SpeechDetector& detector);

/// A recording of speech that names no voice.
struct UnlabelledRecording {
  std::vector<std::int16_t> samples;
  /// 0 to 100.
  int spoofing_risk = 0;
};

/// A copy of a stream's audio, with which a recording is heard off the request thread.
struct RecordedStream {
  std::uint64_t stream = 0;
  /// That of the audio that was copied.
  std::uint64_t revision = 0;
  StreamAudio audio;
  TimePoint now;

  /// Adds a piece of the recording to the copy; see StreamAudio::hear().
  void hear(std::span<const std::int16_t> samples, int spoofing_risk, SpeechDetector& detector) {
    audio.hear(samples, spoofing_risk, detector, now);
  }
};

/// The copy of the session's stream; nothing if it takes no audio.
std::optional<RecordedStream> stream_to_record(Context& context, const SessionAddress& address);

/// Gives the session the stream that heard a recording. Returns whether it did: it changes nothing if the session heard
/// anything else in the meantime, and has to hear the recording itself then. Errors: as hear().
Result<bool> take_stream(Context& context, const SessionAddress& address, RecordedStream heard);

/// hear(), then describes the session.
Result<shapes::SessionAnswer> add_audio(Context& context, const SessionAddress& address, const AudioPiece& piece);

/// Sets or removes the scripted outcome.
Result<shapes::SessionAnswer> script_outcome(Context& context, const SessionAddress& address,
                                             const std::optional<shapes::Outcome>& outcome);

/// Requests an enrollment by session. Errors: those of request_enrollment().
Result<shapes::SessionAnswer> enroll_by_session(Context& context, const SessionAddress& address);

/// Ends the stream. Ending it again changes nothing.
Result<shapes::SessionAnswer> end_session(Context& context, const SessionAddress& address);

}  // namespace voiceid::handlers
