#pragma once

#include <optional>
#include <string_view>

#include "domain/result.hpp"
#include "domain/speaker.hpp"

namespace voiceid {

/// A state that a test wants a speaker to be in.
struct SpeakerState {
  SpeakerStatus status = SpeakerStatus::kEnrolled;
  /// Of the voiceprint; by default, an enrolled or expired speaker's is the customer's id.
  std::optional<Voice> voice = {};
  /// By default, that of an enrolled speaker is now, that of an expired one three years ago, and others have none.
  std::optional<TimePoint> last_accessed_at = {};
};

/// Checks that calls can lead to that state. Errors: ValidationException with one sentence.
Result<void> check(const SpeakerState& state, TimePoint now);

/// The speaker with these ids in a state that passed check(), as calls would have made it: created at that time, or at
/// its last access if that was before.
Speaker speaker_in(const SpeakerState& state, GeneratedId generated_id, std::string_view customer_speaker_id,
                   TimePoint created_at, TimePoint now);

}  // namespace voiceid
