#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/copied_ptr.hpp"
#include "base/enum_names.hpp"
#include "base/saved_members.hpp"
#include "base/short_text.hpp"
#include "domain/ids.hpp"
#include "domain/time_point.hpp"
#include "domain/voice.hpp"

namespace voiceid {

enum class SpeakerStatus : unsigned char { kEnrolled, kExpired, kOptedOut, kPending };
template <>
inline constexpr std::array<std::string_view, 4> kEnumNames<SpeakerStatus>{"ENROLLED", "EXPIRED", "OPTED_OUT",
                                                                           "PENDING"};

/// Years without access after which an enrolled speaker expires (API reference).
inline constexpr int kSpeakerExpiryYears = 3;

/// A customer whose voice the service may know. The status is computed for a given time, so speakers expire without a
/// sweep.
class Speaker {
 public:
  /// A new speaker, PENDING: an enrollment was requested, and there is no voiceprint yet.
  Speaker(GeneratedId generated_id, std::string_view customer_speaker_id, TimePoint now)
      : customer_speaker_id_(customer_speaker_id), created_at_(now), updated_at_(now), generated_id_(generated_id) {}

  std::string_view generated_id() const { return generated_id_.view(); }
  std::string_view customer_speaker_id() const { return customer_speaker_id_.view(); }
  TimePoint created_at() const { return created_at_; }
  TimePoint updated_at() const { return updated_at_; }

  /// EXPIRED from three calendar years after the exact time of the last access (API reference).
  SpeakerStatus status_at(TimePoint now) const;
  /// The last enrollment or successful authentication, rounded down to the hour (API reference); none before the first.
  std::optional<TimePoint> last_accessed_at() const;
  /// The voice that was enrolled; nullptr if there is none, as after opting out or expiry.
  const Voice* voiceprint_at(TimePoint now) const;

  /// Whether the parts of a saved speaker fit together; those of any other do.
  bool is_consistent() const;

  /// Stores a voiceprint in place of any earlier one. The speaker must not have opted out.
  void enroll(Voice voiceprint, TimePoint now);
  /// Records a newly computed ACCEPT as an access. Does not change UpdatedAt.
  void record_authentication(TimePoint now) { last_accessed_at_ = now; }
  /// Removes the voiceprint. Does nothing, not even to UpdatedAt, if the speaker has opted out.
  void opt_out(TimePoint now);

 protected:
  /// What a saved speaker is read into.
  Speaker() = default;

 private:
  friend SavedMembers<Speaker>;

  static constexpr TimePoint kNever = TimePoint::min();

  // Room for a UUID in place saves each look-up a cache miss and each speaker an allocation.
  static constexpr std::size_t kUsualIdLength = 38;

  // There may be millions of speakers, so they are small.
  ShortText<kUsualIdLength> customer_speaker_id_;
  // Only if there is one, as most speakers of a large domain have none.
  CopiedPtr<Voice> voiceprint_;
  TimePoint created_at_;
  TimePoint updated_at_;
  TimePoint last_accessed_at_ = kNever;
  GeneratedId generated_id_;
  SpeakerStatus status_ = SpeakerStatus::kPending;
};

}  // namespace voiceid
