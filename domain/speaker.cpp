#include "domain/speaker.hpp"

#include <utility>

namespace voiceid {

SpeakerStatus Speaker::status_at(TimePoint now) const {
  if (status_ == SpeakerStatus::kEnrolled && now >= add_years(last_accessed_at_, kSpeakerExpiryYears)) {
    return SpeakerStatus::kExpired;
  }
  return status_;
}

std::optional<TimePoint> Speaker::last_accessed_at() const {
  if (last_accessed_at_ == kNever) return std::nullopt;
  return std::chrono::floor<std::chrono::hours>(last_accessed_at_);
}

const Voice* Speaker::voiceprint_at(TimePoint now) const {
  return status_at(now) == SpeakerStatus::kEnrolled ? voiceprint_.get() : nullptr;
}

bool Speaker::is_consistent() const {
  const bool enrolled = status_ == SpeakerStatus::kEnrolled;
  return status_ != SpeakerStatus::kExpired && (voiceprint_.get() != nullptr) == enrolled &&
         (!enrolled || last_accessed_at_ != kNever);
}

void Speaker::enroll(Voice voiceprint, TimePoint now) {
  voiceprint_.emplace(std::move(voiceprint));
  status_ = SpeakerStatus::kEnrolled;
  last_accessed_at_ = now;
  updated_at_ = now;
}

void Speaker::opt_out(TimePoint now) {
  if (status_ == SpeakerStatus::kOptedOut) return;
  voiceprint_.reset();
  status_ = SpeakerStatus::kOptedOut;
  updated_at_ = now;
}

}  // namespace voiceid
