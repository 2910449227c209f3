#include "domain/speaker_state.hpp"

#include <algorithm>
#include <string>

namespace voiceid {
namespace {

bool has_voiceprint(SpeakerStatus status) {
  return status == SpeakerStatus::kEnrolled || status == SpeakerStatus::kExpired;
}

// Three years ago. On 29 February, what stands for that day is too late, so it is the day before.
TimePoint expired_access(TimePoint now) {
  const TimePoint access = add_years(now, -kSpeakerExpiryYears);
  return now >= add_years(access, kSpeakerExpiryYears) ? access : access - std::chrono::days(1);
}

// When the voiceprint of a speaker in that state was used last; nothing if it never had one.
std::optional<TimePoint> access_of(const SpeakerState& state, TimePoint now) {
  if (state.last_accessed_at || !has_voiceprint(state.status)) return state.last_accessed_at;
  return state.status == SpeakerStatus::kEnrolled ? now : expired_access(now);
}

}  // namespace

Result<void> check(const SpeakerState& state, TimePoint now) {
  const auto access = access_of(state, now);
  if (state.voice && !has_voiceprint(state.status)) {
    return validation_failed("A speaker who is " + std::string(name_of(state.status)) + " has no Voice.");
  }
  if (access && state.status == SpeakerStatus::kPending) {
    return validation_failed("A speaker who is PENDING has no LastAccessedAt: there was no enrollment yet.");
  }
  if (access && *access < TimePoint()) {
    return validation_failed("The last access would be before 1970: set the emulator's clock forward.");
  }
  if (access && *access > now) {
    return validation_failed("LastAccessedAt is after the present time of the emulator's clock.");
  }
  const bool expired = access && now >= add_years(*access, kSpeakerExpiryYears);
  if (expired && state.status == SpeakerStatus::kEnrolled) {
    return validation_failed("After three years without access an ENROLLED speaker is EXPIRED.");
  }
  if (!expired && state.status == SpeakerStatus::kExpired) {
    return validation_failed("An EXPIRED speaker had its last access at least three years ago.");
  }
  return {};
}

Speaker speaker_in(const SpeakerState& state, GeneratedId generated_id, std::string_view customer_speaker_id,
                   TimePoint created_at, TimePoint now) {
  const auto access = access_of(state, now);
  Speaker speaker(generated_id, customer_speaker_id, std::min(created_at, access.value_or(created_at)));
  if (access) speaker.enroll(state.voice.value_or(Voice(std::string(customer_speaker_id))), *access);
  if (state.status == SpeakerStatus::kOptedOut) speaker.opt_out(now);
  return speaker;
}

}  // namespace voiceid
