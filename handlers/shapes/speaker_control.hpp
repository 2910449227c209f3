#pragma once

#include <array>

#include "handlers/shapes/connect_sessions.hpp"
#include "handlers/shapes/speakers.hpp"

/// Shapes of the control API's calls that put speakers and fraudsters into a state, beside those of the service's own
/// operations.
namespace voiceid::shapes {

/// A time in the form of RFC 3339, or a duration from now on (domain/moment.hpp).
inline constexpr Shape kMoment = string_shape("Moment", 1, 64);
inline constexpr Shape kPutWatchlistIds = list_shape<std::string_view>("WatchlistIds", kWatchlistId, 1, 100);

/// PUT …/speakers/{CustomerSpeakerId}.
struct PutSpeakerRequest {
  static constexpr std::string_view kName = "PutSpeakerRequest";
  std::optional<std::string_view> last_accessed_at;
  std::optional<std::string_view> status;
  std::optional<std::string_view> voice;

  /// The members of this type, or of one that derives from it.
  template <class Request>
  static constexpr auto members_of() {
    return std::array{member<&Request::last_accessed_at, Request>("LastAccessedAt", kMoment),
                      member<&Request::status, Request>("Status", kSpeakerStatus),
                      member<&Request::voice, Request>("Voice", kEnrolledVoice)};
  }
  static constexpr auto members() { return members_of<PutSpeakerRequest>(); }
};

/// A speaker as DescribeSpeaker shows it, and the name of the voice that was enrolled.
struct SpeakerWithVoice : Speaker {
  static constexpr std::string_view kName = "SpeakerWithVoice";
  std::optional<std::string_view> voice;
  static constexpr auto members() {
    return joined(Speaker::members(), std::array{member<&SpeakerWithVoice::voice>("Voice", kVoice)});
  }
};

/// GET …/speakers/{SpeakerId}.
struct SpeakerWithVoiceAnswer {
  static constexpr std::string_view kName = "SpeakerWithVoiceAnswer";
  SpeakerWithVoice speaker{};
  static constexpr auto members() { return std::array{member<&SpeakerWithVoiceAnswer::speaker>("Speaker")}; }
};

/// PUT …/fraudsters.
struct PutFraudsterRequest {
  static constexpr std::string_view kName = "PutFraudsterRequest";
  std::string_view voice;
  std::optional<std::vector<std::string_view>> watchlist_ids;
  static constexpr auto members() {
    return std::array{member<&PutFraudsterRequest::voice>("Voice", kEnrolledVoice),
                      member<&PutFraudsterRequest::watchlist_ids>("WatchlistIds", kPutWatchlistIds)};
  }
};

}  // namespace voiceid::shapes
