#pragma once

#include <array>

#include "domain/fraudster.hpp"
#include "domain/speaker.hpp"
#include "domain/voice_domain.hpp"
#include "domain/watchlist.hpp"
#include "handlers/shapes/connect_sessions.hpp"
#include "handlers/shapes/saved.hpp"

/// Member tables of domains, speakers, watchlists and fraudsters, as a saved state has them.
namespace voiceid {

template <>
struct SavedMembers<EncryptionUpdateEnd> {
  static constexpr std::string_view kName = "SavedEncryptionUpdateEnd";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::status, kServerSideEncryptionUpdateStatus, S>("Status"),
                      saved<&S::message, kAnyText, S>("Message")};
  }
};

template <>
struct SavedMembers<EncryptionUpdate> {
  static constexpr std::string_view kName = "SavedEncryptionUpdate";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::old_kms_key_id, kKmsKeyId, S>("OldKmsKeyId"),
                      saved<&S::completes_at, kTimestamp, S>("CompletesAt"), saved<&S::ended, S>("Ended")};
  }
};

template <>
struct SavedMembers<DomainAttributes> {
  static constexpr std::string_view kName = "SavedDomainAttributes";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::name, kDomainName, S>("Name"), saved<&S::description, kDescription, S>("Description"),
                      saved<&S::kms_key_id, kKmsKeyId, S>("KmsKeyId")};
  }
};

/// All but the tags, which are a list in the document.
template <>
struct SavedMembers<VoiceDomain> {
  static constexpr std::string_view kName = "SavedVoiceDomain";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::id, kDomainId, S>("DomainId"),
                      saved<&S::arn, kArn, S>("Arn"),
                      saved<&S::attributes, S>("Attributes"),
                      saved<&S::status, kDomainStatus, S>("DomainStatus"),
                      saved<&S::default_watchlist_id, kWatchlistId, S>("DefaultWatchlistId"),
                      saved<&S::created_at, kTimestamp, S>("CreatedAt"),
                      saved<&S::updated_at, kTimestamp, S>("UpdatedAt"),
                      saved<&S::encryption_update, S>("EncryptionUpdate"),
                      saved<&S::deleted_at, kTimestamp, S>("DeletedAt")};
  }
};

template <>
struct SavedMembers<Speaker> {
  static constexpr std::string_view kName = "SavedSpeaker";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::customer_speaker_id_, kCustomerSpeakerId, S>("CustomerSpeakerId"),
                      saved<&S::generated_id_, kGeneratedSpeakerId, S>("GeneratedSpeakerId"),
                      saved<&S::status_, kSpeakerStatus, S>("Status"),
                      saved<&S::created_at_, kTimestamp, S>("CreatedAt"),
                      saved<&S::updated_at_, kTimestamp, S>("UpdatedAt"),
                      last_accessed_at<S>(),
                      voiceprint<S>()};
  }

 private:
  template <class S>
  static consteval shapes::Member last_accessed_at() {
    shapes::Member member = shapes::saved<&S::last_accessed_at_, shapes::kTimestamp, S>("LastAccessedAt");
    member.required = false;
    member.clear = [](void* speaker) { static_cast<S*>(speaker)->last_accessed_at_ = Speaker::kNever; };
    member.get = [](const void* speaker) -> const void* {
      const TimePoint& time = static_cast<const S*>(speaker)->last_accessed_at_;
      return time == Speaker::kNever ? nullptr : &time;
    };
    return member;
  }

  template <class S>
  static consteval shapes::Member voiceprint() {
    return {
        .name = "Voiceprint",
        .shape = &shapes::kHeldAs<Voice, shapes::kAnyText>,
        .required = false,
        .emplace = [](void* speaker) -> void* { return &static_cast<S*>(speaker)->voiceprint_.emplace(); },
        .clear = [](void* speaker) { static_cast<S*>(speaker)->voiceprint_.reset(); },
        .get = [](const void* speaker) -> const void* { return static_cast<const S*>(speaker)->voiceprint_.get(); }};
  }
};

/// All but the count of its fraudsters, who say where they are.
template <>
struct SavedMembers<Watchlist> {
  static constexpr std::string_view kName = "SavedWatchlist";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::id, kWatchlistId, S>("WatchlistId"),
                      saved<&S::name, kWatchlistName, S>("Name"),
                      saved<&S::description, kWatchlistDescription, S>("Description"),
                      saved<&S::is_default, kBoolean, S>("DefaultWatchlist"),
                      saved<&S::created_at, kTimestamp, S>("CreatedAt"),
                      saved<&S::updated_at, kTimestamp, S>("UpdatedAt")};
  }
};

template <>
struct SavedMembers<Fraudster> {
  static constexpr std::string_view kName = "SavedFraudster";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::id, kGeneratedFraudsterId, S>("GeneratedFraudsterId"),
                      saved<&S::voiceprint, kAnyText, S>("Voiceprint"),
                      saved<&S::created_at, kTimestamp, S>("CreatedAt"),
                      saved_texts<&S::watchlist_ids, kWatchlistId, S>("WatchlistIds")};
  }
};

}  // namespace voiceid
